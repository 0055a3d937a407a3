"""The questions of a consultation in their order, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet, Value

from consultation.enums import QuestionType
from consultation.models import (
    Consultation,
    Question,
    Questionnaire,
    Section,
)
from consultation.validators import QuestionRule

#: Seconds that a question takes an unhurried reader, by type.
SECONDS = {
    QuestionType.RANK: 40,
    QuestionType.POINTS: 40,
    QuestionType.TEXT: 60,
    QuestionType.MAP_POINT: 45,
}
SECONDS_OF_A_CHOICE = 15


@dataclass(frozen=True)
class SectionPage:
    """One page of the questionnaire: a section and its questions, options loaded."""

    section: Section
    questions: Sequence[Question]


def questionnaires_current_first() -> QuerySet[Questionnaire]:
    """List questionnaires so that the one in force of each consultation comes first."""
    return Questionnaire.objects.order_by(F("frozen_at").desc(nulls_last=True), "-version")


def current_questionnaire(consultation: Consultation) -> Questionnaire | None:
    """Return the version in force, or the one being prepared before any was frozen."""
    return questionnaires_current_first().filter(consultation=consultation).first()


def questions_in_order() -> QuerySet[Question]:
    return (
        Question.objects.select_related("section__priority")
        .prefetch_related("options")
        .order_by("section__order", "section__code", "order", "code")
    )


def pages_of(questionnaire: Questionnaire | None) -> list[SectionPage]:
    """Read a whole questionnaire, page by page, in two statements."""
    if questionnaire is None:
        return []
    questions = questions_in_order().filter(questionnaire=questionnaire)
    groups = groupby(questions, key=lambda question: question.section)
    return [SectionPage(section, list(items)) for section, items in groups]


def rules_of(questionnaire_id: int) -> dict[str, QuestionRule]:
    """Map the code of each question to what its answer must respect, in one statement."""
    codes = ArrayAgg(
        "options__code",
        filter=Q(options__isnull=False),
        order_by=("options__order", "options__code"),
        default=Value([]),
    )
    columns = ("code", "type", "max_choices", "points", "max_length")
    questions = Question.objects.filter(questionnaire_id=questionnaire_id).order_by()
    rows = questions.annotate(option_codes=codes).values(*columns, "option_codes")
    return {
        row["code"]: QuestionRule(**{**row, "option_codes": tuple(row["option_codes"])})
        for row in rows
    }


def answering_minutes(pages: Sequence[SectionPage]) -> int:
    """Estimate how long the questionnaire takes, counting each type of question honestly."""
    questions = [question for page in pages for question in page.questions]
    seconds = [SECONDS.get(QuestionType(q.type), SECONDS_OF_A_CHOICE) for q in questions]
    return max(1, -(-sum(seconds) // 60))
