"""Results as they were stored, put beside the questions they answer: nothing is counted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from consultation.enums import Channel
from consultation.models import Consultation, ConsultationResults, Question
from consultation.queries.counting import AnswerTable, ResponseCounts, choices_of
from consultation.queries.people import CHANNEL, GROUPED_BY, MARK, MARKED, SINGLE_TYPES, UNMARKED
from consultation.queries.questionnaire import SectionPage, pages_of
from consultation.queries.results_counting import counted_results
from consultation.queries.tallies import Tally
from perpignan.study.localisation import localised_text

#: Documents of a row that few pages read.
HEAVY = ("tables", "open_rows", "weighting")


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to a question: a table of choices, a tally, or how many answered."""

    question: Question
    answered: int
    table: AnswerTable | None = None
    tally: Tally | None = None
    met: Sequence[tuple[str, int | None]] = ()


@dataclass(frozen=True)
class Variable:
    """What tells people apart, as readers see it: its choices with their counts in all."""

    name: str
    label: str
    choices: Sequence[tuple[str, str, int | None]]
    rest: int | None
    is_single: bool = True
    is_group: bool = True

    def choice(self, code: str) -> tuple[str, str, int | None] | None:
        return next((choice for choice in self.choices if choice[0] == code), None)

    @property
    def lines(self) -> list[tuple[str, int | None]]:
        """List its lines in a table with those who said nothing, where they have one."""
        own = [(label, count) for _code, label, count in self.choices]
        return own if self.rest is None else [*own, (_("Sans réponse"), self.rest)]


@dataclass(frozen=True)
class CrossTable:
    """Two variables crossed: lines of the first, columns of the second, None where hidden."""

    first: Variable
    second: Variable
    rows: Sequence[tuple[str, Sequence[int | None], int | None]]
    columns: Sequence[tuple[str, int | None]]

    @property
    def told_rows(
        self,
    ) -> list[tuple[str, list[tuple[int | None, Decimal | None]], int | None]]:
        """Give each line with the part that each cell is of its column."""
        wholes = [whole for _label, whole in self.columns]
        return [
            (label, [(n, _part(n, of)) for n, of in zip(cells, wholes, strict=True)], total)
            for label, cells, total in self.rows
        ]

    @property
    def hidden_count(self) -> int:
        return sum(cell is None for _label, cells, _total in self.rows for cell in cells)


@dataclass(frozen=True)
class Results:
    """The stored results of a consultation and the questions that were asked."""

    row: ConsultationResults
    pages: Sequence[SectionPage]
    questions: Mapping[str, QuestionResult]
    variables: Mapping[str, Variable]

    @property
    def total(self) -> int:
        return self.row.response_count + self.row.participant_count

    @property
    def counts(self) -> ResponseCounts:
        return ResponseCounts(self.row.channels)

    @property
    def marked_count(self) -> int:
        return self.row.response_count - self.row.unmarked_count

    @property
    def groups(self) -> list[Variable]:
        """List what results may be read by: only where a group is large enough to be read."""
        return [
            variable
            for variable in self.variables.values()
            if variable.is_group and any(count for _code, _label, count in variable.choices)
        ]

    def of_page(self, page: SectionPage) -> list[QuestionResult]:
        return [self.questions[question.code] for question in page.questions]


def _part(count: int | None, whole: int | None) -> Decimal | None:
    return None if count is None or not whole else Decimal(100 * count) / whole


def stored_results(consultation: Consultation, *documents: str) -> Results | None:
    """Read the last count, in three statements, with the heavy documents that are named."""
    left = [name for name in HEAVY if name not in documents]
    rows = ConsultationResults.objects.select_related("questionnaire").defer(*left)
    row = rows.filter(consultation=consultation).first()
    return None if row is None else presented_results(row)


def results_to_report(consultation: Consultation) -> Results | None:
    """Read the last count, or count now what never was: for a worker, not for a page."""
    stored = stored_results(consultation)
    if stored is not None:
        return stored
    counted = counted_results(consultation)
    return None if counted is None else presented_results(counted)


