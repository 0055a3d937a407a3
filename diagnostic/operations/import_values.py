"""Stage a file beside the values, compare, and write it in one statement.

Rows go by COPY into a temporary table: comparing and writing 100,000 of them is then
the database's work, and memory does not grow with the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from diagnostic.enums import NewPerimeters
from diagnostic.measures import Measure, Problem, Reading
from diagnostic.models import ImportMapping, Perimeter

KEPT_ERRORS, SAMPLES, CHUNK = 200, 10, 5000
#: One import writes at a time: two files with new territories must not create them twice.
LOCK = 662_020

CREATE = """
CREATE TEMP TABLE staged_measure (
    line integer, indicator_id bigint, perimeter_id bigint, code varchar(40),
    name varchar(200), year smallint, value numeric(18, 4)
)"""
COPY = "COPY staged_measure FROM STDIN"

#: Lines of one file that say the same thing twice, or contradict one another.
DOUBLES = """
CREATE TEMP TABLE staged_double AS
SELECT indicator_id, code, year, min(line) AS first, count(DISTINCT value) > 1 AS differs
FROM staged_measure GROUP BY indicator_id, code, year HAVING count(*) > 1"""
SAME = "m.indicator_id = d.indicator_id AND m.code = d.code AND m.year = d.year"
CONTRADICTIONS = f"""
SELECT m.line, m.code, m.value::text, d.first FROM staged_measure m
JOIN staged_double d ON {SAME} AND d.differs ORDER BY m.line LIMIT {KEPT_ERRORS}"""  # noqa: S608 - its parts are constants of this module
COUNT_CONTRADICTIONS = f"""
SELECT count(*) FROM staged_measure m JOIN staged_double d ON {SAME} AND d.differs"""  # noqa: S608 - its parts are constants of this module
DROP_CONTRADICTIONS = f"""
DELETE FROM staged_measure m USING staged_double d WHERE {SAME} AND d.differs"""  # noqa: S608 - its parts are constants of this module
DROP_REPETITIONS = f"""
DELETE FROM staged_measure m USING staged_double d
WHERE {SAME} AND m.ctid <> (
    SELECT min(o.ctid) FROM staged_measure o
    WHERE o.indicator_id = d.indicator_id AND o.code = d.code AND o.year = d.year
)"""  # noqa: S608 - its parts are constants of this module

WHAT_CHANGES = """(v.value, v.author, v.source_id, v.confidence)
    IS DISTINCT FROM (m.value, %(author)s, %(source)s, %(confidence)s)"""
KNOWN = """
diagnostic_indicatorvalue v ON v.indicator_id = m.indicator_id
AND v.perimeter_id = m.perimeter_id AND v.year = m.year AND v.method = %(method)s"""
COUNTS = f"""
SELECT count(*) FILTER (WHERE v.id IS NULL),
       count(*) FILTER (WHERE v.id IS NOT NULL AND {WHAT_CHANGES}),
       count(*) FILTER (WHERE v.id IS NOT NULL AND NOT {WHAT_CHANGES})
FROM staged_measure m LEFT JOIN {KNOWN}"""  # noqa: S608 - its parts are constants of this module
UPDATES = f"""
SELECT m.line, i.code, p.name, m.year, v.value::text, m.value::text
FROM staged_measure m JOIN {KNOWN} AND {WHAT_CHANGES}
JOIN diagnostic_indicator i ON i.id = m.indicator_id
JOIN diagnostic_perimeter p ON p.id = m.perimeter_id
ORDER BY m.line LIMIT {SAMPLES}"""  # noqa: S608 - its parts are constants of this module
WRITE = """
INSERT INTO diagnostic_indicatorvalue
    (indicator_id, perimeter_id, year, method, value, author, source_id, confidence)
SELECT indicator_id, perimeter_id, year, %(method)s, value,
       %(author)s, %(source)s, %(confidence)s
FROM staged_measure ORDER BY line
ON CONFLICT (indicator_id, perimeter_id, year, method) DO UPDATE
SET value = excluded.value, author = excluded.author,
    source_id = excluded.source_id, confidence = excluded.confidence
WHERE (diagnostic_indicatorvalue.value, diagnostic_indicatorvalue.author,
       diagnostic_indicatorvalue.source_id, diagnostic_indicatorvalue.confidence)
    IS DISTINCT FROM
      (excluded.value, excluded.author, excluded.source_id, excluded.confidence)"""
COUNT_NEW_PERIMETERS = "SELECT count(DISTINCT code) FROM staged_measure WHERE perimeter_id IS NULL"
CREATE_PERIMETERS = """
INSERT INTO diagnostic_perimeter (code, name, name_ca, name_en, kind, is_home, other_codes)
SELECT DISTINCT ON (code) code, coalesce(nullif(name, ''), code), '', '', %(kind)s, %(home)s, '{}'
FROM staged_measure WHERE perimeter_id IS NULL ORDER BY code, line"""
#: A place that an earlier file only gave a code takes the name that this one gives.
NAME_PERIMETERS = """
UPDATE diagnostic_perimeter p SET name = m.name
FROM (SELECT DISTINCT ON (perimeter_id) perimeter_id, name FROM staged_measure
      WHERE name <> '' ORDER BY perimeter_id, line) m
