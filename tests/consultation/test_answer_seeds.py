"""The invented crowd of the demonstration: each answer passes the checks, and leanings show."""

from collections import Counter

import pytest
from django.db import transaction

from consultation.enums import Channel
from consultation.models import AnswerRevision, Consultation, Response
from consultation.operations import illustrate_responses
from consultation.queries import current_questionnaire, plan_of
from consultation.seeds.answers import people
from consultation.text.duplicates import find_copies
from consultation.text.personal import find
from consultation.validators.answers import clean_answers
from perpignan.study import seeding

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole study with its invented answers and 540 more, undone after this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all()
        consultation = Consultation.objects.get(slug="coeur-de-ville")
        illustrate_responses(consultation=consultation, count=540, seed=1, people=people)
        yield consultation
        transaction.set_rollback(True)


def test_every_invented_answer_passes_the_checks(loaded):
    plan = plan_of(current_questionnaire(loaded).pk)
    given = list(Response.objects.values_list("answers", flat=True))

    assert len(given) == AnswerRevision.objects.count() == 600
    assert [clean_answers(plan.questions, answers) for answers in given] == given
    assert {code for answers in given for code in answers} == set(plan.questions)


def test_invented_people_answer_by_every_way_before_the_end(loaded):
    assert set(Response.objects.values_list("channel", flat=True)) == set(Channel.values)
    assert not Response.objects.filter(submitted_at__lt=loaded.opens_at).exists()
    assert not Response.objects.filter(submitted_at__gt=loaded.closes_at).exists()


def test_leanings_tie_the_opinions_together(loaded):
    pairs = Counter(Response.objects.values_list("answers__Q22__2", "answers__Q22__4"))

    assert pairs["agree", "agree"] > 2 * pairs["agree", "disagree"]
    assert pairs["disagree", "disagree"] > 1.3 * pairs["disagree", "agree"]


def test_texts_hold_a_campaign_and_a_number_to_hide(loaded):
    texts = list(Response.objects.filter(answers__has_key="Q21").order_by("pk"))
    said = [response.answers["Q21"] for response in texts]

    campaign = find_copies(said, resemblance=0.6)[0]
    assert all("chaque mairie de quartier" in said[place] for place in campaign.texts)
    assert any(found.text.startswith("06 39 98") for text in said for found in find(text))


def test_loading_again_invents_nobody(loaded):
    reports = seeding.load_all()

    [ours] = [report for report in reports if report.table.model is Response]
    assert ours.created == 0
    assert Response.objects.count() == 600
