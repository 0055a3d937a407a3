"""One count for every door: page, back office, API, open data and report say the same."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from consultation import operations
from consultation.chapters import results as chapter
from consultation.enums import Channel, ConsultationStatus, Profile, QuestionType
from consultation.models import ConsultationResults, Option, Response, ResponseMark
from consultation.queries import cross_table, stored_results
from consultation.views.results_menu import results_menu
from perpignan.reports.chapters import Scope
from tests.factories.channels import CensusMarginFactory, WorkshopFactory
from tests.factories.consultation import (
    QuestionFactory,
    ResponseFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
PUBLISHED = {"published": True}


def asked(**state):
    """Ask every type of question, and where people live."""
    questionnaire = questionnaire_of_every_type(**(state or PUBLISHED))
    QuestionFactory(
        section=questionnaire.sections.get(code="premiere"),
        code="OU",
        type=QuestionType.ZONE,
        profile=Profile.ZONE,
        options=["Gare", "La Réal"],
    )
    return questionnaire


def answer(questionnaire, count, channel=Channel.WEB, **answers):
    ResponseFactory.create_batch(
        count, questionnaire=questionnaire, channel=channel, answers=answers
    )


def counted(questionnaire):
    operations.recount(consultation=questionnaire.consultation)
    return stored_results(questionnaire.consultation, "tables", "open_rows", "weighting")


def page(client, questionnaire, name="results", query="", *args):
    address = reverse(f"consultation:{name}", args=[questionnaire.consultation.slug, *args])
    return client.get(address + query)


@pytest.fixture
def everywhere():
    """Answers by four channels, a workshop, a mark and a withdrawal."""
    questionnaire = asked()
    answer(questionnaire, 21, UN="1", OU="1", RANG=["1", "2"])
    answer(questionnaire, 12, Channel.PAPER, UN="2", OU="2", POINTS={"1": 10})
    answer(questionnaire, 13, Channel.ASSISTED, UN="3", OU="2", TEXTE="Bien.")
    ResponseFactory(questionnaire=questionnaire, withdrawn=True)
    workshop = WorkshopFactory(consultation=questionnaire.consultation, participant_count=40)
    options = Option.objects.select_related("question").filter(question__code="UN")
    operations.save_counts(workshop=workshop, counts=dict(zip(options, (11, 12, 15), strict=True)))
    ResponseMark.objects.create(response=Response.objects.counted().first(), reason="burst")
    return questionnaire


def test_every_door_tells_the_same_totals(client, admin_client, everywhere):
    operations.recount(consultation=everywhere.consultation)
    receipts = Response.objects.counted().exclude(receipt_hash="").count()
    expected = {"En ligne": 21, "Sur papier": 12, "Avec un agent": 13, "En atelier": 40}
    answered = {"UN": 46, "OU": 46, "RANG": 21, "POINTS": 12, "TEXTE": 13}

    on_page = page(client, everywhere).context["results"]
    back_office = admin_client.get(
        reverse("admin:consultation_consultationresults_change", args=[on_page.row.pk])
    ).content.decode()
    api = client.get(f"/api/v1/consultations/{everywhere.consultation.slug}/results/").json()
    document = json.loads(
        page(client, everywhere, "results-download", "", "resultats", "json").content
    )
    file = page(client, everywhere, "results-download", "", "resultats", "csv").getvalue()
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))
    report = chapter.build(Scope(everywhere.consultation.closes_at.date()))

    assert receipts + 40 == sum(expected.values()) == 86
    assert [on_page.total, api["total"], document["total"]] == [86] * 3
    assert dict(on_page.counts.published_by_channel) == expected
    assert sorted(api["by_channel"].values()) == sorted(expected.values())
    participations = {r["ligne"]: int(r["valeur"]) for r in rows if r["texte"] == "participations"}
    assert participations == {"total": 86} | expected
    assert f'<div class="readonly">{86}</div>' in back_office
    assert "En atelier 40" in back_office
    for code, count in answered.items():
        assert on_page.questions[code].answered == count
        assert next(q for q in api["questions"] if q["code"] == code)["answered"] == count
        assert {int(r["ont_repondu"]) for r in rows if r["question"] == code} == {count}
        assert f"<td>{code}</td>" in back_office
    assert api["questions"] == document["questions"]
    choices = [(c["label"], c["count"]) for c in api["questions"][0]["choices"]]
    assert choices == list(on_page.questions["UN"].table.rows)
    told = next(b for b in report if getattr(b, "caption", "") == api["questions"][0]["text"])
    assert [[r[0], r[1]] for r in told.rows] == [
        *([label, str(count)] for label, count in choices),
        ["Ont répondu", "46"],
    ]
    assert api["responses_without_mark"] == 45


@pytest.mark.parametrize("maker", [questionnaire_of_every_type, questionnaire_of_newer_types])
def test_every_type_of_question_is_shown(client, maker):
    questionnaire = maker(published=True)
    answer(questionnaire, 12, UN="1", OUI="yes", JOUR="2026-05-04", NOMBRE=3, GRILLE={"a": "1"})
    counted(questionnaire)

    for section in questionnaire.sections.all():
        shown = page(client, questionnaire, query=f"?partie={section.code}").content.decode()
        for question in section.questions.all():
            assert f'id="{question.code}"' in shown


def test_a_group_reads_its_own_answers_and_a_small_one_is_not_offered(client, everywhere):
    answer(everywhere, 3, UN="1", OU="1")  # 24 in the first zone
    counted(everywhere)

    shown = page(client, everywhere, query="?par=OU&groupe=1&partie=premiere")
    small = page(client, everywhere, query="?par=channel&groupe=workshop")

    assert shown.context["group_size"] == 24
    assert "Réponses du groupe « Gare » : 24 personnes." in shown.content.decode()
    assert small.status_code == 404


def test_a_cross_table_adds_up_to_the_lists_of_the_page(everywhere):
    results = counted(everywhere)

    table = cross_table(results, "UN", "OU")
    turned = cross_table(results, "OU", "UN")

    assert [(label, total) for label, _cells, total in table.rows][:3] == [
        *(("Un", 21), ("Deux", 12), ("Trois", 13))
    ]
    shown = [cell for _label, cells, _total in table.rows for cell in cells if cell is not None]
    assert all(cell >= 10 for cell in shown)
    assert [list(cells) for _label, cells, _total in turned.rows] == [
        list(line) for line in zip(*(cells for _l, cells, _t in table.rows), strict=True)
    ]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?a=UN&b=UN", "Choisissez deux questions différentes."),
        ("?a=channel&b=mark", "Ces deux-là ne se croisent pas."),
        ("?a=UN&b=%00", "Sélectionnez un choix valide"),
        ("?a=UN", "Ce champ est obligatoire."),
    ],
)
def test_a_crossing_that_makes_no_sense_says_so(client, everywhere, query, message):
    counted(everywhere)

    assert message in page(client, everywhere, "results-crossing", query).content.decode()


@pytest.mark.parametrize("query", ["?partie=absente", "?par=UN&groupe=1", "?par=OU&groupe=9"])
def test_an_address_of_nothing_is_not_found(client, everywhere, query):
    counted(everywhere)

    assert page(client, everywhere, query=query).status_code == 404


PAGES = ["results", "results-crossing", "results-representativeness", "results-data"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "is_let_in"),
    [("visitor", False), ("desk", False), ("official", False), ("consortium", True)],
)
def test_results_wait_for_publication_except_for_the_team(client, name, role, is_let_in):
    questionnaire = asked(closed=True)
    counted(questionnaire)
    if role != "visitor":
        client.force_login(UserFactory(**{role: True}))

    response = page(client, questionnaire, name)

    assert response.status_code == (200 if is_let_in else 404)
    assert ("Résultats provisoires." in response.content.decode()) is is_let_in
    if is_let_in:
        assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", PAGES)
def test_before_the_first_count_a_page_says_to_wait(client, name):
    questionnaire = asked()

    shown = page(client, questionnaire, name).content.decode()

    assert "Les réponses ne sont pas encore comptées" in shown


@pytest.mark.parametrize("name", [*PAGES, "by-group"])
def test_pages_read_and_count_nothing(client, name, django_assert_max_num_queries):
    query = "?par=OU&groupe=1" if name == "by-group" else ""
    questionnaire = asked()
    answer(questionnaire, 30, UN="1", OU="1")
    counted(questionnaire)

    with django_assert_max_num_queries(5) as first:
        page(client, questionnaire, "results" if query else name, query or "?partie=")
    answer(questionnaire, 30, UN="2", OU="2")
    counted(questionnaire)

    with django_assert_max_num_queries(len(first)):
        page(client, questionnaire, "results" if query else name, query)


def test_a_count_is_made_again_only_when_something_changed(everywhere):
    first = operations.recount(consultation=everywhere.consultation)

    assert operations.recount_changed() == 0
    answer(everywhere, 1, UN="1")
    assert operations.recount_changed() == 1
    again = ConsultationResults.objects.get(consultation=everywhere.consultation)
    assert again.response_count == first.response_count + 1
    ResponseMark.objects.update(lifted_at=again.counted_at)
    assert operations.recount_changed() == 1


def test_erased_answers_leave_their_results(everywhere):
    known = operations.recount(consultation=everywhere.consultation)
    consultation = everywhere.consultation
    type(consultation).objects.filter(pk=consultation.pk).update(
        closes_at=consultation.closes_at.replace(year=2019)
    )
    consultation.refresh_from_db()
    Response.objects.update(answers={})
    answer(everywhere, 1)

    assert operations.recount(consultation=consultation) == known
    assert stored_results(consultation).questions["UN"].answered == 46


def weighed(people=(60, 40), populations=(500, 500), **others):
    questionnaire = asked()
    for code, (count, population) in enumerate(zip(people, populations, strict=True), start=1):
        answer(questionnaire, count, UN=str(code), OU=str(code), **others)
        CensusMarginFactory(category=str(code), population=population)
    return questionnaire


def test_weighted_shares_stand_beside_the_others(client):
    questionnaire = weighed()
    answer(questionnaire, 20, UN="3", OU="1")
    counted(questionnaire)

    response = page(client, questionnaire, "results-representativeness")

    told = {result.question.code: lines for result, lines in response.context["weighted"]}
    assert [(line.share, line.weighted) for line in told["UN"]] == [
        (Decimal("50.0"), Decimal("37.5")),
        (Decimal("33.3"), Decimal("50.0")),
        (Decimal("16.7"), Decimal("12.5")),
    ]
    shown = response.content.decode()
    assert "n'est pas un sondage" in shown
    assert "Aucune marge d'erreur" in shown


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ((60, 0), "Personne n&#x27;a répondu dans la catégorie « La Réal »"),
        ((60, 4), "Moins de 10 personnes ont répondu dans la catégorie « La Réal »"),
    ],
)
def test_weights_are_refused_with_their_reason(client, people, message):
    questionnaire = weighed(people)
    counted(questionnaire)

    shown = page(client, questionnaire, "results-representativeness").content.decode()

    assert "Les réponses ne sont pas redressées." in shown
    assert message in shown


def test_rows_leave_only_with_columns_that_designate_nobody(client):
    few = asked()
    answer(few, 30, OU="1")
    answer(few, 3, OU="2")
    counted(few)
    assert page(client, few, "results-download", "", "lignes", "csv").status_code == 404

    questionnaire = asked()
    answer(questionnaire, 30, OU="1", TEXTE="Mon nom est personne.")
    answer(questionnaire, 20, OU="2")
    counted(questionnaire)
    file = page(client, questionnaire, "results-download", "", "lignes", "csv").getvalue().decode()

    assert file.lstrip("\ufeff").split() == [
        "OU",
        *["Gare"] * 30,
        "La",
        *["Réal", "La"] * 19,
        "Réal",
    ]


@pytest.mark.parametrize("status", ConsultationStatus)
def test_the_api_gives_what_the_page_gives(client, status):
    questionnaire = asked()
    type(questionnaire.consultation).objects.update(status=status)
    counted(questionnaire)

    api = client.get(f"/api/v1/consultations/{questionnaire.consultation.slug}/results/")

    assert api.status_code == page(client, questionnaire).status_code


def test_menu_leads_to_no_page_that_is_closed(client):
    consultation = asked().consultation
    type(consultation).objects.update(status=ConsultationStatus.OPEN)
    consultation.refresh_from_db()

    closed = {entry.url for entry in results_menu(consultation, "")}
    type(consultation).objects.update(status=ConsultationStatus.RESULTS_PUBLISHED)
    consultation.refresh_from_db()
    opened = {entry.url for entry in results_menu(consultation, "")}

    results = reverse("consultation:results", args=[consultation.slug])
    assert results not in closed
    assert results in opened
