"""A report as a workbook: a sheet a table, typed cells, totals that compute.

Rows are written one at a time and forgotten: a hundred thousand take no more memory
than ten. Text is always written as text: no cell ever runs.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from perpignan.reports.office.annex_sheets import (
    MOST_LINES,
    TEXT_LINE,
    TITLE_LINE,
    write_across,
    write_annex,
)
from perpignan.reports.office.numbers import Number, read_number
from perpignan.reports.office.packing import moment
from perpignan.reports.typography import MAY_BREAK, plain
from perpignan.reports.typst_data import typst_data

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
LONGEST_TEXT = 32_767
WIDEST, NARROWEST = 60, 9
PULSE_EVERY = 1000
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A table of the report and where it stands."""

    name: str
    title: str
    chapter: str
    block: Data


def render_xlsx(snapshot: Mapping[str, Any], pulse: Callable[[], None]) -> bytes:
    """Write the tables of a report as XLSX; the same snapshot gives the same bytes."""
    data = _whole_words(typst_data(snapshot)[0])
    target = io.BytesIO()
    options = {"constant_memory": True, "in_memory": False}
    with xlsxwriter.Workbook(target, options) as workbook:  # closed on failure too: files go
        _fill(workbook, snapshot, data, pulse)
    return target.getvalue()


def _fill(workbook: Any, snapshot: Data, data: Data, pulse: Callable[[], None]) -> None:
    workbook.set_properties(
        {
            "title": f"{data['title']} – {data['day_text']}"[:255],
            "author": data["author"][:255],
            "subject": data["study"][:255],
            "created": moment(snapshot["made_at"]),
        }
    )
    looks = Looks(workbook)
    sheets = list(_sheets(data))
    annexes = list(_annexes(snapshot, [sheet.name for sheet in sheets]))
    _write_front(workbook, looks, data, [*sheets, *annexes])
    for sheet in sheets:
        pulse()
        _write_sheet(workbook, looks, sheet, pulse)
    for sheet in annexes:
        add_page = _next_sheet(workbook, sheet)
        write_annex(sheet.block, snapshot["site"], add_page, looks, pulse)


def _annexes(snapshot: Data, taken: Sequence[str]) -> Iterator[Sheet]:
    used = {name.casefold() for name in taken}
    for annex in snapshot.get("annexes", ()):
        name = sheet_name(annex["title"], used)
        yield Sheet(name, plain(annex["title"]), _("Annexe"), annex)


def _next_sheet(workbook: Any, sheet: Sheet) -> Callable[[], Any]:
    """Add a sheet of the annex each time it is asked: the first bears its name."""
    used: set[str] = {page.name.casefold() for page in workbook.worksheets()}
    return lambda: workbook.add_worksheet(sheet_name(sheet.name, used))


def _whole_words(value: Any) -> Any:
    """Take out the places where a printed page may cut a word: cells are copied and searched."""
    if isinstance(value, str):
        return value.replace(MAY_BREAK, "")
    if isinstance(value, Mapping):
        return {key: _whole_words(item) for key, item in value.items()}
    return [_whole_words(item) for item in value] if isinstance(value, list) else value


