"""CSV files, one line at a time, with the number of the line in every refusal."""

import csv
import gzip
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from consultation.opinion.votes import OpinionError

#: A longer cell is refused; a comment of a megabyte is not.
LONGEST_CELL = 16_000_000
LONGEST_CODE = 200

Row = tuple[int, list[str]]


@contextmanager
def reading(path: Path) -> Iterator["Table"]:
    """Open a CSV file, compressed or not. Raises OpinionError: absent, unreadable, empty, twice."""
    how: dict[str, Any] = {"mode": "rt", "encoding": "utf-8-sig", "newline": ""}
    try:
        with gzip.open(path, **how) if path.suffix == ".gz" else path.open(**how) as text:
            yield Table(path.name, text)
    except (OSError, EOFError) as error:
        raise _unreadable(path, error) from error


@contextmanager
def reading_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file, compressed or not, as bytes. Raises OpinionError: unreadable."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            yield cast(BinaryIO, stream)
    except (OSError, EOFError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> OpinionError:
    if isinstance(error, FileNotFoundError):
        return OpinionError("absent", name=path.name)
    if isinstance(error, (EOFError, gzip.BadGzipFile)):
        return OpinionError("bad_gzip", name=path.name)
    reason = getattr(error, "strerror", None) or str(error)
    return OpinionError("unreadable", name=path.name, reason=reason)


def found(folder: Path, name: str) -> Path | None:
    """Return a file of a folder, compressed or not, None when it is absent."""
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    return None


class Table:
    """A CSV file with a header: its columns, then its lines as `(number, cells)`."""

    def __init__(self, name: str, text: TextIO) -> None:
        self.name = name
        csv.field_size_limit(LONGEST_CELL)
        self._lines = self._read(text)
        try:
            _number, header = next(self._lines)
        except StopIteration:
            raise OpinionError("empty", name=name) from None
        titles = [title.strip().lower() for title in header]
        twice = [title for title in titles if title and titles.count(title) > 1]
        if twice:
            raise OpinionError("twice", name=name, column=twice[0])
        self.columns = {title: place for place, title in enumerate(titles)}
        self.width = len(header)

    def rows(self) -> Iterator[Row]:
        """Give the lines that follow the header; one of another length is refused."""
        for number, cells in self._lines:
            if len(cells) != self.width:
                raise OpinionError(
                    "bad_line", name=self.name, line=number, found=len(cells), wanted=self.width
                )
            yield number, cells

    def places(self, names: Sequence[str]) -> list[int]:
        """Return the places of columns. Raises OpinionError: no_column."""
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise OpinionError("no_column", name=self.name, columns=", ".join(missing))
        return [self.columns[name] for name in names]

    def code(self, number: int, text: str, column: str) -> str:
        """Check an identifier. Raises OpinionError: no_code, long_code."""
        code = text.strip()
        if not code or len(code) > LONGEST_CODE:
            reason = "long_code" if code else "no_code"
            raise OpinionError(reason, name=self.name, line=number, column=column)
        return code

    def _read(self, text: TextIO) -> Iterator[Row]:
        reader: Iterator[list[str]] | None = None
        before = 0
        try:
            first = text.readline()
            separator = ";" if first.count(";") > first.count(",") else ","
            lines = csv.reader(_chained(first, text), delimiter=separator, strict=True)
            reader = lines
            for cells in reader:
                number, before = before + 1, lines.line_num
                if cells and any(cells):
                    yield number, cells
        except csv.Error as error:
            raise OpinionError(
                "bad_csv", name=self.name, line=before + 1, reason=str(error)
            ) from error
        except UnicodeDecodeError as error:
            raise OpinionError("bad_encoding", name=self.name, line=before + 1) from error


def _chained(first: str, rest: TextIO) -> Iterator[str]:
    yield first
    yield from rest


VOTES: Mapping[str, int] = {"-1": -1, "0": 0, "1": 1, "+1": 1, "-1.0": -1, "0.0": 0, "1.0": 1}
