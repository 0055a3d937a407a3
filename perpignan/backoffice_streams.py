"""Tables sent as they are read, at flat memory: CSV, and XLSX written by hand.

Rows come from an iterator and leave in chunks; nothing is kept. Texts are texts in both
formats, whatever they begin with: see `guard` and the cells of type `inlineStr`.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from xml.sax.saxutils import escape

from perpignan.backoffice_formats import CONTROLS, guard

Row = Sequence[Any]
CHUNK = 64 * 1024
#: The most that a cell of a workbook may hold.
LONGEST_CELL = 32_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MOMENT = (2020, 1, 1, 0, 0, 0)  # the same rows give the same bytes
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_stream(rows: Iterable[Row]) -> Iterator[bytes]:
    """Write rows as CSV, the French way, a chunk at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
        if buffer.tell() >= CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


class _Sink(io.RawIOBase):
    """Where the archive writes: what is written is taken away at once."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        content = b"".join(self.pieces)
        self.pieces.clear()
        return content


def xlsx_stream(sheets: Sequence[tuple[str, Iterable[Row]]]) -> Iterator[bytes]:
    """Write sheets as one workbook, a chunk at a time; the first row of each is its header."""
    sink = _Sink()
    with zipfile.ZipFile(cast(Any, sink), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _parts([name for name, _rows in sheets]):
            archive.writestr(_entry(name), HEAD + content)
        for position, (_name, rows) in enumerate(sheets, start=1):
            yield from _sheet(archive, sink, f"xl/worksheets/sheet{position}.xml", rows)
    yield sink.take()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(
    archive: zipfile.ZipFile, sink: _Sink, name: str, rows: Iterable[Row]
) -> Iterator[bytes]:
    view = (
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
    )
    with archive.open(_entry(name), "w", force_zip64=True) as part:
        part.write(f'{HEAD}<worksheet xmlns="{MAIN}">{view}<sheetData>'.encode())
        waiting: list[str] = []
        for row in rows:
            waiting.append(f"<row>{''.join(map(_cell, row))}</row>")
            if len(waiting) >= 200:
                part.write("".join(waiting).encode())
                waiting.clear()
                yield sink.take()
        part.write("".join(waiting).encode())
        part.write(b"</sheetData></worksheet>")
    yield sink.take()


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = value.isoformat() if isinstance(value, date | datetime) else str(value)
    clean = escape(CONTROLS.sub("", text[:LONGEST_CELL]))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'


def _parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the fixed parts of a workbook with sheets of these names."""
    places = range(1, len(names) + 1)
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    book_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{sheet_type}"/>'
        for n in places
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book_type}"/>{overrides}</Types>',
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    sheets = "".join(
        f'<sheet name="{escape(name[:31], {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(places, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in places
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
    )
