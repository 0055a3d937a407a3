"""Counting: the page, the admin, the API and the reports all ask these functions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import CharField, Count, Sum, Value
from django.utils.translation import gettext as _

from consultation.counting.lists import hide_in_list
from consultation.enums import Channel, QuestionType, YesNo
from consultation.models import (
    Question,
    Response,
    Workshop,
)
from consultation.queries.consultation import public_consultations
from consultation.validators.rules import DONT_KNOW, OTHER
from perpignan.arrays import np
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


#: Answers to the questions of some versions, and to the same ones in the other versions of
#: their consultations: the same code and the same type.
FROM_SQL = """
    FROM consultation_questionnaire asking
    JOIN consultation_questionnaire version ON version.consultation_id = asking.consultation_id
    JOIN consultation_response response ON response.questionnaire_id = version.id
    CROSS JOIN jsonb_each(response.answers) answer
    JOIN consultation_question asked
      ON asked.questionnaire_id = asking.id AND asked.code = answer.key
    JOIN consultation_question given
      ON given.questionnaire_id = version.id AND given.code = asked.code
     AND given.type = asked.type
"""
WHERE_SQL = """
    WHERE asking.id = ANY(%s) AND response.withdrawn_at IS NULL AND asked.type = ANY(%s)
      AND (%s OR NOT EXISTS (
          SELECT FROM consultation_responsemark mark
          WHERE mark.response_id = response.id AND mark.lifted_at IS NULL
      ))
"""
CHOICES_SQL = f"""
    SELECT asking.id, answer.key, choice, count(*)
    {FROM_SQL}
    CROSS JOIN jsonb_array_elements_text(
        CASE jsonb_typeof(answer.value)
        WHEN 'array' THEN answer.value ELSE jsonb_build_array(answer.value) END
    ) choice
    {WHERE_SQL}
    GROUP BY 1, 2, 3
"""
ANSWERED_SQL = f"""
    SELECT asking.id, answer.key, count(*) {FROM_SQL} {WHERE_SQL} GROUP BY 1, 2
"""
YEARS_SQL = f"""
    SELECT asking.id, answer.key, left(answer.value #>> '{{}}', 4), count(*)
    {FROM_SQL} {WHERE_SQL} GROUP BY 1, 2, 3
"""
COUNTED_BY_CHOICE = (
    *(QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTI),
    *(QuestionType.ZONE, QuestionType.AGE_BAND, QuestionType.YES_NO),
)


def answer_tables(questions: Sequence[Question], *, with_marked: bool = True) -> list[AnswerTable]:
    """Tabulate the questions with choices, in two statements whatever their number.

    Cells too small to be published are hidden here, so that no door can show them.
    """
    counted = [question for question in questions if question.type in COUNTED_BY_CHOICE]
    versions = sorted({question.questionnaire_id for question in counted})
    types = list(COUNTED_BY_CHOICE)
    with connection.cursor() as cursor:
        cursor.execute(CHOICES_SQL, [versions, types, with_marked])
        chosen = {tuple(row[:3]): row[3] for row in cursor.fetchall()}
        cursor.execute(ANSWERED_SQL, [versions, types, with_marked])
        answered = {tuple(row[:2]): row[2] for row in cursor.fetchall()}
    return [_answer_table(question, chosen, answered) for question in counted]


def _answer_table(
    question: Question, chosen: Mapping[Any, int], answered: Mapping[Any, int]
) -> AnswerTable:
    key = (question.questionnaire_id, question.code)
    choices = choices_of(question)
    cells = publishable([chosen.get((*key, code), 0) for code, _label in choices])
    labels = [label for _code, label in choices]
    return AnswerTable(question, answered.get(key, 0), list(zip(labels, cells, strict=True)))


def given_counts(questions: Sequence[Question]) -> dict[str, int]:
    """Count who answered each of these questions, whatever they said, in one statement."""
    if not questions:
        return {}
    versions = sorted({question.questionnaire_id for question in questions})
    types = sorted({question.type for question in questions})
    codes = {question.code for question in questions}
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED_SQL, [versions, types, True])
        return {code: count for _version, code, count in cursor.fetchall() if code in codes}


def year_tables(questions: Sequence[Question]) -> list[AnswerTable]:
    """Tabulate dates by year, in one statement."""
    asked = [question for question in questions if question.type == QuestionType.DATE]
    if not asked:
        return []
    versions = sorted({question.questionnaire_id for question in asked})
    with connection.cursor() as cursor:
        cursor.execute(YEARS_SQL, [versions, [QuestionType.DATE.value], True])
        found = cursor.fetchall()
    tables = []
    for question in asked:
        own = sorted((row[2], row[3]) for row in found if row[1] == question.code)
        cells = publishable([count for _year, count in own])
        rows = [(year, cell) for (year, _count), cell in zip(own, cells, strict=True)]
        tables.append(AnswerTable(question, sum(count for _year, count in own), rows))
    return tables


def choices_of(question: Question) -> list[tuple[str, str]]:
    """List what may be chosen in a question: its codes and their labels."""
    listed = [
        (option.code, localised_text(option, "text").text)
        for option in question.options.all()
        if not option.is_row
    ]
    if question.type == QuestionType.YES_NO:
        listed = [(item.value, str(item.label)) for item in YesNo]
    if question.allows_other:
        listed.append((OTHER, _("Autre")))
    if question.allows_dont_know:
        listed.append((DONT_KNOW, _("Je ne sais pas")))
    return listed


def publishable(cells: Sequence[int]) -> list[int | None]:
    """Hide the cells under the threshold, and as many others as it takes to cover them.

    Hidden cells are two at least and reach the threshold together: the total tells none.
    """
    if not cells:
        return []
    hidden, _total = hide_in_list(np.asarray(cells), settings.PUBLICATION_THRESHOLD)
    return [None if is_hidden else n for n, is_hidden in zip(cells, hidden, strict=True)]
