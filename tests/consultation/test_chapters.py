from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultation.chapters import build
from perpignan.reports.blocks import Figure, as_data
from perpignan.reports.chapters import Scope, chapters_for
from tests.factories.consultation import (
    ConsultationFactory,
    ResponseFactory,
    questionnaire_of_every_type,
)

pytestmark = pytest.mark.django_db
PUBLIC, INTERNAL = Scope(date(2026, 6, 1)), Scope(date(2026, 6, 1), is_internal=True)


def text_of(scope=PUBLIC):
    return str([as_data(block) for block in build(scope)])


def answered(**situation):
    questionnaire = questionnaire_of_every_type(**situation)
    ResponseFactory.create_batch(14, questionnaire=questionnaire, answers={"UN": "1"})
    ResponseFactory.create_batch(11, questionnaire=questionnaire, answers={"UN": "2"})
    ResponseFactory.create_batch(2, questionnaire=questionnaire, answers={"UN": "3"})
    return questionnaire


def test_chapter_is_in_the_progress_report():
    assert "consultation" in [chapter.slug for chapter in chapters_for("progress")]


def test_chapter_without_consultation_says_so():
    assert "Aucune consultation" in text_of()


def test_chapter_tells_the_state_the_count_and_the_questions():
    questionnaire = answered(open=True)

    told = text_of()

    assert questionnaire.consultation.title in told
    assert "('27', 'réponses')" in told
    assert "Ouverte, du " in told
    assert questionnaire.questions.get(code="LIEU").text in told


def test_a_consultation_without_questionnaire_counts_no_questions():
    consultation = ConsultationFactory(open=True)

    told = text_of()

    assert consultation.title in told
    assert "questions" not in told


@pytest.mark.parametrize(
    ("situation", "scope", "is_shown"),
    [
        ("open", PUBLIC, False),
        ("open", INTERNAL, False),
        ("closed", PUBLIC, False),
        ("closed", INTERNAL, True),
        ("published", PUBLIC, True),
    ],
)
def test_results_wait_for_their_publication(situation, scope, is_shown):
    answered(**{situation: True})

    figures = [block for block in build(scope) if isinstance(block, Figure)]

    assert bool(figures) == is_shown
    assert ("Ce que disent les réponses" in text_of(scope)) == is_shown


def test_small_cells_are_not_in_the_chapter():
    answered(published=True)

    (figure,) = [block for block in build(PUBLIC) if isinstance(block, Figure)]

    assert figure.rows == [
        ["Un", "14", "52\u00a0%"],
        ["Deux", "trop peu de réponses", "–"],
        ["Trois", "trop peu de réponses", "–"],
    ]
    assert figure.title == "« Un » vient en tête : 14 réponses sur 27"


def test_drafts_are_not_in_the_chapter():
    draft = questionnaire_of_every_type().consultation

    assert draft.title not in text_of(INTERNAL)


def test_chapter_takes_the_same_statements_for_any_number():
    answered(published=True)
    with CaptureQueriesContext(connection) as one:
        build(PUBLIC)
    for _other in range(2):
        answered(published=True)
    with CaptureQueriesContext(connection) as three:
        build(PUBLIC)

    assert len(three) == len(one)
