"""A workbook with an annex of 100,000 rows: rows a second, and the memory it takes.

Ours: the whole way of a worker: rows frozen in a file, read back, written as typed cells,
in a process of its own, so that its peak is that of the whole process: Python, Django,
the portal and its addresses, the rows. Peer:
openpyxl in its write-only mode, given the same rows from memory. Floor: the same rows
as CSV. No database is asked: the rows are made on the way.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

ROWS = int(os.environ.get("ANNEX_ROWS", "100000"))
#: What is promised: the most that the whole process holds, in megabytes.
MOST_MEMORY = 150
FIRST = date(2026, 1, 1)


def rows(_scope: Any = None) -> Iterator[tuple[Any, ...]]:
    for number in range(ROWS):
        yield (
            f"Action {number % 60} : médiation numérique",
            "Région Occitanie",
            2026 + number % 5,
            Decimal(number * 37 % 10_000_000) / 100,
            FIRST + timedelta(days=number % 700),
            f"Ligne {number}, à confirmer par le service",
        )


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ready_portal() -> None:
    import django

    os.environ |= {"DJANGO_SETTINGS_MODULE": "perpignan.settings"}
    django.setup()
    import perpignan.celery
    import perpignan.reports.tasks
    import perpignan.urls  # noqa: F401 - a report leads to the pages of the portal


def ours() -> None:
    from perpignan.reports.annex_files import freeze_annex
    from perpignan.reports.annexes import Annex, Column, Type
    from perpignan.reports.chapters import Scope
    from perpignan.reports.making import render

    columns = [
        Column("Action"),
        Column("Financeur"),
        Column("Année", Type.YEAR),
        Column("Montant", Type.MONEY),
        Column("Jour", Type.DATE),
        Column("Remarque"),
    ]
    annex = Annex("rows", "Lignes", 1, (), columns, rows, "reports:report-list")
    frozen = freeze_annex(annex, Scope(FIRST), "reports/measure", lambda: None)
    render({**cover(), "annexes": [frozen]}, "xlsx")


def cover() -> dict[str, Any]:
    texts = dict.fromkeys(("title", "purpose", "study", "author", "kind", "day_text"), "Mesure")
    times = {"day": "2026-03-02", "made_at": "2026-03-02T08:00:00+00:00", "made_at_text": "8 h"}
    flags = {"is_internal": False, "is_draft": True, "site": "http://localhost"}
    return {**texts, **times, **flags, "timeline": {"steps": []}, "chapters": []}


def peer() -> None:
    import io

    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lignes")
    for row in rows():
        sheet.append(row)
    book.save(io.BytesIO())


def floor() -> None:
    import csv
    import io

    writer = csv.writer(io.StringIO())
    writer.writerows(rows())


def measure(which: str) -> tuple[float, float, float]:
    """Run one in a process of its own; give its seconds, its peak and what it held before."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PORTAL_VAR": folder, "DATABASE_URL": "postgres://none/none"}
        environment["PYTHONPATH"] = os.getcwd()
        done = subprocess.run(
            [sys.executable, __file__, which],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    seconds, peak, before = map(float, done.stdout.split()[-3:])
    return seconds, peak, before


def main() -> int:
    if len(sys.argv) > 1:
        which = sys.argv[1]
        if which == "ours":
            ready_portal()
        before, start = peak_memory(), time.perf_counter()
        {"ours": ours, "peer": peer, "floor": floor}[which]()
        print(time.perf_counter() - start, peak_memory(), before)
        return 0
    found = {which: measure(which) for which in ("ours", "peer", "floor")}
    for which, (seconds, peak, before) in found.items():
        told = f"peak {peak:.0f} MB, {before:.0f} of them before the first row"
        print(f"{which}: {ROWS / seconds:,.0f} rows/s, {seconds:.1f} s, {told}")
    print(f"ours / peer: {found['ours'][0] / found['peer'][0]:.2f} of its time")
    print(f"ours / floor: {found['ours'][0] / found['floor'][0]:.1f} times its time")
    whole = found["ours"][1]
    kept = whole < MOST_MEMORY
    words = "kept" if kept else "NOT KEPT"
    print(f"whole process: {whole:.0f} MB (promised: under {MOST_MEMORY} MB: {words})")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
