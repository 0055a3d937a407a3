"""Answers as plain ballots, and the counts with and without those that bear a mark."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from consultation.counting.comparison import Compared, compare
from consultation.enums import Channel, MarkReason, Opinion, QuestionType
from consultation.manipulation.marks import Ballot
from consultation.models import (
    Consultation,
    Question,
    ReliabilityReport,
    Response,
    ResponseMark,
)
from consultation.queries.counting import ANSWERED_SQL, CHOICES_SQL, COUNTED_BY_CHOICE, choices_of
from consultation.queries.marks import IDENTICAL_MIN_ANSWERS
from consultation.queries.questionnaire import current_questionnaire, pages_of
from consultation.queries.tallies import PARTS_SQL
from perpignan.study.localisation import localised_text

Type = QuestionType
#: What people write freely is compared by nobody: two ballots are alike by what they tick.
FREE = (Type.TEXT, Type.SHORT_TEXT, Type.FILE, Type.MAP_POINT)
BY_LINE = (Type.MATRIX, Type.STATEMENTS, Type.RANK)
AT_ONCE = 2_000
STAMP_SQL = """
    SELECT concat_ws('-',
        (SELECT max(revision.id) FROM consultation_answerrevision revision
         JOIN consultation_response response ON response.id = revision.response_id
         WHERE response.consultation_id = %(pk)s),
        (SELECT concat_ws('.', max(mark.id), count(mark.lifted_at))
         FROM consultation_responsemark mark
         JOIN consultation_response response ON response.id = mark.response_id
         WHERE response.consultation_id = %(pk)s))
