"""CSV and XLSX that come back as they went out, and that no spreadsheet executes.

A cell that a spreadsheet would take for a formula is written as text: in CSV behind an
apostrophe, which reading takes away again, in XLSX as a text cell. Reading accepts
files as people keep them (see tabular.py), whichever format is announced.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats import base_formats

from perpignan.tabular import TableError, guess_layout, read_table

#: What spreadsheets take for a formula, however many apostrophes already guard it.
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
#: A number is no formula, even behind a minus sign.
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
#: What the XML of a workbook cannot hold.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

#: What a person is told when a file cannot be read.
PROBLEMS = {
    "empty": _("Le fichier est vide."),
    "gone": _("Le fichier n'est plus là : envoyez-le à nouveau."),
    "no_header": _("La ligne des titres est vide."),
    "duplicate_column": _("La colonne « %(column)s » est là deux fois."),
    "bad_csv": _("La ligne %(line)s n'est pas du CSV : %(reason)s."),
    "bad_encoding": _("Le fichier n'est pas un texte lisible."),
    "too_large": _("Le fichier est trop gros."),
}
UNREADABLE = _("Ce fichier n'est ni un CSV ni un classeur lisible.")


class LinedDataset(tablib.Dataset):
    """A table that knows the line of the file that each of its rows comes from."""

    line_numbers: tuple[int, ...] = ()


def wording_of(error: TableError) -> str:
    """Say in words why a file cannot be read."""
    return str(PROBLEMS.get(error.code, UNREADABLE)) % error.values


def guard(cell: Any) -> str:
    """Write a cell so that a spreadsheet reads text; `unguard` gives it back."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def unguard(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


def read_dataset(content: bytes | None) -> LinedDataset:
    """Read CSV or XLSX, whatever its encoding and delimiter. Raise TableError."""
    if content is None:
        raise TableError("gone")
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        path = Path(file.name)
        table = read_table(path, guess_layout(path))
        lines = list(table.lines)
    blank = {name for name in table.columns if name.startswith("#")}
    blank -= {name for line in lines for name in blank if line.cells[name]}
    columns = [name for name in table.columns if name not in blank]
    dataset = LinedDataset(headers=columns)
    for line in lines:
        dataset.append([unguard(line.cells[name]) for name in columns])
    dataset.line_numbers = tuple(line.number for line in lines)
    return dataset


class _TabularFormat(base_formats.Format):
    """What the two formats share: bytes in and out, read the same way."""

    title = ""
    content_type = ""

    def __init__(self, encoding: str | None = None) -> None:
        """Take the encoding that import-export offers; ours is found in the file."""

    def get_title(self) -> str:
        return self.title

    def get_extension(self) -> str:
        return self.title

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes | None) -> LinedDataset:
        return read_dataset(in_stream)


class SafeCSV(_TabularFormat):
    """Semicolons and a byte order mark, as French spreadsheets open them."""

    title = "csv"
    content_type = "text/csv"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=";")
        for row in _rows(dataset):
            writer.writerow([guard(cell) for cell in row])
        return buffer.getvalue().encode("utf-8-sig")


class SafeXLSX(_TabularFormat):
    """A workbook whose texts are text cells, whatever they begin with."""

    title = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        # 15 MB that only who exports a workbook pays for.
        import openpyxl

        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet(str(_("Données")))
        for row in _rows(dataset):
            sheet.append([_cell(sheet, value) for value in row])
        buffer = io.BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()


def _rows(dataset: tablib.Dataset) -> Iterable[Iterable[Any]]:
    yield dataset.headers or []
    yield from dataset


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # as above

    if value is None or isinstance(value, str):
        text = CONTROLS.sub("", value or "")
        # Reading takes one apostrophe away before a sign: give it one to take.
        cell = WriteOnlyCell(sheet, value=f"'{text}" if GUARDED.match(text) else text)
        cell.data_type = "s"
        cell.quotePrefix = bool(FORMULA.match(text))
        return cell
    return WriteOnlyCell(sheet, value=value)