def cross_table(results: Results, first: str, second: str) -> CrossTable | None:
    """Cross two variables; None when they have no table together."""
    tables = results.row.tables
    cells = tables.get(first, {}).get(second)
    if cells is None:
        turned = tables.get(second, {}).get(first)
        if turned is None:
            return None
        cells = [list(line) for line in zip(*turned, strict=True)]
    lines, columns = _lines_of(results, first, second)
    rows = [(label, own, total) for (label, total), own in zip(lines, cells, strict=True)]
    return CrossTable(results.variables[first], results.variables[second], rows, columns)


def _lines_of(
    results: Results, first: str, second: str
) -> tuple[list[tuple[str, int | None]], list[tuple[str, int | None]]]:
    """Tell which lines a table has: a rest only where a variable tells people apart."""
    one, other = results.variables[first], results.variables[second]
    lines = one.lines if one.is_single and other.is_single else one.lines[: len(one.choices)]
    columns = other.lines
    if not other.is_single:
        columns = other.lines[: len(other.choices)]
        if one.is_single:
            lines = one.lines
    return lines, columns


def group_tables(results: Results, name: str, code: str) -> dict[str, AnswerTable]:
    """Tabulate the questions with choices among the people of one group."""
    group = results.variables[name]
    place = next(n for n, choice in enumerate(group.choices) if choice[0] == code)
    size = group.choices[place][2] or 0
    found = {}
    for own in results.questions.values():
        table = cross_table(results, own.question.code, name) if own.table is not None else None
        if table is None or own.question.code == name:
            continue
        labels = [label for label, _count in (own.table.rows if own.table else ())]
        cells = [cells[place] for _label, cells, _total in table.rows][: len(labels)]
        rows = list(zip(labels, cells, strict=True))
        found[own.question.code] = AnswerTable(own.question, size, rows)
    return found


def presented_results(row: ConsultationResults) -> Results:
    """Put stored counts beside the questions in force when they were counted."""
    pages = pages_of(row.questionnaire)
    questions = {q.code: _question(q, row.counts) for page in pages for q in page.questions}
    return Results(row, pages, questions, _variables(row, questions))


def _question(question: Question, counts: Mapping[str, Any]) -> QuestionResult:
    code = question.code
    met = zip(question.options.all(), counts["workshops"].get(code, ()), strict=False)
    in_workshops = [(localised_text(option, "text").text, count) for option, count in met]
    if (own := counts["lists"].get(code)) is not None:
        labels = [label for _code, label in choices_of(question)]
        table = AnswerTable(question, own["answered"], list(zip(labels, own["cells"], strict=True)))
        return QuestionResult(question, own["answered"], table=table, met=in_workshops)
    if (own := counts["years"].get(code)) is not None:
        rows = [(year, count) for year, count in own["rows"]]
        return QuestionResult(
            question, own["answered"], table=AnswerTable(question, own["answered"], rows)
        )
    if (own := counts["tallies"].get(code)) is not None:
        values = [[None if v is None else Decimal(v) for v in line] for line in own["values"]]
        tally = Tally(question, own["answered"], values)
        return QuestionResult(question, own["answered"], tally=tally, met=in_workshops)
    return QuestionResult(question, counts["given"].get(code, 0))


def _variables(
    row: ConsultationResults, questions: Mapping[str, QuestionResult]
) -> dict[str, Variable]:
    groups = row.counts["groups"]
    channels = [(item.value, str(item.label)) for item in Channel]
    marks = [(UNMARKED, _("Sans réserve")), (MARKED, _("Avec une réserve"))]
    found = [
        _pseudo(CHANNEL, _("Canal"), channels, groups[CHANNEL]),
        _pseudo(MARK, _("Réserves sur les réponses"), marks, groups[MARK]),
    ]
    for code, own in row.counts["lists"].items():
        question = questions[code].question
        choices = [
            (choice, label, count)
            for (choice, label), count in zip(choices_of(question), own["cells"], strict=True)
        ]
        found.append(
            Variable(
                name=code,
                label=localised_text(question, "text").text,
                choices=choices,
                rest=row.response_count - own["answered"],
                is_single=question.type in SINGLE_TYPES,
                is_group=question.profile in GROUPED_BY,
            )
        )
    return {variable.name: variable for variable in found if variable.choices}


def _pseudo(
    name: str, label: str, choices: Sequence[tuple[str, str]], counts: Sequence[int | None]
) -> Variable:
    told = [(code, text, count) for (code, text), count in zip(choices, counts, strict=True)]
    return Variable(name, label, told, rest=None)