WHERE p.id = m.perimeter_id AND p.name = p.code AND p.name <> m.name"""
LINK_PERIMETERS = """
UPDATE staged_measure m SET perimeter_id = p.id
FROM diagnostic_perimeter p WHERE m.perimeter_id IS NULL AND p.code = m.code"""


@dataclass
class Outcome:
    """What a file writes, or would write."""

    lines: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    left_out: int = 0
    perimeters: int = 0
    error_count: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    samples: list[list[Any]] = field(default_factory=list)

    def add_error(self, line: int, column: str, code: str, text: str) -> None:
        self.error_count += 1
        if len(self.errors) < KEPT_ERRORS:
            self.errors.append({"line": line, "column": column, "code": code, "text": text})


class Staging:
    """A file staged in the database, for as long as the `with` lasts."""

    def __init__(self, mapping: ImportMapping) -> None:
        self.mapping, self.outcome = mapping, Outcome()
        self._known = _known_perimeters()
        self._texts = {
            "method": mapping.method,
            "author": mapping.author,
            "source": mapping.source_id,
            "confidence": mapping.confidence,
        }

    def __enter__(self) -> "Staging":
        self._drop()
        _execute(CREATE)
        return self

    def __exit__(self, *_: object) -> None:
        if not connection.needs_rollback and not connection.in_atomic_block:
            self._drop()

    def read(self, path: Path, on_progress: Callable[[int], None]) -> None:
        """Stage the whole file, telling the lines read so far after each chunk."""
        reading = Reading(path, self.mapping.spec)
        found = self._kept(reading)
        while chunk := list(islice(found, CHUNK)):
            with connection.cursor() as cursor, cursor.copy(COPY) as copy:
                for row in chunk:
                    copy.write_row(row)
            on_progress(reading.line_count)
        self.outcome.lines, self.outcome.left_out = reading.line_count, reading.left_out
        self.outcome.skipped = reading.blank_count
        self._settle_doubles()

    def compare(self) -> Outcome:
        """Count what would be written; nothing is."""
        outcome = self.outcome
        _execute("ANALYZE staged_measure")
        counts = _fetch(COUNTS, self._texts)[0]
        outcome.created, outcome.updated, outcome.unchanged = counts
        outcome.samples = [list(row) for row in _fetch(UPDATES, self._texts)]
        (outcome.perimeters,) = _fetch(COUNT_NEW_PERIMETERS)[0]
        return outcome

    def write(self) -> Outcome:
        """Write the new territories and the values; call inside a transaction."""
        _execute("SELECT pg_advisory_xact_lock(%(key)s)", {"key": LOCK})
        _execute(LINK_PERIMETERS)  # another import may have made them since
        outcome = self.compare()
        # The history's triggers join the rows of a statement: a plan that was made for
        # one row would take minutes for 100,000.
        _execute("DISCARD PLANS")
        self._create_perimeters()
        _execute(WRITE, self._texts)
        return outcome

    def _kept(self, reading: Reading) -> Iterator[tuple[Any, ...]]:
        """Give the rows to stage; keep the problems."""
        refuses = self.mapping.new_perimeters == NewPerimeters.REFUSE
        for item in reading:
            if isinstance(item, Problem):
                self.outcome.add_error(item.line, item.column, item.code, item.text)
            elif refuses and item.code not in self._known:
                column = self.mapping.perimeter_column
                self.outcome.add_error(item.line, column, "unknown_perimeter", item.code)
            else:
                yield self._row(item)

    def _row(self, item: Measure) -> tuple[Any, ...]:
        perimeter, code = self._known.get(item.code, (None, item.code))
        return (item.line, item.indicator, perimeter, code, item.name, item.year, item.value)

    def _settle_doubles(self) -> None:
        """Leave repetitions out; refuse lines that contradict one another."""
        _execute(DOUBLES)
        (count,) = _fetch(COUNT_CONTRADICTIONS)[0]
        if count:
            for line, code, value, first in _fetch(CONTRADICTIONS):
                self.outcome.add_error(line, "", "contradiction", f"{code} : {value} ({first})")
            self.outcome.error_count += count - min(count, KEPT_ERRORS)
            self.outcome.errors.sort(key=lambda error: error["line"])
            _execute(DROP_CONTRADICTIONS)
        self.outcome.skipped += _execute(DROP_REPETITIONS)

    def _create_perimeters(self) -> None:
        is_home = self.mapping.new_perimeters == NewPerimeters.HOME
        _execute(CREATE_PERIMETERS, {"kind": self.mapping.perimeter_kind, "home": is_home})
        _execute(LINK_PERIMETERS)
        if self.mapping.name_column:
            _execute(NAME_PERIMETERS)

    def _drop(self) -> None:
        _execute("DROP TABLE IF EXISTS pg_temp.staged_measure, pg_temp.staged_double")


def _known_perimeters() -> dict[str, tuple[int, str]]:
    """Map each code, and each other code, to the perimeter and its own code."""
    known: dict[str, tuple[int, str]] = {}
    for pk, code, others in Perimeter.objects.values_list("pk", "code", "other_codes"):
        known[code] = (pk, code)
        known |= dict.fromkeys(others, (pk, code))
    return known


def _execute(sql: str, values: dict[str, Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return max(int(cursor.rowcount), 0)


def _fetch(sql: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def import_now(*, mapping: ImportMapping, path: Path) -> Outcome:
    """Import a file at once, errors left out: for commands and measurements."""
    with Staging(mapping) as staging:
        staging.read(path, lambda lines: None)
        with transaction.atomic():
            return staging.write()
