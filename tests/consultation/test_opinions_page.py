"""Page, API, file and chapter of the opinions: the same figures, few queries, light."""

import csv
import io
from datetime import date

import pytest
from django.core.management import call_command

from consultation.chapters import opinions as chapter
from consultation.models import OpinionGroup
from consultation.operations import analyse_opinions
from consultation.queries import opinions_of
from perpignan.reports.blocks import Bullets, Heading, Table
from perpignan.reports.chapters import Scope
from tests.consultation.answering import url, words
from tests.factories.consultation import ConsultationFactory
from tests.factories.statements import voted
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(day=date(2026, 5, 4))


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True, takes_statements=True, shows_opinions=True)


def read(client, consultation, **asked):
    return client.get(url("opinions", consultation), asked)


def api(client, consultation):
    return client.get(f"/api/v1/consultations/{consultation.slug}/opinions/")


def test_page_tells_groups_in_words_before_it_draws_them(client, consultation):
    voted(consultation, sizes=(14, 12))
    analyse_opinions(consultation=consultation)
    OpinionGroup.objects.filter(letter="A").update(name="Les arbres d'abord")

    page = words(read(client, consultation))

    assert "<h1>Deux groupes d'opinion parmi 26 personnes</h1>" in page
    assert "26 personnes ont donné 208 avis sur 8 affirmations." in page
    order = [page.index(text) for text in ("Les arbres d'abord", "Ce qui réunit", 'class="chart"')]
    assert order == sorted(order)
    assert "Les chiffres du graphique" in page
    assert "manage.py opinion_groups" in page


def test_page_api_file_and_chapter_say_the_same(client, consultation, tmp_path):
    voted(consultation, sizes=(14, 12, 11), statements=9)
    analyse_opinions(consultation=consultation)
    found = opinions_of(consultation)

    told = api(client, consultation).json()
    body = b"".join(client.get(url("opinion-votes", consultation)).streaming_content)
    lines = list(csv.DictReader(io.StringIO(body.decode())))
    path = tmp_path / "avis.csv"
    path.write_bytes(body)
    out = io.StringIO()
    call_command("opinion_groups", str(path), "--json", stdout=out)
    blocks = chapter.build(SCOPE)
    [headline] = [b.text for b in blocks if isinstance(b, Heading) and b.level == 2]

    assert (told["participants"], told["votes"]) == (found.participants, found.votes)
    assert len(lines) == found.votes
    assert len({line["participant"] for line in lines}) == found.participants
    assert set(lines[0]) == {"participant", "statement", "vote", "moderated"}
    assert [g["size"] for g in told["groups"]] == found.sizes
    assert f'"k": {len(found.groups)}' in out.getvalue()
    page = words(read(client, consultation))
    assert headline in page
    sizes = [f"{g['label']} : {g['size']} personnes" for g in told["groups"]]
    assert [b.text for b in blocks if isinstance(b, Heading) and b.text in sizes] == sizes
    tables = [b for b in blocks if isinstance(b, Table)]
    assert all(len(row) == len(t.columns) for t in tables for row in t.rows)
    assert any(isinstance(b, Bullets) for b in blocks)


@pytest.mark.parametrize(
    ("shows", "state", "role", "reads"),
    [
        (True, "open", None, True),
        (False, "open", None, False),
        (False, "open", "department", False),
        (False, "open", "lead", True),
        (False, "closed", None, False),
        (False, "published", None, True),
    ],
)
def test_who_reads_the_opinions(client, shows, state, role, reads):
    consultation = ConsultationFactory(**{state: True}, takes_statements=True, shows_opinions=shows)
    voted(consultation)
    analyse_opinions(consultation=consultation)
    if role:
        client.force_login(UserFactory(**{role: True}))

    page = words(read(client, consultation))

    assert ("Ce qui réunit</h2>" in page) is reads
    assert api(client, consultation).status_code == (200 if reads else 404)
    file = client.get(url("opinion-votes", consultation)).status_code
    assert file == (200 if reads else 404)


def test_few_people_have_neither_groups_nor_file(client, consultation):
    voted(consultation, sizes=(8, 7))
    analyse_opinions(consultation=consultation)

    page = words(read(client, consultation))

    assert "Aucun groupe n'est montré" in page
    assert 'class="chart"' not in page
    assert client.get(url("opinion-votes", consultation)).status_code == 404
    assert api(client, consultation).json()["groups"] == []


def test_page_is_light_and_asks_the_same_queries_whatever_there_is(
    client, consultation, django_assert_num_queries
):
    with django_assert_num_queries(3):
        read(client, consultation)
    voted(consultation, sizes=(14, 12))
    analyse_opinions(consultation=consultation)
    with django_assert_num_queries(5):
        read(client, consultation)
    voted(consultation, sizes=(13, 12, 11), statements=40)
    analyse_opinions(consultation=consultation)
    with django_assert_num_queries(5):
        page = read(client, consultation)

    assert len(page.content) < 60_000
    assert "Page 2" not in words(read(client, consultation, page="x"))


def test_chapter_waits_for_the_publication(consultation):
    consultation.shows_opinions = False
    consultation.save()
    voted(consultation)
    analyse_opinions(consultation=consultation)

    assert len(chapter.build(SCOPE)) == 1
    assert len(chapter.build(Scope(day=SCOPE.day, is_internal=True))) > 3
