"""Walk through a file, one line at a time, whatever its size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from diagnostic.measures.spec import Spec, ValueColumn
from perpignan.tabular import Layout, Line, TableError, parse_number, read_table

FIRST_YEAR, LAST_YEAR = 1900, 2100
#: What the database keeps: 14 digits before the point, 4 after.
LARGEST_EXPONENT, STEP = 13, Decimal("0.0001")
ROUNDING = Context(prec=40, rounding=ROUND_HALF_EVEN)
SHOWN = 60


class SpecError(ValueError):
    """A file that a mapping does not fit; `code` lets a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}")
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Measure:
    line: int
    indicator: int
    code: str
    name: str
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line, or a cell of it, cannot be kept."""

    line: int
    column: str
    code: str
    text: str = ""


class Reading:
    """The measures and the problems of a file, and how many lines it took.

    Raises SpecError: missing_column, no_year_column; and TableError.
    """

    def __init__(self, path: Path, spec: Spec) -> None:
        table = read_table(path, spec.layout)
        missing = [name for name in spec.needed_columns() if name not in table.columns]
        if missing:
            raise SpecError("missing_column", missing=missing, found=list(table.columns))
        self.spec, self._lines = spec, table.lines
        self.values = spec.values_in(table.columns)
        if not self.values:
            raise SpecError("no_year_column", found=list(table.columns))
        self.line_count = self.left_out = self.blank_count = 0

    def __iter__(self) -> Iterator[Measure | Problem]:
        for line in self._lines:
            self.line_count += 1
            if self._is_kept(line.cells):
                yield from self._read(line)
            else:
                self.left_out += 1

    def _is_kept(self, cells: Mapping[str, str]) -> bool:
        spec = self.spec
        if spec.kept_prefixes:
            code = spec.code_of(cells[spec.perimeter_column]).removeprefix(spec.code_prefix)
            if not code.startswith(spec.kept_prefixes):
                return False
        return all(cells[column] == value for column, value in spec.kept_rows)

    def _read(self, line: Line) -> Iterator[Measure | Problem]:
        spec, cells = self.spec, line.cells
        given = cells[spec.perimeter_column]
        code = spec.code_of(given) if given else ""
        if not code or code == spec.code_prefix:
            yield Problem(line.number, spec.perimeter_column, "no_code", _clean(given))
            return
        name = cells[spec.name_column] if spec.name_column else given
        for column in self.values:
            read = self._cell(line, column, code, _clean(name, 200))
            if read is not None:
                yield read

    def _cell(
        self, line: Line, column: ValueColumn, code: str, name: str
    ) -> Measure | Problem | None:
        text = line.cells[column.column]
        value = self._value(text)
        if value is None:
            self.blank_count += 1
            return None
        if isinstance(value, str):
            return Problem(line.number, column.column, value, _clean(text))
        year = self._year(line.cells, column)
        if year is None:
            told = line.cells.get(self.spec.year_column, "")
            return Problem(line.number, self.spec.year_column, "bad_year", _clean(told))
        return Measure(line.number, column.indicator, code, name, year, value)

    def _value(self, text: str) -> Decimal | str | None:
        """Read a number: itself, None for a blank, or the code of a problem."""
        if text.lower() in self.spec.blanks:
            return None
        try:
            number = parse_number(text, decimal_comma=self.spec.decimal_comma)
        except TableError:
            return "bad_number"
        if number is None:
            return None
        if number and number.adjusted() > LARGEST_EXPONENT:
            return "too_large"
        return number.quantize(STEP, context=ROUNDING) + 0  # no minus zero

    def _year(self, cells: Mapping[str, str], column: ValueColumn) -> int | None:
        if column.year is not None:
            return column.year
        if not self.spec.year_column:
            return self.spec.year
        text = cells[self.spec.year_column][:4]
        is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
        return int(text) if is_year else None


def _clean(text: str, length: int = SHOWN) -> str:
    """Cut a cell to what is shown or stored; the database takes no NUL."""
    return text[:length].replace("\0", "")


@dataclass(frozen=True)
class Glance:
    """The titles and the first rows of a file, cells cut short."""

    columns: tuple[str, ...]
    rows: list[list[str]]


def glance(path: Path, layout: Layout, rows: int = 10) -> Glance:
    """Look at the beginning of a file. Raises TableError."""
    table = read_table(path, layout)
    first = islice(table.lines, rows)
    cells = [[_clean(line.cells[name]) for name in table.columns] for line in first]
    return Glance(table.columns, cells)
