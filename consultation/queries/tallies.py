"""Counting the questions that are not one list of choices: grids, ranks, shares, numbers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from consultation.enums import Opinion, QuestionType
from consultation.models import Option, Question
from consultation.queries.counting import FROM_SQL, WHERE_SQL, choices_of, publishable
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number

Type = QuestionType
#: What an answer says: of a line (an option, a rank), which choice; how many said it.
PARTS_SQL = f"""
    SELECT asking.id, answer.key, part.line, part.choice, count(*)
    {FROM_SQL}
    CROSS JOIN LATERAL (
        SELECT place::text AS line, item AS choice
        FROM jsonb_array_elements_text(
            CASE jsonb_typeof(answer.value) WHEN 'array' THEN answer.value ELSE '[]' END
        ) WITH ORDINALITY AS listed(item, place)
        UNION ALL
        SELECT pair.key, pair.value
        FROM jsonb_each_text(
            CASE jsonb_typeof(answer.value) WHEN 'object' THEN answer.value ELSE '{{}}' END
        ) pair
    ) part
    {WHERE_SQL}
    GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - made of our own words alone
NUMBERS_SQL = f"""
    SELECT asking.id, answer.key, count(*),
           count(*) FILTER (WHERE jsonb_typeof(answer.value) = 'number'),
           avg(found.value),
           percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY found.value)
    {FROM_SQL}
    CROSS JOIN LATERAL (
        SELECT CASE jsonb_typeof(answer.value)
               WHEN 'number' THEN (answer.value #>> '{{}}')::numeric END AS value
    ) found
    {WHERE_SQL}
    GROUP BY 1, 2
"""
PART_TYPES = (Type.MATRIX, Type.STATEMENTS, Type.RANK, Type.POINTS)


Values = Sequence[Sequence[Decimal | None]]


@dataclass(frozen=True)
class Tally:
    """What the answers to a question say, line by line; None where too few said it."""

    question: Question
    answered: int
    values: Values

    @property
    def columns(self) -> list[str]:
        return COLUMNS[Type(self.question.type)](self.question)

    @property
    def labels(self) -> list[str]:
        return _labels(self.question)

    @property
    def rows(self) -> list[tuple[str, Sequence[str | None]]]:
        """Give the lines as they are read, their label first."""
        return [
            (label, [None if value is None else number(value) for value in values])
            for label, values in zip(self.labels, self.values, strict=True)
        ]


def question_tallies(questions: Sequence[Question], *, with_marked: bool = True) -> list[Tally]:
    """Tabulate grids, statements, ranks, shares and numbers, in two statements at most.

    Cells too small to be published are hidden here, so that no door can show them.
    """
    by_part = [question for question in questions if question.type in PART_TYPES]
    numbers = [question for question in questions if question.type == Type.NUMBER]
    found = {question.pk: tally for question, tally in _by_part(by_part, with_marked)}
    found |= {question.pk: tally for question, tally in _numbers(numbers, with_marked)}
    return [found[question.pk] for question in questions if question.pk in found]


def _by_part(questions: Sequence[Question], with_marked: bool) -> Iterator[tuple[Question, Tally]]:
    if not questions:
        return
    counts: dict[tuple[int, str], dict[str, dict[str, int]]] = {}
    for key, code, line, choice, count in _rows(PARTS_SQL, questions, PART_TYPES, with_marked):
        counts.setdefault((key, code), {}).setdefault(line, {})[choice] = count
    for question in questions:
        own = counts.get((question.questionnaire_id, question.code), {})
        yield question, TALLIERS[Type(question.type)](question, own)


def _rows(
    sql: str, questions: Sequence[Question], types: Sequence[str], with_marked: bool
) -> list[Any]:
    versions = sorted({question.questionnaire_id for question in questions})
    with connection.cursor() as cursor:
        cursor.execute(sql, [versions, [str(kind) for kind in types], with_marked])
        found: list[Any] = cursor.fetchall()
        return found


def _lines(
    question: Question,
    lines: Sequence[Option],
    codes: Sequence[str],
    counts: Mapping[str, Mapping[str, int]],
) -> Tally:
    """Tabulate a line a row, with how many said each thing of it."""
    values = []
    answered = 0
    for line in lines:
        said = counts.get(line.code, {})
        answered = max(answered, sum(said.values()))
        cells = publishable([said.get(code, 0) for code in codes])
        values.append([None if cell is None else Decimal(cell) for cell in cells])
    return Tally(question, answered, values)


