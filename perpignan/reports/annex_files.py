"""The rows of an annex, frozen beside the report: a line of JSON a row, compressed.

A snapshot of a hundred thousand rows would not fit a row of the database: the snapshot
keeps the fingerprint of its rows, and the file that holds them.
"""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.urls import reverse

from perpignan.reports import files
from perpignan.reports.annexes import Annex, Value
from perpignan.reports.chapters import Scope
from perpignan.reports.errors import LayoutError
from perpignan.reports.typography import plain

PULSE_EVERY = 1000


def freeze_annex(
    annex: Annex, scope: Scope, folder: str, pulse: Callable[[], None]
) -> dict[str, Any]:
    """Write the rows of an annex in its file; give what the snapshot keeps of it."""
    digest, count = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as target:
        with gzip.GzipFile("", "wb", 6, target, mtime=0) as packed:
            for count, row in enumerate(annex.rows(scope), start=1):
                line = (json.dumps([_stored(cell) for cell in row]) + "\n").encode()
                digest.update(line)
                packed.write(line)
                if count % PULSE_EVERY == 0:
                    pulse()
        target.seek(0)
        name = files.storage().save(f"{folder}/annex-{annex.slug}.jsonl.gz", File(target))
    return {
        "slug": annex.slug,
        "title": annex.title,
        "page": reverse(annex.page) if annex.page else "",
        "columns": [
            {"title": str(item.title), "type": str(item.type)} for item in annex.columns_at(scope)
        ],
        "count": count,
        "sha256": digest.hexdigest(),
        "file": name,
    }


def _stored(cell: Value) -> str | int | None:
    if cell is None or isinstance(cell, int):
        return cell
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def read_annex(annex: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """Read the frozen rows one by one. Raise LayoutError if they are not those frozen."""
    types, digest = [column["type"] for column in annex["columns"]], hashlib.sha256()
    with files.storage().open(annex["file"]) as source, gzip.open(source) as lines:
        for line in lines:
            digest.update(line)
            yield [READERS[type](cell) for type, cell in zip(types, json.loads(line), strict=True)]
    if digest.hexdigest() != annex["sha256"]:
        raise LayoutError(f"The rows of {annex['slug']} are not those that were frozen.")


def table_rows(annex: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """Give the titles of the columns, then the frozen rows, as a file of their own."""
    yield [plain(column["title"]) for column in annex["columns"]]
    for row in read_annex(annex):
        yield [plain(cell) if isinstance(cell, str) else cell for cell in row]


def _date(cell: Any) -> Value:
    return date.fromisoformat(cell) if cell else None


def _decimal(cell: Any) -> Value:
    return None if cell is None else Decimal(str(cell))


def _text(cell: Any) -> Value:
    return "" if cell is None else str(cell)


READERS: Mapping[str, Callable[[Any], Value]] = {
    "text": _text,
    "integer": lambda cell: cell,
    "year": lambda cell: cell,
    "decimal": _decimal,
    "money": _decimal,
    "date": _date,
}
