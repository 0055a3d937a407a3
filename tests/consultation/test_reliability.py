"""Marked answers: counted, told, read with and without; never removed."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from consultation.chapters import reliability as chapter
from consultation.enums import MarkReason
from consultation.models import Response, ResponseMark
from consultation.operations import lift_marks, report_reliability
from consultation.queries import reliability_of, response_counts
from perpignan.reports.blocks import Paragraph, Table
from perpignan.reports.chapters import Scope
from tests.consultation.answering import send, url, words
from tests.factories.consultation import (
    QuestionFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SectionFactory,
    questionnaire_of_every_type,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
CODES = [f"Q{number}" for number in range(1, 8)]


def answered(**state):
    """Make a consultation with 40 plain answers and 20 copies sent slowly."""
    questionnaire = QuestionnaireFactory(
        **{f"consultation__{name}": value for name, value in state.items()}, frozen=True
    )
    section = SectionFactory(questionnaire=questionnaire)
    for code in CODES:
        QuestionFactory(section=section, code=code, options=["Un", "Deux", "Trois"])
    start, chance = timezone.now() - timedelta(days=9), Random(1)
    for number in range(40):
        given = {code: chance.choice("123") for code in CODES} | {"Q1": "12"[number % 2]}
        ResponseFactory(
            questionnaire=questionnaire,
            answers=given,
            submitted_at=start + timedelta(hours=number),
        )
    for number in range(20):
        ResponseFactory(
            questionnaire=questionnaire,
            answers=dict.fromkeys(CODES, "3"),
            submitted_at=start + timedelta(hours=50 + number),
        )
    return questionnaire.consultation


def test_copies_are_marked_counted_and_compared():
    consultation = answered(published=True)

    report = report_reliability(consultation=consultation)
    found = reliability_of(consultation, with_results=True)
    [first] = [item for item in found.questions if item.question.code == "Q1"]

    assert (report.response_count, report.marked_count) == (60, 20)
    assert dict(found.reasons)[str(MarkReason.IDENTICAL.label)] == 20
    # "Trois" is said by marked answers alone: without them it would be told of nobody, and
    # another cell is hidden with it, or the total would give it away.
    assert first.lists[0].rows == [("Un", 33, None), ("Deux", 33, 50), ("Trois", 33, None)]
    assert response_counts([consultation.pk])[consultation.pk].total == 60
    assert Response.objects.counted().count() == 60


def test_lifted_mark_stays_lifted_and_nothing_new_makes_no_new_report():
    consultation = answered(published=True)
    report_reliability(consultation=consultation)

    assert report_reliability(consultation=consultation) is None
    lift_marks(consultation=consultation, reason=MarkReason.IDENTICAL)
    again = report_reliability(consultation=consultation)

    assert again.marked_count == 0
    assert ResponseMark.objects.filter(lifted_at=None).count() == 0


@pytest.mark.parametrize(
    ("state", "role", "tables", "batches"),
    [
        ("published", None, True, False),
        ("open", None, False, False),
        ("open", "desk", False, False),
        ("open", "lead", True, True),
    ],
)
def test_public_reads_how_many_and_why_and_the_team_the_details(
    client, state, role, tables, batches
):
    consultation = answered(**{state: True})
    report_reliability(consultation=consultation)
    if role:
        client.force_login(UserFactory(**{role: True}))

    page = words(client.get(url("reliability", consultation)))

    assert "20 réponses sur 60 portent une réserve." in page
    assert str(MarkReason.IDENTICAL.label) in page
    assert ("avec et sans les réponses" in page) is tables
    assert ("Attendues par hasard" in page) is batches


def test_few_marked_answers_are_not_counted_aloud(client):
    consultation = questionnaire_of_every_type(published=True).consultation
    questionnaire = consultation.questionnaires.get()
    made = [ResponseFactory(questionnaire=questionnaire, paper=True) for _n in range(30)]
    ResponseMark.objects.create(response=made[0], reason=MarkReason.BURST)
    report_reliability(consultation=consultation)

    page = words(client.get(url("reliability", consultation)))

    assert "Moins de dix réponses sur 30" in page
    assert "moins de dix" in page


def test_sixth_answer_of_a_browser_in_a_day_is_marked(client):
    consultation = questionnaire_of_every_type(open=True).consultation
    for _person in range(6):
        send(client, consultation)
        client.cookies.pop(f"reponse-{consultation.pk}")

    [mark] = ResponseMark.objects.filter(reason=MarkReason.SESSION)
    assert mark.response == Response.objects.order_by("-pk")[0]


def test_page_asks_the_same_queries_for_one_question_and_for_seven(
    client, django_assert_max_num_queries
):
    consultation = answered(published=True)
    report_reliability(consultation=consultation)

    with django_assert_max_num_queries(6) as seven:
        page = client.get(url("reliability", consultation))
    consultation.questionnaires.get().questions.exclude(code="Q1").delete()
    with django_assert_max_num_queries(6) as one:
        client.get(url("reliability", consultation))

    assert len(seven) == len(one)
    assert len(page.content) < 60_000


def test_chapter_says_what_the_page_says(client):
    consultation = answered(published=True)
    report_reliability(consultation=consultation)
    page = words(client.get(url("reliability", consultation)))

    blocks = chapter.build(Scope(day=date(2026, 5, 4)))
    told = [block.text for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]

    assert told[0] in page
    assert tables[0].rows == [[str(MarkReason.IDENTICAL.label), "20"]]
    assert all(cell in page for table in tables for row in table.rows for cell in row)
