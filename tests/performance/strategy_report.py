"""The strategy report from its frozen snapshot to the PDF: CPU time once warm.

Ours: the whole way that a worker makes: data readied, a Typst process of its own, its
templates, tagged PDF. Floor: the same process laying one line out. The study's seeds
are loaded into an embedded Postgres of its own; the database is read once, apart.

Then 100 action sheets, 10 charts and an annex of 1,500 rows: ours, beside WeasyPrint on a
page of the same content, where `--peer-python PATH` names a Python that has it. It is no
dependency of ours: without it the peer is said not to be measured.
"""

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROUNDS = 5
#: What the report promises: CPU seconds from snapshot to PDF, this process and its child.
MOST_SECONDS = 2.0
#: How many times less CPU than the peer, on the large report.
LEAST_RATIO = 10
PEER_STYLE = "@page{size:A4;margin:2cm}table{border-collapse:collapse}td,th{border:1px solid #999}"
SHEETS, CHARTS, ANNEX = 100, 10, 1500
#: Lays a page out once to warm up, then once more, and prints the CPU of the second.
PEER = """
import resource, sys, weasyprint
html = open(sys.argv[1], encoding="utf-8").read()
weasyprint.HTML(string="<p>warm</p>").write_pdf()
use = resource.getrusage(resource.RUSAGE_SELF)
before = use.ru_utime + use.ru_stime
pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
use = resource.getrusage(resource.RUSAGE_SELF)
print(use.ru_utime + use.ru_stime - before, len(pdf))
"""


def cpu_seconds() -> float:
    """Add up the CPU of this process and of the children that ended."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def best(run: Any, rounds: int = ROUNDS) -> tuple[float, Any]:
    """Return the least CPU of a few rounds, after one to warm up, and the last result."""
    result = run()
    least = float("inf")
    for _round in range(rounds):
        start = cpu_seconds()
        result = run()
        least = min(least, cpu_seconds() - start)
    return least, result


def frozen_strategy() -> dict[str, Any]:
    from django.utils import timezone

    from perpignan.reports.chapters import Scope
    from perpignan.reports.kinds import STRATEGY
    from perpignan.reports.snapshot import build_snapshot

    return build_snapshot(
        kind=STRATEGY,
        scope=Scope(timezone.localdate()),
        author="Mesure",
        made_at=timezone.now().replace(microsecond=0),
        on_step=lambda *step: None,
    )


def large_report(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Make a snapshot of 100 sheets, 10 charts and a long annex from the study's own blocks."""
    parts = {chapter["slug"]: chapter["blocks"] for chapter in snapshot["chapters"]}
    every = [block for blocks in parts.values() for block in blocks]
    figures = [block for block in every if block["kind"] == "figure"]
    sheets = [block for block in parts["sheets_with_funding"] if block["kind"] != "figure"]
    starts = [n for n, block in enumerate(sheets) if block["kind"] == "heading"]
    one_by_one = [sheets[a:b] for a, b in zip(starts, [*starts[1:], len(sheets)], strict=True)]
    repeated = [block for n in range(SHEETS) for block in one_by_one[n % len(one_by_one)]]
    rows = [[f"L{n}", f"Ligne {n} de l'annexe", "2027", f"{n * 37} €"] for n in range(ANNEX)]
    table = {
        **next(block for block in every if block["kind"] == "table"),
        "caption": "Annexe",
        "columns": ["Code", "Ligne", "Année", "Montant"],
        "rows": rows,
        "numeric": [2, 3],
        "widths": [],
        "totals": [],
        "lanes": [],
        "ticks": [],
    }
    chapters = [
        {"slug": "sheets", "title": "Fiches", "blocks": repeated},
        {"slug": "charts", "title": "Graphiques", "blocks": (figures * CHARTS)[:CHARTS]},
        {"slug": "annex", "title": "Annexe", "blocks": [table]},
    ]
    return {**snapshot, "chapters": chapters}


def peer_seconds(snapshot: dict[str, Any], python: str, folder: Path) -> float | None:
    """Lay the same content out by WeasyPrint, from the portal's own page of it."""
    from django.template.loader import render_to_string

    from perpignan.reports.reading import read_chapters

    chapters = read_chapters(snapshot)
    body = "".join(
        render_to_string("reports/_read_block.html", {"block": block})
        for chapter in chapters
        for block in chapter.blocks
    )
    body = f"<html lang=fr><title>Pair</title><style>{PEER_STYLE}</style><body>{body}</body></html>"
    source = folder / "peer.html"
    source.write_text(body, encoding="utf-8")
    done = subprocess.run([python, "-c", PEER, str(source)], capture_output=True, text=True)
    return float(done.stdout.split()[0]) if done.returncode == 0 else None


def run(python: str, folder: Path) -> bool:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    from perpignan.reports.making import render

    call_command("migrate", verbosity=0)
    call_command("load_study", stdout=io.StringIO())
    start = time.perf_counter()
    snapshot = frozen_strategy()
    print(f"snapshot, charts drawn for the first time: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    frozen_strategy()
    print(f"snapshot, charts kept: {time.perf_counter() - start:.2f} s")
    ours, content = best(lambda: render(snapshot, "pdf"))
    floor, _content = best(lambda: render({**snapshot, "chapters": []}, "pdf"))
    pages = pages_of(content)
    print(f"strategy report, {pages} pages: {ours:.2f} s of CPU (promised: {MOST_SECONDS:.0f} s)")
    print(f"floor, a cover and contents only: {floor:.2f} s of CPU; ratio {ours / floor:.1f}")
    print(f"a page: {1000 * (ours - floor) / pages:.0f} ms")
    connection.close()
    return (ours <= MOST_SECONDS) & compare(large_report(snapshot), python, folder)


def compare(snapshot: dict[str, Any], python: str, folder: Path) -> bool:
    """Print ours, the peer and their ratio; a peer that is absent is said so."""
    from perpignan.reports.making import render

    ours, content = best(lambda: render(snapshot, "pdf"), rounds=2)
    told = f"{SHEETS} sheets, {CHARTS} charts, {ANNEX} rows, {pages_of(content)} pages"
    print(f"{told}: {ours:.2f} s of CPU")
    peer = peer_seconds(snapshot, python, folder)
    if peer is None:
        print("WeasyPrint: not measured (give --peer-python a Python that has it)")
        return True
    ratio = peer / ours
    print(f"WeasyPrint: {peer:.2f} s of CPU; ratio {ratio:.1f} (promised: {LEAST_RATIO})")
    return ratio >= LEAST_RATIO


def pages_of(content: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", default=sys.executable, metavar="PATH")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        os.environ |= {"PORTAL_VAR": name, "STATICFILES_BACKEND": plain}
        os.environ["DJANGO_SETTINGS_MODULE"] = "perpignan.settings"
        from perpignan.embedded.server import Server

        server = Server(data=folder / "postgres", log=folder / "postgres.log")
        os.environ["DATABASE_URL"] = server.url()
        server.start()
        try:
            is_kept = run(options.peer_python, folder)
        finally:
            server.stop()
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