class Looks:
    """The formats of cells, each made once."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.head = workbook.add_format(
            {"bold": True, "bottom": 2, "bottom_color": "#9E3B2B", "text_wrap": True}
        )
        self.title = workbook.add_format({"bold": True, "font_size": 14, "text_wrap": True})
        self.text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.cell = workbook.add_format({"valign": "top"})
        self.note = workbook.add_format(
            {"italic": True, "font_color": "#5E554A", "text_wrap": True, "valign": "top"}
        )
        self._numbers: dict[tuple[str, bool], Any] = {}

    def number(self, shown: str, is_total: bool = False) -> Any:
        key = (shown, is_total)
        if key not in self._numbers:
            look = {"num_format": shown, "valign": "top"}
            total = {"bold": True, "top": 1} if is_total else {}
            self._numbers[key] = self.workbook.add_format(look | total)
        return self._numbers[key]


def _sheets(data: Data) -> Iterator[Sheet]:
    used: set[str] = set()
    for chapter in data["chapters"]:
        for block in chapter["blocks"]:
            title = block.get("caption") or block.get("title")
            if block["kind"] in {"table", "figure"} and block["columns"] and block["rows"]:
                name = sheet_name(title or chapter["title"], used)
                yield Sheet(name, title or "", chapter["title"], block)


def sheet_name(title: str, used: set[str]) -> str:
    """Name a sheet as workbooks allow: 31 letters, some signs refused, each name once."""
    base = FORBIDDEN.sub(" ", plain(title).replace(MAY_BREAK, "")).strip() or _("Tableau")
    name, number = base[:LONGEST_NAME].strip(), 1
    while name.casefold() in used:
        number += 1
        suffix = f" ({number})"
        name = base[: LONGEST_NAME - len(suffix)].strip() + suffix
    used.add(name.casefold())
    return name


def _write_front(workbook: Any, looks: Looks, data: Data, sheets: Sequence[Sheet]) -> None:
    """Say what the workbook is, of which day, and lead to each of its sheets."""
    front = workbook.add_worksheet(_("Lisez-moi"))
    front.set_column(0, 0, 34)
    front.set_column(1, 1, 80)
    front.set_landscape()
    front.set_paper(9)
    front.fit_to_pages(1, 0)
    lines = [
        (_("Rapport"), data["title"]),
        (_("Étude"), data["study"]),
        (_("Situation au"), data["day_text"]),
        (_("Données figées le"), data["made_at_text"]),
        (_("Version"), data.get("number_text", "")),
        (_("État"), _("Document de travail") if data["is_draft"] else _("Version admise")),
        (_("Diffusion"), _("Interne : ne pas diffuser") if data["is_internal"] else _("Publique")),
        (_("Empreinte SHA-256 des données"), data["fingerprint"]),
    ]
    row = 0
    for label, text in lines:
        if text:
            front.write_string(row, 0, label, looks.head)
            front.write_string(row, 1, text, looks.text)
            row += 1
    front.write_string(row + 1, 0, _("Feuille"), looks.head)
    front.write_string(row + 1, 1, _("Contenu"), looks.head)
    for number, sheet in enumerate(sheets, start=row + 2):
        front.write_url(number, 0, f"internal:'{sheet.name}'!A1", string=sheet.name)
        front.write_string(number, 1, f"{sheet.chapter} – {sheet.title}"[:LONGEST_TEXT], looks.text)


def _write_sheet(workbook: Any, looks: Looks, sheet: Sheet, pulse: Callable[[], None]) -> None:
    """Write the title, the header that stays in sight, the rows, and the sums announced."""
    page = workbook.add_worksheet(sheet.name)
    block = sheet.block
    typed = [[_cell(text) for text in row] for row in block["rows"]]
    widths = _widths(block)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    write_across(page, 0, sheet.title, looks.title, widths, TITLE_LINE)
    note = " ".join(
        filter(
            None,
            [
                _("Source : %s.") % block["source"] if block.get("source") else "",
                _("Donnée illustrative.") if block.get("is_illustrative") else "",
            ],
        )
    )
    write_across(page, 1, note, looks.note, widths)
    for column, head in enumerate(block["columns"]):
        page.write_string(2, column, head[:LONGEST_TEXT], looks.head)
    page.freeze_panes(3, 0)
    page.repeat_rows(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    totals = set(block.get("totals", ()))
    last = len(typed) - 1 if totals else len(typed)
    for number, row in enumerate(typed):
        if number % PULSE_EVERY == 0:
            pulse()
        lines = _lines(row, widths)
        if lines > 1:
            page.set_row(number + 3, TEXT_LINE * lines)
        for column, value in enumerate(row):
            if number == last and column in totals and isinstance(value, Number):
                _write_total(page, looks, number + 3, column, value)
            else:
                _write_cell(page, looks, number + 3, column, value)
    if last > 0:
        page.autofilter(2, 0, last + 2, len(block["columns"]) - 1)


def _lines(row: Sequence[Number | str], widths: Sequence[int]) -> int:
    """Count the lines of the fullest cell: a workbook wraps texts but keeps rows as they are."""
    cells = zip(row, widths, strict=True)
    lines = [-(-len(cell) // width) for cell, width in cells if isinstance(cell, str)]
    return min(MOST_LINES, max(lines, default=1))


def _cell(text: str) -> Number | str:
    return read_number(text) or text


def _write_cell(page: Any, looks: Looks, row: int, column: int, value: Number | str) -> None:
    if isinstance(value, Number):
        page.write_number(row, column, float(value.value), looks.number(value.format))
    elif value:
        page.write_string(row, column, value[:LONGEST_TEXT], looks.text)


def _write_total(page: Any, looks: Looks, row: int, column: int, value: Number) -> None:
    """Write a sum that computes, with the value that the report itself gives."""
    first, last = xl_rowcol_to_cell(3, column), xl_rowcol_to_cell(row - 1, column)
    look = looks.number(value.format, is_total=True)
    page.write_formula(row, column, f"=SUM({first}:{last})", look, float(value.value))


def sums_match(block: Data) -> bool:
    """Check that the columns announced as totals add up to what their last row says."""
    rows = block["rows"]
    for column in block.get("totals", ()):
        values = [read_number(row[column]) for row in rows]
        if values[-1] is None:
            continue
        known = sum((item.value for item in values[:-1] if item), Decimal(0))
        if known != values[-1].value:
            return False
    return True


def _widths(block: Data) -> list[int]:
    rows = block["rows"][:200]
    return [
        max(NARROWEST, min(WIDEST, max(len(head), *(len(row[column]) for row in rows)) + 2))
        for column, head in enumerate(block["columns"])
    ]
