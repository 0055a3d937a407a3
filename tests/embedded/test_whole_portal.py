"""`make run` from the first start to the end, kill -9 included."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil
import psycopg
import pytest

from perpignan.embedded import paths
from perpignan.embedded.pytest_plugin import SETTINGS
from perpignan.embedded.server import Server

pytestmark = pytest.mark.slow

OURS = {*SETTINGS, "DATABASE_URL", "CELERY_BROKER_URL", "MAKELEVEL", "DEMO_ACCOUNTS"}


def wait_for(condition, patience: float):
    deadline = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


class Portal:
    """One supervisor in a folder of its own, and every process it ever had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "console.txt"
        self.accounts = folder / "accounts.txt"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "perpignan.embedded"],
                cwd=paths.ROOT,
                env=kept | {"PORTAL_VAR": str(self.folder), "PORT": str(self.port)},
                stdout=output,
                stderr=output,
            )
        assert wait_for(self.is_announced, 120), self.output.read_text()

    def is_announced(self) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return "Ctrl-C arrête tout" in self.output.read_text()

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status
        finally:
            connection.close()

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def program(self, word: str) -> psutil.Process | None:
        """Find a program the supervisor started, by a word of its command."""
        for process in psutil.Process(self.process.pid).children():
            try:
                if word in process.cmdline():
                    return process
            except psutil.Error:
                continue
        return None

    def query(self, statement: str) -> list[tuple]:
        url = Server(self.folder / "postgres", self.folder / "log").url()
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture
def portal(own_folder):
    portal = Portal(own_folder)
    yield portal
    if portal.process.poll() is None:
        portal.process.kill()
        portal.process.wait()


def alive(processes: list[psutil.Process]) -> list[str]:
    return [
        process.name()
        for process in processes
        if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]


def test_the_portal_serves_mends_stops_and_keeps_its_data(portal):
    portal.start()
    passwords = portal.accounts.read_text()

    assert portal.get("/healthz") == portal.get("/readyz") == 200
    assert passwords in portal.output.read_text()
    assert passwords.count("@demonstration.example") == 6
    assert stat.S_IMODE(portal.accounts.stat().st_mode) == 0o600
    assert portal.query("SELECT count(*) > 0 FROM study_partner") == [(True,)]

    worker = portal.program("worker")
    pool = worker.children()
    worker.kill()
    assert wait_for(lambda: (now := portal.program("worker")) and now.pid != worker.pid, 3)
    assert wait_for(lambda: alive(pool) == [], 3)

    portal.query("UPDATE study_user SET job_title = 'kept' RETURNING 1")
    family = portal.family()
    portal.process.terminate()
    assert portal.process.wait(12) == 0
    assert alive(family) == []

    portal.start()
    assert portal.accounts.read_text() == passwords
    assert portal.query("SELECT DISTINCT job_title FROM study_user") == [("kept",)]

    family = portal.family()
    portal.process.send_signal(signal.SIGKILL)
    portal.process.wait()
    assert wait_for(lambda: alive(family) == [], 15), alive(family)

    portal.start()
    assert portal.query("SELECT DISTINCT job_title FROM study_user") == [("kept",)]


def test_a_killed_database_comes_back(portal):
    portal.start()
    before = portal.program("-D")
    before.kill()

    assert wait_for(lambda: (now := portal.program("-D")) and now.pid != before.pid, 10)

    assert wait_for(lambda: portal.get("/readyz") == 200, 10)
