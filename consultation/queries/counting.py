"""Counting: the page, the admin, the API and the reports all ask these functions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import CharField, Count, Sum, Value

from consultation.enums import Channel, QuestionType
from consultation.models import (
    Question,
    Response,
    Workshop,
)
from consultation.queries.consultation import public_consultations
from perpignan.study.localisation import localised_text


@dataclass(frozen=True)
class ResponseCounts:
    """How many responses count, in all and by channel."""

    by_channel: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())

    @property
    def published_by_channel(self) -> list[tuple[str, int]]:
        """Tell the counts by channel, unless one of them is too small to be published."""
        cells = [(str(Channel(code).label), n) for code, n in self.by_channel.items()]
        if any(count < settings.PUBLICATION_THRESHOLD for _label, count in cells):
            return []
        return sorted(cells, key=lambda cell: -cell[1])


@dataclass(frozen=True)
class AnswerTable:
    """How many chose each option, None where too few did to be published."""

    question: Question
    answered: int
    rows: Sequence[tuple[str, int | None]]


def response_counts(
    consultation_ids: Collection[int], *, with_marked: bool = True
) -> dict[int, ResponseCounts]:
    """Count who took part: the page, the admin, the API and the reports all ask this function.

    A response is one person; so is each participant of a workshop, whose answers are
    counted by the workshop, not one by one (docs/decisions/110). `with_marked=False`
    leaves out the responses that bear a mark of suspicion.
    """
    counted = Response.objects.counted()
    answered = (
        (counted if with_marked else counted.unmarked())
        .filter(consultation_id__in=consultation_ids)
        .order_by()
        .values_list("consultation_id", "channel")
        .annotate(count=Count("pk"))
    )
    met = (
        Workshop.objects.filter(consultation_id__in=consultation_ids)
        .order_by()
        .annotate(channel=Value(Channel.WORKSHOP.value, output_field=CharField()))
        .values_list("consultation_id", "channel")
        .annotate(count=Sum("participant_count"))
    )
    channels: dict[int, dict[str, int]] = {key: {} for key in consultation_ids}
    for key, channel, count in answered.union(met, all=True):
        channels[key][channel] = channels[key].get(channel, 0) + count
    return {key: ResponseCounts(found) for key, found in channels.items()}


def public_response_total() -> int:
    """Count all the responses to public consultations, with the one function that counts."""
    keys = list(public_consultations().values_list("pk", flat=True))
    return sum(counts.total for counts in response_counts(keys).values())


CHOICES_SQL = """
    SELECT response.questionnaire_id, answer.key, choice, count(*)
    FROM consultation_response response,
         jsonb_each(response.answers) answer,
         jsonb_array_elements_text(
             CASE jsonb_typeof(answer.value)
             WHEN 'array' THEN answer.value ELSE jsonb_build_array(answer.value) END
         ) choice
    WHERE response.questionnaire_id = ANY(%s) AND response.withdrawn_at IS NULL
      AND answer.key = ANY(%s)
      AND (%s OR NOT EXISTS (
          SELECT FROM consultation_responsemark mark
          WHERE mark.response_id = response.id AND mark.lifted_at IS NULL
      ))
    GROUP BY 1, 2, 3
"""
ANSWERED_SQL = """
    SELECT response.questionnaire_id, code, count(*)
    FROM consultation_response response, jsonb_object_keys(response.answers) code
    WHERE response.questionnaire_id = ANY(%s) AND response.withdrawn_at IS NULL
      AND (%s OR NOT EXISTS (
          SELECT FROM consultation_responsemark mark
          WHERE mark.response_id = response.id AND mark.lifted_at IS NULL
      ))
    GROUP BY 1, 2
"""
COUNTED_BY_CHOICE = (
    *(QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTI),
    *(QuestionType.ZONE, QuestionType.AGE_BAND),
)


def answer_tables(questions: Sequence[Question], *, with_marked: bool = True) -> list[AnswerTable]:
    """Tabulate the questions with choices, in two statements whatever their number.

    Cells too small to be published are hidden here, so that no door can show them.
    """
    counted = [question for question in questions if question.type in COUNTED_BY_CHOICE]
    versions = sorted({question.questionnaire_id for question in counted})
    with connection.cursor() as cursor:
        codes = sorted({question.code for question in counted})
        cursor.execute(CHOICES_SQL, [versions, codes, with_marked])
        chosen = {tuple(row[:3]): row[3] for row in cursor.fetchall()}
        cursor.execute(ANSWERED_SQL, [versions, with_marked])
        answered = {tuple(row[:2]): row[2] for row in cursor.fetchall()}
    return [_answer_table(question, chosen, answered) for question in counted]


def _answer_table(
    question: Question, chosen: Mapping[Any, int], answered: Mapping[Any, int]
) -> AnswerTable:
    key = (question.questionnaire_id, question.code)
    options = list(question.options.all())
    cells = publishable([chosen.get((*key, option.code), 0) for option in options])
    labels = [localised_text(option, "text").text for option in options]
    return AnswerTable(question, answered.get(key, 0), list(zip(labels, cells, strict=True)))


def publishable(cells: Sequence[int]) -> list[int | None]:
    """Hide the cells under the threshold, and the next one if a single one would be deduced."""
    threshold = settings.PUBLICATION_THRESHOLD
    shown: list[int | None] = [count if count >= threshold else None for count in cells]
    if shown.count(None) == 1 and len(shown) > 1:
        smallest = min(n for n in shown if n is not None)
        shown[shown.index(smallest)] = None
    return shown
