from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from consultation.enums import ConsultationStatus, QuestionType
from consultation.models import BudgetVote, Consultation, Option, Question, QuestionAction, Section
from consultation.queries import missing_for_opening
from perpignan.study import seeding
from perpignan.study.models import Zone

pytestmark = pytest.mark.django_db
PREFIX = "consultation."
OURS = (
    *("consultation", "questionnaire", "section", "question", "option", "questionaction"),
    *("consultation", "budgetvote", "budgetproject", "budgetcount"),
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all()
        yield
        transaction.set_rollback(True)


def test_seed_loads_the_twenty_six_questions_in_four_sections(loaded):
    assert Question.objects.count() == 26
    assert list(Section.objects.values_list("code", flat=True)) == [
        *("centre", "quotidien", "services", "profil")
    ]
    assert set(Question.objects.values_list("type", flat=True)) == {
        *(QuestionType.SINGLE, QuestionType.MULTI, QuestionType.SCALE, QuestionType.RANK),
        *(QuestionType.POINTS, QuestionType.TEXT, QuestionType.MAP_POINT),
        *(QuestionType.ZONE, QuestionType.AGE_BAND, QuestionType.STATEMENTS),
    }


def test_seed_opens_the_consultation_today_and_lacks_nothing(loaded):
    consultation = Consultation.objects.get(slug="coeur-de-ville")

    assert consultation.is_open_at(timezone.now())
    assert missing_for_opening(consultation) == []
    assert consultation.closes_at - consultation.opens_at > timedelta(days=27)
    assert consultation.is_illustrative


def test_seed_of_a_study_long_ago_is_closed():
    seeding.load_all(start=timezone.localdate() - timedelta(weeks=60))

    assert set(Consultation.objects.values_list("status", flat=True)) == {ConsultationStatus.CLOSED}


def test_seed_has_a_vote_to_count_and_one_to_cast(loaded):
    over, to_cast = BudgetVote.objects.order_by("opens_at")

    rules = over.count.results["parts"][0]["rules"]
    assert (over.count.ballots, to_cast.ballots.count()) == (300, 36)
    assert any(rule["added"] for rule in rules)
    assert to_cast.is_open_at(timezone.now())


def test_seed_offers_the_zones_of_the_study_where_people_live(loaded):
    options = Option.objects.filter(question__code="PR1")

    assert set(options.values_list("zone__code", flat=True)) == set(
        Zone.objects.values_list("code", flat=True)
    )


@pytest.mark.parametrize("language", ["ca", "en"])
@pytest.mark.parametrize(("model", "field"), [(Section, "title"), (Question, "text")])
def test_seed_is_translated(loaded, model, field, language):
    assert not model.objects.filter(**{f"{field}_{language}": ""}).exists()


def test_seed_options_are_translated(loaded):
    assert not Option.objects.filter(zone=None, text_ca="").exists()
    assert not Option.objects.filter(zone=None, text_en="").exists()


def test_seed_links_questions_to_actions_as_illustrations(loaded):
    assert QuestionAction.objects.count() == 17
    assert not QuestionAction.objects.filter(is_illustrative=False).exists()


def test_loading_twice_changes_nothing(loaded):
    reports = seeding.load_all()

    ours = [r for r in reports if r.table.model._meta.label_lower.removeprefix(PREFIX) in OURS]
    assert [(r.created, r.updated, r.kept) for r in ours] == [(0, 0, [])] * len(OURS)
