"""`make run` from start to end, kill -9 included.

The first start of all is made once a run, for every test of a whole portal: what it said
and left is read here (tests/started_once.py).
"""

import signal
import stat
from contextlib import suppress

import psutil
import pytest

from tests import started_once
from tests.portal import Portal, wait_for

pytestmark = pytest.mark.slow


@pytest.fixture
def portal(own_folder):
    portal = Portal(own_folder)
    yield portal
    if portal.process.poll() is None:
        portal.process.kill()
        portal.process.wait()


def alive(processes: list[psutil.Process]) -> list[str]:
    """Name those that still run; one may end between two questions."""
    found = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process.name())
    return found


def test_the_portal_serves_mends_stops_and_keeps_its_data(portal):
    started_once.copy_to(portal.folder)
    first_console, passwords = portal.output.read_text(), portal.accounts.read_text()

    assert passwords in first_console
    assert passwords.count("@demonstration.example") == 6
    assert stat.S_IMODE(portal.accounts.stat().st_mode) == 0o600

    portal.start()
    assert portal.get("/healthz") == portal.get("/readyz") == 200
    assert portal.accounts.read_text() == passwords
    assert passwords in portal.output.read_text()
    assert portal.query("SELECT count(*) > 0 FROM study_partner") == [(True,)]

    worker = portal.program("worker")
    pool = worker.children()
    worker.kill()
    assert wait_for(lambda: (now := portal.program("worker")) and now.pid != worker.pid, 15)
    assert wait_for(lambda: alive(pool) == [], 15)

    portal.query("UPDATE study_user SET job_title = 'kept' RETURNING 1")
    family = portal.family()
    portal.process.send_signal(signal.SIGKILL)
    portal.process.wait()
    assert wait_for(lambda: alive(family) == [], 15), alive(family)

    portal.start()
    assert portal.query("SELECT DISTINCT job_title FROM study_user") == [("kept",)]

    database = portal.program("-D")
    database.kill()
    assert wait_for(lambda: (now := portal.program("-D")) and now.pid != database.pid, 30)
    assert wait_for(lambda: portal.get("/readyz") == 200, 60)

    family = portal.family()
    portal.process.terminate()
    assert portal.process.wait(12) == 0
    assert alive(family) == []
    assert "Le portail est arrêté." in portal.output.read_text()
