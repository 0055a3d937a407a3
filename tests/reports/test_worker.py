"""A real Celery worker over the same Postgres: killed in the middle, it loses nothing."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection
from kombu import pools
from kombu.transport.sqlalchemy import Channel

from perpignan.celery import app as celery_app
from perpignan.embedded.database import broker_url
from perpignan.reports import operations
from perpignan.reports.models import Report
from tests.factories.study import UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@pytest.fixture
def database_url() -> str:
    """The address of the test database, which the worker must share."""
    path, question, query = django_settings.DATABASE_URL.partition("?")
    server, _, _name = path.rpartition("/")
    return f"{server}/{connection.settings_dict['NAME']}{question}{query}"


@pytest.fixture
def queue(database_url) -> Iterator[None]:
    """Send messages through the test database for the length of a test."""
    before = celery_app.conf.broker_url
    _send_through(broker_url(database_url))
    yield
    _send_through(before)


def _send_through(url: str) -> None:
    celery_app.pool.force_close_all()
    while Channel._engines:
        Channel._engines.popitem()[1][0].dispose()
    celery_app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    celery_app._after_fork()
    pools.reset()


@pytest.fixture
def start_worker(database_url, settings, tmp_path) -> Iterator[Callable[[], subprocess.Popen]]:
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "TEST_GATE": str(tmp_path / "gate"),
        "REPORT_STUCK_AFTER_SECONDS": "3",
        "REPORT_SWEEP_SECONDS": "1",
        "PORTAL_VAR": str(tmp_path / "var"),
    }
    environment.pop("CELERY_BROKER_URL", None)
    workers = []

    def start() -> subprocess.Popen:
        log = open(tmp_path / f"worker-{len(workers)}.log", "wb")  # noqa: SIM115 - the child's
        command = [sys.executable, "-m", "celery", "-A", "tests.reports.slow_app", "worker"]
        command += ["--beat", "--schedule", str(tmp_path / "beat"), "--concurrency", "1"]
        workers.append(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        )
        log.close()
        return workers[-1]

    yield start
    for worker in workers:
        _kill(worker)


def _kill(worker: subprocess.Popen) -> None:
    """Kill a worker and its children as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def _wait_for(condition: Callable[[], object], tmp_path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            logs = "\n".join(path.read_text()[-3000:] for path in tmp_path.glob("worker-*.log"))
            pytest.fail(f"Nothing happened in {PATIENCE} s.\n{logs}")
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_of_a_report(queue, start_worker, tmp_path, private_files):
    (tmp_path / "var").mkdir()
    gate = tmp_path / "gate"
    report = operations.request_report(kind="progress", by=UserFactory(superuser=True))
    worker = start_worker()
    _wait_for(gate.with_suffix(".reached").exists, tmp_path)
    half_way = Report.objects.get(pk=report.pk)

    _kill(worker)
    gate.touch()
    start_worker()
    _wait_for(lambda: not Report.objects.get(pk=report.pk).is_pending, tmp_path)

    assert (half_way.status, half_way.progress, half_way.step) == ("running", 33, "Lent")
    done = Report.objects.get(pk=report.pk)
    assert (done.status, done.progress, done.attempt, done.error) == ("ready", 100, 2, "")
    with default_storage.open(done.file.name) as file:
        content = file.read()
    assert (done.sha256, done.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert [path.name for path in private_files.rglob("*.pdf")] == [f"{done.claim}.pdf"]


def test_a_report_whose_message_was_lost_is_made_all_the_same(start_worker, tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "gate").touch()
    report = Report.objects.create(
        kind="progress", day="2026-03-02", requested_by=UserFactory(superuser=True)
    )

    start_worker()
    _wait_for(lambda: not Report.objects.get(pk=report.pk).is_pending, tmp_path)

    done = Report.objects.get(pk=report.pk)
    assert (done.status, done.attempt) == ("ready", 1)