def _matrix(question: Question, counts: Mapping[str, Mapping[str, int]]) -> Tally:
    return _lines(question, _grid_rows(question), [c for c, _l in choices_of(question)], counts)


def _statements(question: Question, counts: Mapping[str, Mapping[str, int]]) -> Tally:
    return _lines(question, _options(question), list(Opinion.values), counts)


def _rank(question: Question, counts: Mapping[str, Mapping[str, int]]) -> Tally:
    """Tell how many put each option first, how many ranked it, and its mean rank."""
    firsts = counts.get("1", {})
    options = _options(question)
    cells = publishable([firsts.get(option.code, 0) for option in options])
    values = []
    for option, first in zip(options, cells, strict=True):
        places = {int(place): said.get(option.code, 0) for place, said in counts.items()}
        total = sum(places.values())
        mean = _mean(sum(place * count for place, count in places.items()), total)
        is_shown = total >= settings.PUBLICATION_THRESHOLD
        values.append([None if first is None else Decimal(first), mean if is_shown else None])
    return Tally(question, sum(firsts.values()), values)


def _points(question: Question, counts: Mapping[str, Mapping[str, int]]) -> Tally:
    """Tell the mean share of each option; who gave it none counts too.

    A share adds up to all the points: their sum tells how many people shared them.
    """
    sums = {
        option.code: sum(int(points) * n for points, n in counts.get(option.code, {}).items())
        for option in _options(question)
    }
    answered = sum(sums.values()) // question.points if question.points else 0
    is_shown = answered >= settings.PUBLICATION_THRESHOLD
    values = [
        [_mean(sums[option.code], answered) if is_shown else None] for option in _options(question)
    ]
    return Tally(question, answered, values)


def _numbers(questions: Sequence[Question], with_marked: bool) -> Iterator[tuple[Question, Tally]]:
    if not questions:
        return
    rows = {
        (row[0], row[1]): row[2:]
        for row in _rows(NUMBERS_SQL, questions, [Type.NUMBER], with_marked)
    }
    for question in questions:
        key = (question.questionnaire_id, question.code)
        yield question, _summary(question, *rows.get(key, (0, 0, None, None)))


def _summary(
    question: Question,
    answered: int,
    count: int,
    mean: Decimal | None,
    quartiles: Sequence[float] | None,
) -> Tally:
    """Tell the middle of the numbers; never the extremes, which are those of one person."""
    shown: list[Decimal | None] = [None] * 4
    if count >= settings.PUBLICATION_THRESHOLD and mean is not None and quartiles:
        shown = [_rounded(mean), *map(_rounded, quartiles)]
    values = [[value] for value in shown]
    if question.allows_dont_know:
        [unknown, _known] = publishable([answered - count, count])
        values.append([None if unknown is None else Decimal(unknown)])
    return Tally(question, answered, values)


def _mean(total: int, count: int) -> Decimal | None:
    return _rounded(Decimal(total) / count) if count else None


def _rounded(value: Decimal | float) -> Decimal:
    return round(Decimal(str(value)), 1)


def _options(question: Question) -> list[Option]:
    return [option for option in question.options.all() if not option.is_row]


def _grid_rows(question: Question) -> list[Option]:
    return [option for option in question.options.all() if option.is_row]


def _labels(question: Question) -> list[str]:
    """Name the lines of the table of a question, in the order of its values."""
    if question.type != Type.NUMBER:
        lines = _grid_rows(question) if question.type == Type.MATRIX else _options(question)
        return [localised_text(line, "text").text for line in lines]
    labels = [
        _("Moyenne"),
        _("Un quart répond moins que"),
        _("La moitié répond moins que"),
        _("Trois quarts répondent moins que"),
    ]
    return [*labels, _("Je ne sais pas")] if question.allows_dont_know else labels


COLUMNS: dict[Type, Callable[[Question], list[str]]] = {
    Type.MATRIX: lambda question: [label for _code, label in choices_of(question)],
    Type.STATEMENTS: lambda question: [str(item.label) for item in Opinion],
    Type.RANK: lambda question: [_("Classée première"), _("Rang moyen, quand elle est classée")],
    Type.POINTS: lambda question: [_("Points en moyenne")],
    Type.NUMBER: lambda question: [question.unit or _("Nombre")],
}
TALLIERS = {
    Type.MATRIX: _matrix,
    Type.STATEMENTS: _statements,
    Type.RANK: _rank,
    Type.POINTS: _points,
}
