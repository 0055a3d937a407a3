"""Workshops and what they counted."""

from collections.abc import Collection

from django.db.models import Count, QuerySet, Sum

from consultation.enums import QuestionType
from consultation.models import Consultation, Question, Verbatim, Workshop, WorkshopCount
from perpignan.study.permissions import Person

COUNTABLE = (
    *(QuestionType.SINGLE, QuestionType.MULTI, QuestionType.SCALE),
    *(QuestionType.ZONE, QuestionType.AGE_BAND, QuestionType.STATEMENTS),
)


def workshops_of(consultation: Consultation, user: Person) -> QuerySet[Workshop]:
    if not user.has_perm("consultation.view_workshop"):
        return Workshop.objects.none()
    return (
        Workshop.objects.filter(consultation=consultation)
        .select_related("consultation", "zone")
        .annotate(verbatim_count=Count("verbatims"))
    )


def countable(questions: Collection[Question]) -> list[Question]:
    """Keep the questions that a show of hands can count."""
    return [question for question in questions if question.type in COUNTABLE]


def workshop_totals(question_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Add up what all workshops counted, by question and by option."""
    rows = (
        WorkshopCount.objects.filter(option__question_id__in=question_ids)
        .values("option__question_id", "option__code")
        .annotate(total=Sum("count"))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["option__question_id"], {})[row["option__code"]] = row["total"]
    return found


def verbatims_of(workshop: Workshop, user: Person) -> QuerySet[Verbatim]:
    return Verbatim.objects.visible_to(user).filter(workshop=workshop).select_related("question")
