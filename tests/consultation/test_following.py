"""What the team follows: aggregates, against the census, in a constant number of queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultation.enums import Profile, QuestionType
from consultation.models import CensusMargin, DraftResponse
from consultation.queries import (
    current_questionnaire,
    day_counts,
    leaving_counts,
    pages_of,
    profile_tables,
)
from tests.factories.channels import BatchFactory, CensusMarginFactory, WorkshopFactory
from tests.factories.consultation import QuestionFactory, ResponseFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire(consultation):
    found = consultation.questionnaires.get()
    QuestionFactory(
        section=found.sections.get(code="premiere"),
        code="OU",
        type=QuestionType.ZONE,
        profile=Profile.ZONE,
        options=["Gare", "La Réal", "Ailleurs"],
    )
    return found


def answer(questionnaire, count, code, **others):
    for _index in range(count):
        ResponseFactory(questionnaire=questionnaire, answers={"OU": code}, **others)


def at(consultation):
    return reverse("consultation:following", args=[consultation.slug])


def test_days_are_counted_by_channel_with_workshops_on_their_day(questionnaire):
    today = timezone.localdate()
    before = timezone.now() - timedelta(days=1)
    answer(questionnaire, 2, "1")
    answer(questionnaire, 1, "1", paper=True, submitted_at=before)
    ResponseFactory(questionnaire=questionnaire, withdrawn=True)
    WorkshopFactory(consultation=questionnaire.consultation, held_on=today)

    found = [(row.day, row.channel, row.count) for row in day_counts(questionnaire.consultation)]

    assert found == [
        (today - timedelta(days=1), "paper", 1),
        (today, "web", 2),
        (today, "workshop", 12),
    ]


def margins():
    for category, population in {"1": 500, "2": 400, "3": 100}.items():
        CensusMarginFactory(category=category, population=population)


def table_of(questionnaire):
    pages = pages_of(current_questionnaire(questionnaire.consultation))
    (table,) = profile_tables(questionnaire.consultation, pages)
    return table


def test_a_zone_that_answers_too_little_is_named(questionnaire):
    margins()
    answer(questionnaire, 8, "1")
    answer(questionnaire, 1, "2")
    answer(questionnaire, 1, "3")

    table = table_of(questionnaire)

    assert [(row.label, row.share, row.population_share) for row in table.rows] == [
        ("Gare", Decimal("80.0"), Decimal("50.0")),
        ("La Réal", Decimal("10.0"), Decimal("40.0")),
        ("Ailleurs", Decimal("10.0"), Decimal("10.0")),
    ]
    assert [row.label for row in table.missing] == ["La Réal"]
    assert table.rows[1].gap == Decimal("-30.0")
    assert table.source == "Insee, recensement de la population (2021)"


def test_a_population_of_this_consultation_comes_before_the_common_one(questionnaire):
    margins()
    CensusMarginFactory(
        category="1", population=1500, consultation=questionnaire.consultation, year=2010
    )

    assert table_of(questionnaire).rows[0].population == 1500


def test_the_page_says_where_to_send_the_desk(client, questionnaire):
    margins()
    answer(questionnaire, 9, "1")
    answer(questionnaire, 1, "2")
    client.force_login(UserFactory(lead=True))

    page = client.get(at(questionnaire.consultation)).content.decode()

    assert "Où envoyer le stand mobile : Ailleurs (0\xa0% des réponses" in page
    assert "La Réal (10\xa0% des réponses pour 40\xa0% des habitants)" in page


def test_without_census_nothing_is_compared(client, questionnaire):
    answer(questionnaire, 3, "1")
    client.force_login(UserFactory(consortium=True))

    page = client.get(at(questionnaire.consultation)).content.decode()

    assert "Où envoyer" not in page
    assert "Importer le recensement" in page


def leave(questionnaire, count, **answers):
    for index in range(count):
        DraftResponse.objects.create(
            consultation=questionnaire.consultation,
            questionnaire=questionnaire,
            token_hash=f"{count}-{index}-{len(answers)}",
            answers=answers,
        )


def test_where_people_leave_is_counted_from_the_last_part_saved(questionnaire):
    leave(questionnaire, 10, UN="1")
    leave(questionnaire, 12, UN="1", TEXTE="Bien")
    pages = pages_of(questionnaire)

    counted = leaving_counts(questionnaire.consultation, pages)

    assert [count for _title, count in counted] == [10, 12]


def test_too_few_to_be_told_are_not(questionnaire):
    leave(questionnaire, 3, UN="1")

    counted = leaving_counts(questionnaire.consultation, pages_of(questionnaire))

    assert [count for _title, count in counted] == [None, 0]


def test_the_page_takes_as_many_statements_for_few_and_many(
    client, questionnaire, django_assert_num_queries
):
    client.force_login(UserFactory(lead=True))
    consultation = questionnaire.consultation

    def furnish(count):
        answer(questionnaire, count, "1")
        for _index in range(count):
            BatchFactory(consultation=consultation)
            WorkshopFactory(consultation=consultation)
        CensusMarginFactory(category=str(count))

    furnish(1)
    client.get(at(consultation))
    with django_assert_num_queries(17) as one:
        client.get(at(consultation))
    furnish(3)

    with django_assert_num_queries(len(one)):
        page = client.get(at(consultation))
    assert len(page.content) < 60_000


def test_the_census_is_imported_as_a_table(admin_client):
    content = "profil;catégorie;population;année;source\nzone;gare;6200;2021;Insee\n"
    file = SimpleUploadedFile("recensement.csv", content.encode())
    base = "admin:consultation_censusmargin"

    preview = admin_client.post(reverse(f"{base}_import"), {"import_file": file, "format": "0"})
    form = preview.context["confirm_form"]
    admin_client.post(reverse(f"{base}_process_import"), form.initial)

    margin = CensusMargin.objects.get()
    assert (margin.profile, margin.category, margin.population) == ("zone", "gare", 6200)
