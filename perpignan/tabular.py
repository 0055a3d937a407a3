"""Read tables as people keep them: CSV of any kind, XLSX, preambles, odd encodings.

Pure: a file in, rows with their line numbers out. `guess_layout` proposes how a file
is laid out, a person corrects it, `read_table` obeys it. Cells are text; numbers are
read by `parse_number`, which knows the French and the English ways.
"""

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

DELIMITERS = (";", ",", "\t", "|")
#: What producers write for "no value".
BLANKS = frozenset({"", ":", "-", "–", "…", "...", "nd", "n.d.", "na", "n/a", "s", "ns", "null"})
#: Spaces that people put inside numbers: plain, no-break, narrow no-break, thin.
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
SAMPLE_BYTES = 256 * 1024
SAMPLE_LINES = 200
#: Letters of a cell at most, as Python's own reader counts by default.
LONGEST_CELL = 131_072
#: A file that unpacks to more than this is refused: a small archive can hide a huge one.
LARGEST = 512 * 1024 * 1024
#: A workbook is read whole into memory, at about three times its unpacked size.
LARGEST_WORKBOOK = 128 * 1024 * 1024


class TableError(ValueError):
    """A file that cannot be read as a table; `code` lets a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Layout:
    """How a file is laid out. `header_line` is the line of the titles, 1 = the first."""

    is_workbook: bool = False
    encoding: str = "utf-8"
    delimiter: str = ";"
    header_line: int = 1
    sheet: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the table with its line number in the file, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    lines: Iterator[Line]


def guess_layout(path: Path) -> Layout:
    """Propose a layout from the beginning of a file.

    Raises TableError: empty, unreadable, too_large.
    """
    with _open(path) as stream:
        sample = stream.read(SAMPLE_BYTES)
    if not sample.strip():
        raise TableError("empty")
    if _is_workbook(sample):
        sheet = _workbook(path).sheet_names[0]
        layout = Layout(is_workbook=True, sheet=sheet)
        return replace(layout, header_line=_header_line(list(islice(_records(path, layout), 60))))
    encoding = _guess_encoding(sample)
    text = sample.decode(encoding, errors="ignore")
    delimiter = _guess_delimiter(text)
    records = list(islice(_parse(io.StringIO(text, newline=""), delimiter), SAMPLE_LINES))
    return Layout(encoding=encoding, delimiter=delimiter, header_line=_header_line(records))


def read_table(path: Path, layout: Layout) -> Table:
    """Open a table; its lines are read one at a time, whatever the size of the file.

    Raises TableError: empty, unreadable, too_large, no_header, duplicate_column, and
    while reading: bad_encoding, bad_csv.
    """
    records = _records(path, layout)
    header: list[str] = []
    for number, cells in records:
        if number >= layout.header_line:
            header = cells
            break
    if not any(header):
        raise TableError("no_header", line=layout.header_line)
    columns = _columns(header)
    return Table(columns, _lines(columns, records))


def parse_number(text: str, *, decimal_comma: bool = True) -> Decimal | None:
    """Read a number, None for a blank. Raises TableError: bad_number.

    With a decimal comma, `1 234,5` and `1234.5` are both read; without, the comma
    separates thousands, as in `10,666,866`.
    """
    bare = text.strip()
    if bare.lower() in BLANKS:
        return None
    bare = bare.translate(SPACES).removesuffix("%")
    bare = bare.replace(",", "." if decimal_comma else "")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise TableError("bad_number", text=text) from error
    if not number.is_finite():
        raise TableError("bad_number", text=text)
    return number


def _open(path: Path) -> BinaryIO:
    try:
        with path.open("rb") as stream:
            is_packed = stream.read(2) == b"\x1f\x8b"
        if is_packed:
            return _Limited(gzip.open(path, "rb"))  # type: ignore[return-value]  # read as a BinaryIO
        return path.open("rb")
    except OSError as error:
        raise TableError("unreadable", reason=error.strerror) from error


class _Limited(io.RawIOBase):
    """A stream that refuses to unpack more than `LARGEST` bytes."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._left = stream, LARGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self._stream.read(len(buffer))
        except (OSError, EOFError) as error:
            raise TableError("unreadable", reason=str(error)) from error
        self._left -= len(chunk)
        if self._left < 0:
            raise TableError("too_large", limit=LARGEST)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _is_workbook(sample: bytes) -> bool:
    return sample[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def _workbook(path: Path) -> "CalamineWorkbook":
    import python_calamine

    _refuse_huge_workbook(path)
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise TableError("unreadable", reason=str(error)) from error


def _refuse_huge_workbook(path: Path) -> None:
    """Unpack a workbook to nowhere, counting: the sizes it declares may lie."""
    if not zipfile.is_zipfile(path):
        return
    left = LARGEST_WORKBOOK
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as stream:
            for entry in archive.infolist():
                left -= _unpacked_size(stream, entry, left)
                if left < 0:
                    raise TableError("too_large", limit=LARGEST_WORKBOOK)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise TableError("unreadable", reason=str(error)) from error


def _unpacked_size(stream: BinaryIO, entry: zipfile.ZipInfo, most: int) -> int:
    """Count what a packed part really holds, and stop just past `most`."""
    stream.seek(entry.header_offset)
    header = stream.read(30)
    stream.seek(int.from_bytes(header[26:28], "little"), 1)
    stream.seek(int.from_bytes(header[28:30], "little"), 1)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return entry.compress_size
    unpacker, count = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while count <= most and not unpacker.eof:
        packed = unpacker.unconsumed_tail or stream.read(65_536)
        if not packed:
            break
        count += len(unpacker.decompress(packed, 1_048_576))
    return count


def _guess_encoding(sample: bytes) -> str:
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if sample[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        # The sample may end in the middle of a character: that is still UTF-8.
        if error.start < len(sample) - 3 or len(sample) < SAMPLE_BYTES:
            return "cp1252"
    return "utf-8"


def _guess_delimiter(text: str) -> str:
    """Take the delimiter that cuts most lines into the same number of cells, and many."""
    best, best_score = DELIMITERS[0], 0.0
    for delimiter in DELIMITERS:
        records = list(islice(_parse(io.StringIO(text, newline=""), delimiter), SAMPLE_LINES))
        widths = Counter(len(cells) for _number, cells in records if any(cells))
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        score = 0.0 if width < 2 else count / sum(widths.values()) + min(width, 50) / 1000
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _header_line(records: list[tuple[int, list[str]]]) -> int:
    """Find the titles: the first line about as full as most lines of the sample.

    Three lines in four count: a stray cell too many, or rows left half empty, must not
    hide the titles, which name every column.
    """
    filled = sorted(sum(map(bool, cells)) for _number, cells in records)
    usual = filled[len(filled) * 3 // 4] if filled else 0
    for number, cells in records:
        if sum(map(bool, cells)) >= max(0.8 * usual, 1):
            return number
    return 1


def _records(path: Path, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Yield every record with the number of the line that it starts on."""
    if layout.is_workbook:
        yield from _workbook_records(path, layout.sheet)
        return
    try:
        codecs.lookup(layout.encoding)
        with io.TextIOWrapper(_open(path), encoding=layout.encoding, newline="") as stream:
            yield from _parse(stream, layout.delimiter)
    except (UnicodeDecodeError, LookupError) as error:
        raise TableError("bad_encoding", encoding=layout.encoding) from error


def _workbook_records(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    workbook = _workbook(path)
    if sheet and sheet not in workbook.sheet_names:
        raise TableError("no_sheet", sheet=sheet)
    table = workbook.get_sheet_by_name(sheet or workbook.sheet_names[0])
    offset = table.start[0] if table.start else 0
    for number, cells in enumerate(
        table.iter_rows(), start=1 if table.start is None else offset + 1
    ):
        yield number, [_cell_text(cell) for cell in cells]


def _cell_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def _parse(stream: Any, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(stream, delimiter=delimiter)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError("bad_csv", line=reader.line_num, reason=str(error)) from error
        # Readers of other files may have raised the limit of the whole process.
        if any(len(cell) > LONGEST_CELL for cell in cells):
            reason = f"field larger than field limit ({LONGEST_CELL})"
            raise TableError("bad_csv", line=reader.line_num, reason=reason)
        yield start, [cell.strip() for cell in cells]
        start = reader.line_num + 1


def _columns(header: list[str]) -> tuple[str, ...]:
    """Name every column; a blank title becomes its letter-like position."""
    names = [title or f"#{position}" for position, title in enumerate(header, start=1)]
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise TableError("duplicate_column", column=repeated[0])
    return tuple(names)


def _lines(columns: tuple[str, ...], records: Iterator[tuple[int, list[str]]]) -> Iterator[Line]:
    width = len(columns)
    for number, cells in records:
        if not any(cells):
            continue
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        yield Line(number, dict(zip(columns, cells, strict=False)))
