"""Killed by -9 while 20 reports are under way: each ends ready or failed with a reason, once."""

import hashlib
import time
from contextlib import suppress

import psutil
import psycopg
import pytest

from tests import started_once
from tests.consultation.live import Browser
from tests.portal import Portal, wait_for

pytestmark = pytest.mark.slow
ASKED = (
    *(("progress", format) for format in ("pdf", "docx", "xlsx", "pptx")),
    *(("steering_note", format) for format in ("pdf", "docx")),
    *(("roadmap", format) for format in ("pdf", "docx", "xlsx")),
    *(("public_summary", format) for format in ("pdf", "docx")),
    *(("resolution", format) for format in ("pdf", "docx")),
    *(("slides", format) for format in ("pdf", "pptx")),
    *((kind, "xlsx") for kind in ("benchmark", "solutions", "action_plan", "diagnostic")),
    ("consultation", "xlsx"),
)
#: A busy machine may need it; an idle one is done in half a minute.
PATIENCE = 240
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
COUNT = "SELECT count(*) FROM reports_report WHERE status = 'ready'"
PENDING = "SELECT count(*) FROM reports_report WHERE status IN ('queued', 'running')"


@pytest.fixture
def portal(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORT_STUCK_AFTER_SECONDS", "8")
    monkeypatch.setenv("REPORT_SWEEP_SECONDS", "1")
    started_once.copy_to(tmp_path)
    portal = Portal(tmp_path)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


def kill(portal: Portal, word: str) -> None:
    """Kill by -9 the worker and its pool, or Postgres and all of its processes."""
    for process in portal.family():
        with suppress(psutil.Error):
            if word in process.name() or word in process.cmdline():
                process.kill()


def number(portal: Portal, statement: str) -> int | None:
    """Ask the database a number; None while it is away."""
    with suppress(psycopg.OperationalError):
        return portal.query(statement)[0][0]
    return None


def until_ready(portal: Portal, count: int) -> None:
    assert wait_for(lambda: (number(portal, COUNT) or 0) >= count, PATIENCE), count


def test_every_report_ends_once(portal):
    browser = Browser(portal.url)
    address, password = portal.account("pilote")
    page = browser.see("/connexion/")
    browser.fill("/connexion/", page, username=address, password=password)
    page = browser.see("/rapports/")
    for kind, format in ASKED:
        browser.fill("/rapports/", page, kind=kind, format=format)

    until_ready(portal, 3)
    kill(portal, "worker")
    until_ready(portal, 7)
    with suppress(psycopg.OperationalError):
        portal.query(OTHERS)
    until_ready(portal, 11)
    kill(portal, "postgres")
    started = time.monotonic()
    assert wait_for(lambda: number(portal, PENDING) == 0, PATIENCE), portal.query(
        "SELECT kind, format, status, attempt, step FROM reports_report"
    )

    found = portal.query("SELECT id, kind, format, status, error, file, sha256 FROM reports_report")
    assert sorted((row[1], row[2]) for row in found) == sorted(ASKED)
    assert [row for row in found if row[3] not in {"ready", "failed"}] == []
    assert [row for row in found if row[3] == "failed" and not row[4]] == []
    assert sum(row[3] == "ready" for row in found) >= 11, found
    assert time.monotonic() - started < PATIENCE
    for pk, _kind, format, status, _error, file, sha256 in found:
        kept = list((portal.folder / "media" / "reports" / str(pk)).glob(f"*.{format}"))
        if status == "ready":
            assert [str(path.relative_to(portal.folder / "media")) for path in kept] == [file]
            assert hashlib.sha256(kept[0].read_bytes()).hexdigest() == sha256
