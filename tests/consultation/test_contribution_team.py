"""The team's doors: the queue, the back office, what waits; and the open data and the API."""

import csv
import io
import json

import pytest
from django.apps import apps
from django.urls import reverse

from consultation.enums import SpokenStatus
from consultation.models import Contribution, Support
from consultation.models.keys import new_token
from consultation.operations import publish_spoken
from perpignan.backoffice_formats import read_dataset
from tests.consultation.answering import url, words
from tests.factories.contributions import (
    CommentFactory,
    ContributionFactory,
    SupportFactory,
    ThemeFactory,
    gathering,
)
from tests.factories.statements import StatementFactory
from tests.factories.study import ActionFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
QUEUE = "/consultation/moderation/"
API = "/api/v1/contributions/"


@pytest.fixture
def lead(client):
    user = UserFactory(lead=True)
    client.force_login(user)
    return user


def admin_url(model, page, *args):
    return reverse(f"admin:consultation_{model}_{page}", args=args)


# The queue


def test_queue_shows_what_waits_and_publishes_what_is_ticked(client, lead):
    ideas = [ContributionFactory(pending=True), ContributionFactory(unread=True)]
    comment = CommentFactory(pending=True)
    ContributionFactory()

    page = client.get(QUEUE)
    assert page.context["contributions"] == ideas
    assert page.context["comments"] == [comment]

    posted = {"verb": "publish", "contribution": [ideas[0].pk], "comment": [comment.pk]}
    answer = client.post(QUEUE, posted)

    assert "2 textes publiés." in words(client.get(answer.url))
    assert [e.by for e in ideas[0].events.all()] == [lead]
    assert list(client.get(QUEUE).context["contributions"]) == [ideas[1]]


def test_queue_refuses_with_a_reason_only(client, lead):
    idea = ContributionFactory(pending=True)
    posted = {"verb": "refuse", "contribution": [idea.pk]}

    page = client.post(QUEUE, posted)
    assert f'value="{idea.pk}" checked' in words(page)
    assert "Donnez le motif du refus" in words(page)

    client.post(QUEUE, posted | {"reason": "Vise une personne."})
    idea.refresh_from_db()
    assert (idea.status, idea.status_reason) == ("refused", "Vise une personne.")


@pytest.mark.parametrize("posted", [{}, {"verb": "publish"}, {"verb": "x", "contribution": ["y"]}])
def test_queue_tells_what_it_did_not_understand(client, lead, posted):
    ContributionFactory(pending=True)

    page = client.post(QUEUE, posted)

    assert "Rien n'a été décidé" in words(page)
    assert Contribution.objects.get().status == SpokenStatus.PENDING


def test_queue_is_the_teams(client):
    assert client.get(QUEUE).status_code == 302
    client.force_login(UserFactory(department=True))
    assert client.get(QUEUE).status_code == 403


def test_queue_takes_the_same_statements_for_one_and_for_three(
    client, lead, django_assert_num_queries
):
    def add():
        ContributionFactory(pending=True)
        CommentFactory(pending=True)
        StatementFactory(pending=True)

    add()
    client.get(QUEUE)
    with django_assert_num_queries(10):
        client.get(QUEUE)
    add()
    add()
    with django_assert_num_queries(10):
        client.get(QUEUE)


def test_team_is_told_what_waits():
    ContributionFactory(pending=True)
    ContributionFactory(unread=True)
    CommentFactory(pending=True)

    waiting = apps.get_app_config("consultation").waiting_for(UserFactory(lead=True))

    assert (waiting[-1].count, waiting[-1].url) == (3, QUEUE)


# The back office


def test_verbs_answer_merge_and_split(client, lead):
    consultation, action = gathering(), ActionFactory()
    kept, other, whole = ContributionFactory.create_batch(3, consultation=consultation)

    def do(idea, verb, **posted):
        return client.post(admin_url("contribution", "verb", idea.pk, verb), posted)

    do(kept, "repondre", answer="retained", reason="Oui.", actions=[action.pk])
    do(other, "reunir", into=kept.pk, reason="Même idée.")
    parts = {"title_1": "Un", "text_1": "A", "title_2": "Deux", "text_2": "B"}
    do(whole, "partager", reason="Deux idées.", **parts)

    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.answer, kept.action_links.get().action) == ("retained", action)
    assert other.merged_into == kept
    assert {part.title for part in whole.parts.all()} == {"Un", "Deux"}


def test_merge_with_a_number_that_is_not_there_is_told(client, lead):
    idea = ContributionFactory()

    for number in (idea.pk, ContributionFactory().pk, 0, "x"):
        page = client.post(
            admin_url("contribution", "verb", idea.pk, "reunir"), {"into": number, "reason": "R"}
        )
        assert "into" in page.context["form"].errors

    idea.refresh_from_db()
    assert idea.status == SpokenStatus.PUBLISHED


def test_team_sorts_words_and_changes_none(client, lead):
    idea = ContributionFactory(title="Telle quelle")
    theme, zone = ThemeFactory(consultation=idea.consultation), ZoneFactory()
    address = admin_url("contribution", "change", idea.pk)
    management = {
        f"{name}-{count}_FORMS": 0
        for name in ("action_links", "events")
        for count in ("TOTAL", "INITIAL")
    }
    posted = {"theme": theme.pk, "zone": zone.pk, "title": "Réécrite", "text": "Réécrit"}

    client.post(address, posted | management)

    idea.refresh_from_db()
    assert (idea.theme, idea.zone, idea.title) == (theme, zone, "Telle quelle")


