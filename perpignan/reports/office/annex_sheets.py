"""The annexes of a workbook: sheets as long as they must, written a row at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from perpignan.reports.annex_files import PULSE_EVERY, read_annex
from perpignan.reports.annexes import Type, Value
from perpignan.reports.typography import plain

#: A sheet holds 1,048,576 rows: a longer annex goes on in another.
MOST_ROWS = 1_000_000
LONGEST_TEXT = 32_767
#: Heights of a line, in points: of a text, of a title.
TEXT_LINE, TITLE_LINE = 15.0, 20.0
MOST_LINES = 20
WIDTHS = {
    Type.TEXT: 32,
    Type.INTEGER: 10,
    Type.YEAR: 8,
    Type.DECIMAL: 14,
    Type.MONEY: 18,
    Type.DATE: 12,
}
FORMATS = {
    Type.INTEGER: "#,##0",
    Type.YEAR: "0",
    Type.DECIMAL: "#,##0.####",
    Type.MONEY: "#,##0.00\\ €",
    Type.DATE: "dd/mm/yyyy",
}
Data = Mapping[str, Any]


def write_annex(
    annex: Data,
    site: str,
    add_page: Callable[[], Any],
    looks: Any,
    pulse: Callable[[], None],
) -> None:
    """Write an annex on as many sheets as it needs, each with its header in sight."""
    rows = read_annex(annex)
    first = list(islice(rows, 1))
    pending: Iterable[Sequence[Value]] = chain(first, rows)
    while True:
        page = add_page()
        _head(page, annex, site, looks)
        last = _rows(page, annex, islice(pending, MOST_ROWS), looks, pulse)
        page.autofilter(2, 0, last, len(annex["columns"]) - 1)
        following = list(islice(pending, 1))
        if not following:
            return
        pending = chain(following, pending)


def _head(page: Any, annex: Data, site: str, looks: Any) -> None:
    widths = [WIDTHS[Type(item["type"])] for item in annex["columns"]]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    write_across(page, 0, plain(annex["title"]), looks.title, widths, TITLE_LINE)
    told = _("%d lignes.") % annex["count"]
    see = _(" Sur le portail : %s") % f"{site.rstrip('/')}{annex['page']}" if annex["page"] else ""
    write_across(page, 1, f"{told}{see}", looks.note, widths)
    for column, item in enumerate(annex["columns"]):
        page.write_string(2, column, plain(item["title"]), looks.head)
    page.freeze_panes(3, 0)
    page.repeat_rows(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def write_across(
    page: Any, row: int, text: str, look: Any, widths: Sequence[int], line: float = TEXT_LINE
) -> None:
    """Write a text over all the columns, on as many lines as it needs: pages stay as wide."""
    letters = sum(widths) * TEXT_LINE / line
    page.set_row(row, line * min(MOST_LINES, max(1, -(-len(text) // int(letters)))))
    if len(widths) > 1:
        page.merge_range(row, 0, row, len(widths) - 1, "", look)
    page.write_string(row, 0, text[:LONGEST_TEXT], look)  # never what a merge reads


def _rows(
    page: Any,
    annex: Data,
    rows: Iterable[Sequence[Value]],
    looks: Any,
    pulse: Callable[[], None],
) -> int:
    types = [Type(item["type"]) for item in annex["columns"]]
    formats = [looks.number(FORMATS[item]) if item in FORMATS else looks.cell for item in types]
    number = 2
    for number, row in enumerate(rows, start=3):
        if number % PULSE_EVERY == 0:
            pulse()
        for column, cell in enumerate(row):
            _cell(page, number, column, cell, formats[column])
    return number


def _cell(page: Any, row: int, column: int, cell: Value, look: Any) -> None:
    """Write a cell as what it is; text is never read as a formula, a number or a link."""
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, column, plain(cell)[:LONGEST_TEXT], look)
    elif isinstance(cell, date):
        page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), look)
    else:
        page.write_number(row, column, float(cell), look)
