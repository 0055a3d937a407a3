"""Counting a whole consultation once, for every door: what may be published of it, no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from consultation.counting.rows import open_rows
from consultation.models import Consultation, ConsultationResults, Question
from consultation.queries.counting import (
    AnswerTable,
    answer_tables,
    choices_of,
    given_counts,
    publishable,
    response_counts,
    year_tables,
)
from consultation.queries.people import (
    CHANNEL,
    GROUPED_BY,
    MARK,
    People,
    read_people,
    variables_of,
)
from consultation.queries.questionnaire import current_questionnaire, pages_of
from consultation.queries.tallies import question_tallies
from consultation.queries.weighing import weigh
from consultation.queries.workshop import workshop_totals

FINGERPRINT_SQL = """
    SELECT concat_ws('-',
        (SELECT count(*) FROM consultation_response
         WHERE consultation_id = %(key)s AND withdrawn_at IS NULL),
        (SELECT coalesce(max(revision.id), 0) FROM consultation_answerrevision revision
         JOIN consultation_response response ON response.id = revision.response_id
         WHERE response.consultation_id = %(key)s),
        (SELECT concat(count(*), '/', count(lifted_at)) FROM consultation_responsemark mark
         JOIN consultation_response response ON response.id = mark.response_id
         WHERE response.consultation_id = %(key)s),
        (SELECT concat(count(*), '/', coalesce(sum(participant_count), 0))
         FROM consultation_workshop WHERE consultation_id = %(key)s),
        (SELECT concat(count(*), '/', coalesce(sum(counted.count), 0), '/',
                       coalesce(sum(counted.count::bigint * counted.option_id), 0))
         FROM consultation_workshopcount counted
         JOIN consultation_workshop met ON met.id = counted.workshop_id
         WHERE met.consultation_id = %(key)s),
        (SELECT concat(count(*), '/', coalesce(sum(population::bigint * (year + id)), 0))
         FROM consultation_censusmargin
         WHERE consultation_id = %(key)s OR consultation_id IS NULL),
        %(version)s::text, %(threshold)s::text
    )
"""


@dataclass(frozen=True)
class _Counted:
    """The questions of a consultation and the tables of their answers."""

    questions: Sequence[Question]
    tables: Sequence[AnswerTable]


def results_fingerprint(consultation: Consultation) -> str:
    """Tell two states of the answers apart, in two statements: what changes a count changes it."""
    questionnaire = current_questionnaire(consultation)
    values = {
        "key": consultation.pk,
        "version": questionnaire.pk if questionnaire else 0,
        "threshold": settings.PUBLICATION_THRESHOLD,
    }
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT_SQL, values)
        return str(cursor.fetchone()[0])


def counted_results(consultation: Consultation) -> ConsultationResults | None:
    """Count everything that the pages show; nothing is stored. None without a question.

    To be called where nothing moves: in one transaction that sees one instant.
    """
    questionnaire = current_questionnaire(consultation)
    questions = [q for page in pages_of(questionnaire) for q in page.questions]
    if questionnaire is None or not questions:
        return None
    counted = _Counted(questions, answer_tables(questions))
    variables = variables_of(
        [
            (item.question, [code for code, _label in choices_of(item.question)])
            for item in counted.tables
        ]
    )
    people = read_people(
        consultation, variables, {item.question.code: item.question.type for item in counted.tables}
    )
    channels = dict(response_counts([consultation.pk])[consultation.pk].by_channel)
    unmarked = response_counts([consultation.pk], with_marked=False)[consultation.pk].total
    participants = sum(channels.values()) - people.count
    return ConsultationResults(
        consultation=consultation,
        questionnaire=questionnaire,
        counted_at=timezone.now(),
        fingerprint=results_fingerprint(consultation),
        threshold=settings.PUBLICATION_THRESHOLD,
        response_count=people.count,
        participant_count=participants,
        unmarked_count=unmarked - participants,
        channels=channels,
        counts=_counts(counted, people),
        tables=_tables(people),
        open_rows=_open_rows(counted, people),
        weighting=weigh(consultation, questions, people),
    )


def _counts(counted: _Counted, people: People) -> dict[str, Any]:
    """Write the tables of one question, cells and values in the order of its options."""
    tabulated = {item.question.pk for item in counted.tables}
    tallies = question_tallies(counted.questions)
    years = year_tables(counted.questions)
    tabulated |= {item.question.pk for item in tallies} | {item.question.pk for item in years}
    others = [question for question in counted.questions if question.pk not in tabulated]
    given = given_counts(others)
    return {
        "lists": {
            item.question.code: {"answered": item.answered, "cells": [n for _l, n in item.rows]}
            for item in counted.tables
        },
        "tallies": {
            item.question.code: {
                "answered": item.answered,
                "values": [[None if v is None else str(v) for v in row] for row in item.values],
            }
            for item in tallies
        },
        "years": {
            item.question.code: {"answered": item.answered, "rows": item.rows} for item in years
        },
        "given": {question.code: given.get(question.code, 0) for question in others},
        "workshops": _workshops(counted.questions),
        "groups": {name: _group(people, name) for name in (CHANNEL, MARK)},
    }


def _workshops(questions: Sequence[Question]) -> dict[str, list[int | None]]:
    met = workshop_totals([question.pk for question in questions])
    return {
        question.code: publishable(
            [met[question.pk].get(option.code, 0) for option in question.options.all()]
        )
        for question in questions
        if question.pk in met
    }


def _group(people: People, name: str) -> list[int | None]:
    return publishable(people.pairs[0, people.variables[name].columns].tolist())


def _tables(people: People) -> dict[str, dict[str, Any]]:
    """Cross every pair of variables, the first in the order of the questionnaire first."""
    # Loads scipy: half a second and 40 MB that a process serving pages never needs.
    from consultation.counting.crossing import cross

    found: dict[str, dict[str, Any]] = {}
    for first, second in combinations(people.variables.values(), 2):
        if first.codes and second.codes and (first.name, second.name) != (CHANNEL, MARK):
            table = cross(people.pairs, first, second, settings.PUBLICATION_THRESHOLD)
            found.setdefault(first.name, {})[second.name] = table
    return found


def _open_rows(counted: _Counted, people: People) -> dict[str, Any]:
    """Choose the columns that may be given person by person: the channel and profiles first."""
    questions = [item.question for item in counted.tables]
    profiled = [question.code for question in questions if question.profile in GROUPED_BY]
    others = [question.code for question in questions if question.profile not in GROUPED_BY]
    names = [CHANNEL, *profiled, *others]
    singles = [name for name in names if people.variables[name].is_single]
    codes = [people.places(name).astype("int64") for name in singles]
    sizes = [
        len(people.variables[name].codes) + bool((own == len(people.variables[name].codes)).any())
        for name, own in zip(singles, codes, strict=True)
    ]
    rows = open_rows(codes, sizes, settings.PUBLICATION_THRESHOLD)
    return {
        "columns": [singles[place] for place in rows.chosen],
        "combinations": rows.combinations.tolist(),
        "counts": rows.counts.tolist(),
    }
