"""Two workers on two machines: a real Redis carries the tickets, S3 keeps the files."""

import hashlib
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from perpignan.celery import app
from perpignan.reports import files, operations
from perpignan.reports.models import Report
from tests.factories.study import UserFactory
from tests.live_worker import LiveWorker, test_database_url, use_broker
from tests.programs import need

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FORMATS, PATIENCE = ("pdf", "docx", "xlsx", "pptx"), 120
DONE = "succeeded in"


class Redis:
    """A Redis of its own that forgets everything when it is killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["redis-server", *options, str(self.folder)], stdout=log, stderr=log
            )
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, list(Report.objects.values("status", "attempt", "step"))
        time.sleep(0.05)


@pytest.fixture
def broker(tmp_path):
    need("redis-server", "redis-server")
    before, server = app.conf.broker_url, Redis(tmp_path)
    server.start()
    use_broker(server.url)
    yield server
    use_broker(before)
    server.kill()


@pytest.fixture
def workers(broker, s3, tmp_path, monkeypatch):
    """Two workers that share nothing but the database, Redis and S3; one holds the clock."""
    monkeypatch.setenv("REPORT_STUCK_AFTER_SECONDS", "6")
    monkeypatch.setenv("REPORT_SWEEP_SECONDS", "1")
    monkeypatch.setenv("MEDIA_ROOT", str(tmp_path / "nobody"))
    clock = ["--beat", "--schedule", str(tmp_path / "beat")]
    found = [
        LiveWorker(
            test_database_url(),
            tmp_path / f"worker-{name}.log",
            broker=broker.url,
            more=["--hostname", f"{name}@test", *more],
        )
        for name, more in (("a", []), ("b", clock))
    ]
    for worker in found:
        worker.child.start()
    wait_until(lambda: all(" ready." in worker.log() for worker in found))
    yield found
    for worker in found:
        worker.kill()


def ask(people: int) -> None:
    for _ in range(people):
        person = UserFactory(superuser=True)
        for format in FORMATS:
            operations.request_report(kind="progress", format=format, by=person)


def ready() -> int:
    return Report.objects.filter(status="ready").count()


def check_each_once(reports: list[Report]) -> None:
    """Find each report ended, and what was delivered alone in its folder, whole."""
    for report in reports:
        assert report.status == "ready" or (report.status == "failed" and report.error)
        kept = files.storage().listdir(f"reports/{report.pk}")[1]
        names = [f"reports/{report.pk}/{name}" for name in kept]
        if report.status == "ready":
            assert names == [report.file.name]
            with files.storage().open(report.file.name) as file:
                assert hashlib.sha256(file.read()).hexdigest() == report.sha256


def test_twelve_reports_are_made_once_then_redis_and_a_worker_are_killed(workers, broker, tmp_path):
    ask(3)
    wait_until(lambda: ready() == 12)

    calm = list(Report.objects.all())
    assert {(report.status, report.attempt) for report in calm} == {("ready", 1)}
    assert min(worker.log().count(DONE) for worker in workers) > 0
    check_each_once(calm)

    ask(2)
    wait_until(lambda: ready() > 12)
    broker.kill()
    ask(1)
    broker.start()
    wait_until(lambda: ready() > 14)
    workers[0].kill()
    workers[0].start()
    wait_until(lambda: not Report.objects.pending().exists())

    found = list(Report.objects.all())
    assert len(found) == 24
    check_each_once(found)
    assert not (tmp_path / "nobody").exists()