"""


@dataclass(frozen=True)
class Casting:
    """The ballots of a consultation, and the responses they are, in the same order."""

    responses: list[int]
    ballots: list[Ballot]


@dataclass(frozen=True)
class ComparedList:
    """One list of choices of a question (a line of a grid, or the question itself)."""

    label: str
    rows: Sequence[tuple[str, int | None, int | None]]
    largest_change: int | None


@dataclass(frozen=True)
class ComparedQuestion:
    """A question, with and without the marked answers."""

    question: Question
    lists: Sequence[ComparedList]

    @property
    def largest_change(self) -> int | None:
        known = [item.largest_change for item in self.lists if item.largest_change is not None]
        return max(known, default=None)


@dataclass(frozen=True)
class Reliability:
    """What the last report says, ready to be read."""

    report: ReliabilityReport
    reasons: Sequence[tuple[str, int | None]]
    questions: Sequence[ComparedQuestion] = field(default_factory=list)

    @property
    def is_small(self) -> bool:
        """Say whether too few responses are marked for their number to be told."""
        return 0 < self.report.marked_count < settings.PUBLICATION_THRESHOLD

    @property
    def largest_change(self) -> int | None:
        known = [q.largest_change for q in self.questions if q.largest_change is not None]
        return max(known, default=None)


def last_reliability(consultation: Consultation) -> ReliabilityReport | None:
    found = ReliabilityReport.objects.filter(consultation=consultation)
    return found.order_by("-pk").first()


def reliability_stamp(consultation: Consultation) -> str:
    with connection.cursor() as cursor:
        cursor.execute(STAMP_SQL, {"pk": consultation.pk})
        [stamp] = cursor.fetchone()
    return str(stamp)


def casting_of(consultation: Consultation) -> Casting:
    """Lay the responses as ballots: what was ticked, and when for those sent online.

    A ballot with few answers is alike others by chance: it is given as if empty.
    """
    questions = Question.objects.filter(questionnaire__consultation=consultation)
    codes = sorted(set(questions.exclude(type__in=FREE).values_list("code", flat=True)))
    found = Response.objects.counted().filter(consultation=consultation).order_by("pk")
    casting = Casting([], [])
    nothing = (None,) * len(codes)
    for pk, channel, moment, answers in found.values_list(
        "pk", "channel", "submitted_at", "answers"
    ).iterator(chunk_size=AT_ONCE):
        given = tuple(_plain(answers.get(code)) for code in codes)
        few = sum(answer is not None for answer in given) < IDENTICAL_MIN_ANSWERS
        time = moment.timestamp() if channel == Channel.WEB else None
        casting.responses.append(pk)
        casting.ballots.append(Ballot(nothing if few else given, time))
    return casting


def _plain(answer: Any) -> str | None:
    return None if answer is None else json.dumps(answer, sort_keys=True)


def marks_by_reason(consultation: Consultation) -> dict[str, int]:
    """Count the counted responses that bear each standing mark."""
    standing = ResponseMark.objects.filter(
        lifted_at=None,
        response__consultation=consultation,
        response__withdrawn_at=None,
    )
    counted = standing.order_by().values_list("reason").annotate(n=Count("pk"))
    return dict(counted)


def marked_and_all(consultation: Consultation) -> tuple[int, int]:
    marks = ResponseMark.objects.filter(response=OuterRef("pk"), lifted_at=None)
    counted = Response.objects.counted().filter(consultation=consultation)
    return counted.filter(Exists(marks)).count(), counted.count()


def counts_with_and_without(consultation: Consultation) -> dict[str, Any]:
    """Count every choice of every question twice: all answers, then those without a mark.

    Returns, by code of question: `answered`, and `lines`, by line then by choice, each a pair.
    The line of a plain list of choices is empty.
    """
    questionnaire = current_questionnaire(consultation)
    if questionnaire is None:
        return {}
    found: dict[str, Any] = {}
    for place, with_marked in enumerate((True, False)):
        for code, line, choice, count in _counts(questionnaire.pk, with_marked):
            cells = found.setdefault(code, {"answered": [0, 0], "lines": {}})
            pair = (
                cells["answered"]
                if choice is None
                else cells["lines"].setdefault(line, {}).setdefault(choice, [0, 0])
            )
            pair[place] = count
    return found


def _counts(version: int, with_marked: bool) -> list[tuple[str, str, str | None, int]]:
    lists, lines = list(map(str, COUNTED_BY_CHOICE)), list(map(str, BY_LINE))
    with connection.cursor() as cursor:
        cursor.execute(CHOICES_SQL, [[version], lists, with_marked])
        rows = [(code, "", choice, n) for _version, code, choice, n in cursor.fetchall()]
        cursor.execute(ANSWERED_SQL, [[version], [*lists, *lines], with_marked])
        rows += [(code, "", None, n) for _version, code, n in cursor.fetchall()]
        cursor.execute(PARTS_SQL, [[version], lines, with_marked])
        rows += [(code, line, choice, n) for _version, code, line, choice, n in cursor.fetchall()]
    return rows


def reliability_of(consultation: Consultation, *, with_results: bool) -> Reliability | None:
    """Read the last report; its tables too, hidden where few people would show."""
    report = last_reliability(consultation)
    if report is None:
        return None
    reasons = [
        (str(MarkReason(code).label), _publishable(count))
        for code, count in report.result["reasons"].items()
    ]
    compared: list[ComparedQuestion] = []
    if with_results and report.marked_count:
        pages = pages_of(current_questionnaire(consultation))
        questions = [question for page in pages for question in page.questions]
        counts = report.result["questions"]
        compared = [_compared(q, counts[q.code]) for q in questions if q.code in counts]
    return Reliability(report, reasons, [item for item in compared if item.lists])


def _publishable(count: int) -> int | None:
    return None if 0 < count < settings.PUBLICATION_THRESHOLD else count


def _compared(question: Question, counts: Mapping[str, Any]) -> ComparedQuestion:
    kind = Type(question.type)
    if kind == Type.RANK:
        lists = [(_("Classée première"), "1")]
    elif kind in (Type.MATRIX, Type.STATEMENTS):
        is_grid = kind == Type.MATRIX
        lists = [
            (localised_text(option, "text").text, option.code)
            for option in question.options.all()
            if option.is_row == is_grid
        ]
    else:
        lists = [("", "")]
    if kind == Type.STATEMENTS:
        choices = [(item.value, str(item.label)) for item in Opinion]
    else:
        choices = choices_of(question)
    found = [
        _compared_list(label, choices, counts["lines"].get(line, {}), counts["answered"])
        for label, line in lists
    ]
    return ComparedQuestion(question, found)


def _compared_list(
    label: str,
    choices: Sequence[tuple[str, str]],
    cells: Mapping[str, Sequence[int]],
    answered: Sequence[int],
) -> ComparedList:
    every = [cells.get(code, (0, 0))[0] for code, _label in choices]
    kept = [cells.get(code, (0, 0))[1] for code, _label in choices]
    compared: Compared = compare(
        every,
        kept,
        people=answered[0],
        kept_people=answered[1],
        threshold=settings.PUBLICATION_THRESHOLD,
    )
    names = [name for _code, name in choices]
    rows = list(zip(names, compared.every, compared.kept, strict=True))
    return ComparedList(label, rows, compared.largest_change)
