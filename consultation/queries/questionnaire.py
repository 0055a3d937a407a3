"""The questions of a consultation in their order, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from consultation.enums import QuestionType
from consultation.models import (
    Condition,
    Consultation,
    Option,
    Question,
    Questionnaire,
    Section,
)
from consultation.validators.conditions import asked_codes
from consultation.validators.rules import ConditionRule, Conditions, Plan, QuestionRule

#: Seconds that a question takes an unhurried reader, by type.
SECONDS = {
    QuestionType.RANK: 40,
    QuestionType.POINTS: 40,
    QuestionType.TEXT: 60,
    QuestionType.SHORT_TEXT: 20,
    QuestionType.FILE: 60,
    QuestionType.DATE: 20,
    QuestionType.MAP_POINT: 45,
}
SECONDS_OF_A_CHOICE = 15
SECONDS_OF_A_LINE = 10


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


#: Plans of frozen versions, kept by each process: nothing changes them.
known_plans: dict[int, Plan] = {}
MAX_KNOWN_PLANS = 64


def plan_of(questionnaire_id: int) -> Plan:
    """Read what a whole questionnaire demands and when it asks what, in one statement.

    The plan of a frozen version is read once.
    """
    known = known_plans.get(questionnaire_id)
    if known is not None:
        return known
    rows = _plan_rows(questionnaire_id)
    plan = _plan_from(rows)
    if rows and rows[0]["frozen_at"] is not None:
        if len(known_plans) >= MAX_KNOWN_PLANS:
            known_plans.clear()
        known_plans[questionnaire_id] = plan
    return plan


def _plan_rows(questionnaire_id: int) -> list[dict[str, Any]]:
    return list(
        Question.objects.filter(questionnaire_id=questionnaire_id)
        .order_by("section__order", "section__code", "order", "code")
        .annotate(
            frozen_at=F("questionnaire__frozen_at"),
            section_code=F("section__code"),
            section_any=F("section__any_condition_suffices"),
            option_rows=_gathered(Option.objects.filter(question=OuterRef("pk")), OPTION_COLUMNS),
            own=_gathered(_conditions().filter(question=OuterRef("pk")), CONDITION_COLUMNS),
            inherited=_gathered(
                _conditions().filter(section=OuterRef("section_id")), CONDITION_COLUMNS
            ),
        )
        .values(*RULE_COLUMNS, *READ_COLUMNS)
    )


def _plan_from(rows: Sequence[Mapping[str, Any]]) -> Plan:
    return Plan(
        questions={row["code"]: _rule(row) for row in rows},
        by_question={
            row["code"]: _conditions_from(row["own"], row["any_condition_suffices"])
            for row in rows
            if row["own"]
        },
        by_section={
            row["section_code"]: _conditions_from(row["inherited"], row["section_any"])
            for row in rows
            if row["inherited"]
        },
    )


#: Columns of a question that its rule repeats under the same name.
RULE_COLUMNS = (
    *("code", "type", "min_choices", "max_choices", "points", "max_length"),
    *("minimum", "maximum", "decimals", "allows_other", "allows_dont_know"),
)
READ_COLUMNS = (
    *("any_condition_suffices", "section_code", "section_any", "frozen_at"),
    *("option_rows", "own", "inherited"),
)
OPTION_COLUMNS = {"code": "code", "is_row": "is_row"}
CONDITION_COLUMNS = {
    "question": "depends_on__code",
    "operator": "operator",
    "option_codes": "option_codes",
    "number": "number",
}


def _conditions() -> QuerySet[Condition]:
    return Condition.objects.order_by("pk")


def _gathered(rows: QuerySet[Any], columns: Mapping[str, str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _rule(row: Mapping[str, Any]) -> QuestionRule:
    options = row["option_rows"]
    return QuestionRule(
        **{name: row[name] for name in RULE_COLUMNS},
        section=row["section_code"],
        option_codes=tuple(option["code"] for option in options if not option["is_row"]),
        row_codes=tuple(option["code"] for option in options if option["is_row"]),
    )


def _conditions_from(rows: Sequence[Mapping[str, Any]], any_suffices: bool) -> Conditions:
    rules = tuple(
        ConditionRule(
            question=row["question"],
            operator=row["operator"],
            option_codes=tuple(row["option_codes"]),
            number=None if row["number"] is None else Decimal(str(row["number"])),
        )
        for row in rows
    )
    return Conditions(rules, any_suffices)


def asked_pages(
    plan: Plan, pages: Sequence[SectionPage], answers: Mapping[str, Any]
) -> list[SectionPage]:
    """Keep the pages and the questions that these answers call for."""
    asked = set(asked_codes(plan, answers))
    kept = [
        SectionPage(page.section, [item for item in page.questions if item.code in asked])
        for page in pages
    ]
    return [page for page in kept if page.questions]


def answering_minutes(pages: Sequence[SectionPage]) -> int:
    """Estimate how long the questionnaire takes, counting each type of question honestly."""
    seconds = sum(_seconds(question) for page in pages for question in page.questions)
    return max(1, -(-seconds // 60))


def _seconds(question: Question) -> int:
    """Count a grid by its lines, statements one by one."""
    kind = QuestionType(question.type)
    if kind not in (QuestionType.MATRIX, QuestionType.STATEMENTS):
        return SECONDS.get(kind, SECONDS_OF_A_CHOICE)
    is_matrix = kind == QuestionType.MATRIX
    lines = sum(option.is_row == is_matrix for option in question.options.all())
    return max(1, lines) * SECONDS_OF_A_LINE
