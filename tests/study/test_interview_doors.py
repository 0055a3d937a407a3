"""Interviews through the API and as tables: the team's, but for the words allowed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perpignan.backoffice_formats import SafeCSV, SafeXLSX, read_dataset
from perpignan.study import resources
from perpignan.study.models import Quote
from tests.factories import study as factories

pytestmark = pytest.mark.django_db
TEAM_ENDPOINTS = ("interviews", "interview-guides")


def signed_in(client, role):
    if role:
        client.force_login(factories.UserFactory(**{role: True}))
    return client


def make_quote(**values):
    guide = factories.InterviewGuideFactory()
    guide.questions.create(order=1, theme="Usages", text="Qu'utilisez-vous ?")
    partner = factories.PartnerFactory()
    return factories.QuoteFactory(
        interview__guide=guide, interview__organisation=partner, anonymous=True, **values
    )


@pytest.mark.parametrize("endpoint", TEAM_ENDPOINTS)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("department", 403),
        ("desk", 403),
        ("official", 403),
        ("consortium", 200),
        ("lead", 200),
        ("administrator", 200),
    ],
)
def test_interviews_are_served_to_the_team_alone(client, endpoint, role, status):
    make_quote()

    assert signed_in(client, role).get(f"/api/v1/{endpoint}/").status_code == status


@pytest.mark.parametrize("endpoint", [*TEAM_ENDPOINTS, "quotes"])
def test_endpoints_cost_the_same_for_one_and_three(client, endpoint):
    signed_in(client, "lead")
    counts = []
    for total in (1, 2):
        for _ in range(total):
            make_quote()
        client.get(f"/api/v1/{endpoint}/")
        with CaptureQueriesContext(connection) as captured:
            found = client.get(f"/api/v1/{endpoint}/").json()
        counts.append((len(captured), found["count"]))

    assert counts[0][0] == counts[1][0]
    assert [count for _queries, count in counts] == [1, 3]


def test_nobody_is_named_by_the_interviews(client):
    make_quote(interview__person__name="Jeanne Puig")

    answer = signed_in(client, "lead").get("/api/v1/interviews/").content.decode()

    assert "Compte rendu interne." in answer
    assert "Puig" not in answer


def test_visitors_read_the_words_allowed_and_not_where_they_were_said(client):
    named = factories.QuoteFactory(
        named=True, interview__person__name="Jeanne Puig", interview__person__job_title=""
    )
    factories.QuoteFactory(anonymous=True, text="Trop de guichets.")
    kept_back = factories.QuoteFactory(text="À ne pas répéter.")

    rows = client.get("/api/v1/quotes/").json()["results"]

    said = {row["text"]: (row["said_by"], row["interview"]) for row in rows}
    assert said == {
        named.text: ("Jeanne Puig", None),
        "Trop de guichets.": ("Une personne entendue par l'étude", None),
    }
    assert client.get(f"/api/v1/quotes/{kept_back.pk}/").status_code == 404


def test_the_team_reads_all_the_words_with_their_interview(client):
    kept_back = factories.QuoteFactory(interview__code="e-1")

    [row] = signed_in(client, "consortium").get("/api/v1/quotes/").json()["results"]

    assert (row["text"], row["consent"], row["interview"]) == (kept_back.text, "none", "e-1")


def imported(resource, content):
    content = content if isinstance(content, bytes) else content.encode()
    return resource().import_data(read_dataset(content), rollback_on_validation_errors=True)


def make_everything():
    quote = make_quote(text="=C'est plus simple", interview__minutes="-Un\ncompte rendu")
    quote.interview.held_on = date(2020, 2, 29)
    quote.interview.save()
    factories.QuoteFactory(named=True)


MAKERS = [
    resources.InterviewGuideResource,
    resources.InterviewQuestionResource,
    resources.InterviewResource,
    resources.QuoteResource,
]


def stored(resource):
    model = resource.Meta.model
    return list(
        model.objects.order_by(*resource.Meta.import_id_fields).values_list(*fields_of(resource))
    )


def fields_of(resource):
    """Compare guides by code: deleted and imported again, their numbers change."""
    links = {"guide": "guide__code", "interview": "interview__code"}
    return [links.get(name, name) for name in resource.Meta.fields]


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
@pytest.mark.parametrize("resource", MAKERS)
def test_rows_come_back_as_they_went_out(resource, file_format):
    make_everything()
    before = stored(resource)
    content = file_format().export_data(resource().export())

    unchanged = imported(resource, content)
    Quote.objects.all().delete()
    if resource is not resources.QuoteResource:
        resources.Interview.objects.all().delete()
    if resource is not resources.InterviewResource and resource is not resources.QuoteResource:
        resource.Meta.model.objects.all().delete()
    created = imported(resource, content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (len(before), len(before))
    assert stored(resource) == before


@pytest.mark.parametrize(
    ("resource", "content", "problem"),
    [
        (
            resources.InterviewResource,
            "Référence;Guide d'entretien;Qui est entendu\ne-1;inconnu;Service\n",
            "Colonne inconnue : Guide d'entretien.",
        ),
        (
            resources.InterviewResource,
            "Référence;Guide;Qui est entendu\ne-1;services;Service\n",
            "Ligne 2, champ service entendu : Indiquez le service entendu.",
        ),
        (
            resources.QuoteResource,
            "Entretien;Citation;Accord\ne-9;Bien;Publication anonyme\n",
            "Ligne 2, champ entretien : « e-9 » n'est pas connu (entretien).",
        ),
        (
            resources.QuoteResource,
            "Entretien;Citation;Accord\ne-0;Bien;Publication nominative après relecture\n",
            "Ligne 2, champ relue par la personne le : Indiquez la date de relecture.",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(resource, content, problem):
    factories.InterviewFactory(code="e-0", guide__code="services")
    before = resource.Meta.model.objects.count()

    result = imported(resource, content)

    assert problem in result.problems
    assert resource.Meta.model.objects.count() == before


def test_no_file_bears_a_person_s_name():
    factories.InterviewFactory(person__name="Jeanne Puig")

    content = SafeCSV().export_data(resources.InterviewResource().export())

    assert "Puig" not in str(content)


@pytest.mark.parametrize("noun", ["interview", "interviewguide", "interviewquestion", "quote"])
def test_team_exports_and_imports_others_do_not(client, noun):
    pages = [reverse(f"admin:study_{noun}_{verb}") for verb in ("import", "export")]

    signed_in(client, "official")
    outside = [client.get(page).status_code for page in pages]
    signed_in(client, "consortium")
    inside = [client.get(page).status_code for page in pages]

    assert (outside, inside) == ([302, 302], [200, 200])