@pytest.mark.parametrize("model", ["contribution", "comment"])
def test_changelists_take_the_same_statements(client, lead, model, django_assert_num_queries):
    address = admin_url(model, "changelist")
    CommentFactory()
    client.get(address)
    with django_assert_num_queries(QUERIES[model]):
        client.get(address)
    CommentFactory.create_batch(2)
    with django_assert_num_queries(QUERIES[model]):
        client.get(address)


QUERIES = {"contribution": 12, "comment": 8}


# Open data


def test_csv_and_workbook_and_json_say_the_same(client):
    idea = ContributionFactory(answered=True, placed=True)
    theme = ThemeFactory(consultation=idea.consultation)
    idea.theme = theme
    idea.save()
    idea.action_links.create(action=(action := ActionFactory(public=True)))
    idea.action_links.create(action=ActionFactory())
    SupportFactory(contribution=idea)

    def get(kind):
        return client.get(url("contribution-download", idea.consultation, kind)).content

    (row,) = csv.DictReader(io.StringIO(get("csv").decode("utf-8-sig")), delimiter=";")
    data = json.loads(get("json"))
    assert row["title"] == idea.title
    assert (row["supports"], row["answer"], row["actions"]) == ("1", "retained", action.code)
    assert {name: str(value) for name, value in data["contributions"][0].items()} == row
    assert set(data["dictionary"]) == set(row)
    assert read_dataset(get("xlsx")).dict[0]["title"] == idea.title
    dictionary = words(client.get(url("contribution-data", idea.consultation)))
    assert all(name in dictionary for name in row)


@pytest.mark.parametrize("formula", ["=1+1", "+33", "-cmd", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_no_cell_is_a_formula(client, formula):
    idea = ContributionFactory(title=formula, text=formula, place=formula)

    page = client.get(url("contribution-download", idea.consultation, "csv"))

    (row,) = csv.DictReader(io.StringIO(page.content.decode("utf-8-sig")), delimiter=";")
    assert row["title"].startswith("'")
    assert row["text"].startswith("'")


@pytest.mark.parametrize("kind", ["pdf", "html", "..", "csv;"])
def test_other_formats_are_not_there(client, kind):
    address = url("contribution-data", gathering()) + f"{kind}/"

    assert client.get(address).status_code == 404


# The API


def give(client, to, **values):
    given = {"consultation": to.slug, "title": "Bancs", "text": "Ici.", **values}
    return client.post(API, given, content_type="application/json")


def test_api_lists_and_filters_published_contributions(client, django_assert_num_queries):
    idea = ContributionFactory(answered=True)
    idea.action_links.create(action=(action := ActionFactory(public=True)))
    ContributionFactory(title="Vélos")

    with django_assert_num_queries(3):
        found = client.get(API, {"consultation": idea.consultation.slug}).json()

    (row,) = found["results"]
    assert (row["title"], row["answer"], row["actions"]) == (idea.title, "retained", [action.code])
    assert not {"receipt_hash", "idempotency_key", "submitted_at"} & set(row)
    assert client.get(API, {"q": "velo"}).json()["count"] == 1
    assert client.get(f"{API}{idea.pk}/").json() == row


def test_api_stores_a_contribution_once_with_the_same_checks(client):
    consultation, token = gathering(), new_token()
    theme = ThemeFactory(consultation=consultation)

    first = give(client, consultation, token=token, theme=theme.code)
    again = give(client, consultation, token=token, theme=theme.code)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Contribution.objects.get().theme == theme
    assert first.json()["status"] == "pending"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"token": "court"}, "token"),
        ({"title": ""}, "title"),
        ({"theme": "inconnu"}, "theme"),
        ({"latitude": 42.0}, "non_field_errors"),
        ({"zone": "inconnue"}, "zone"),
        ({"consultation": "inconnue"}, "consultation"),
    ],
)
def test_api_tells_what_is_wrong_by_field(client, values, field):
    answer = give(client, gathering(), **({"token": new_token()} | values))

    assert answer.status_code == 400
    assert field in answer.json()
    assert Contribution.objects.count() == 0


def test_api_supports_once_and_takes_back(client):
    idea, token = ContributionFactory(), new_token()

    def post(verb):
        return client.post(f"{API}{idea.pk}/{verb}/", {"token": token}, "application/json").json()

    assert [post("support"), post("support")] == [{"supports": 1}, {"supports": 1}]
    assert post("unsupport") == {"supports": 0}
    assert Support.objects.count() == 0


def test_api_answers_nothing_for_what_waits(client):
    idea = ContributionFactory(pending=True)

    answer = client.post(f"{API}{idea.pk}/support/", {"token": new_token()}, "application/json")
    assert answer.status_code == 404

    publish_spoken(spoken=idea, by=UserFactory(lead=True))
    answer = client.post(f"{API}{idea.pk}/support/", {"token": new_token()}, "application/json")
    assert answer.status_code == 200


# Evidence


def test_action_shows_the_ideas_that_live_on_in_it(client):
    action = ActionFactory(public=True)
    idea = ContributionFactory()
    idea.action_links.create(action=action)

    page = words(client.get(reverse("actionplan:sheet-detail", args=[action.code])))

    assert "Idée d'habitant" in page
    assert idea.get_absolute_url() in page
