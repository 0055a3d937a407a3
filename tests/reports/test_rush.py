"""Fifty reports asked for at once by several people, two workers: each made once."""

import hashlib
import time
from pathlib import Path

import pytest
from django.core.files.storage import storages

from perpignan.reports import operations
from perpignan.reports.models import Report
from tests.factories.study import UserFactory
from tests.live_worker import LiveWorker, broker_in_test_database, test_database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE, FORMATS, PATIENCE = 10, ("pdf", "docx", "xlsx", "pptx"), 120
DONE = "succeeded in"


@pytest.fixture
def workers(tmp_path, settings, monkeypatch):
    """Two workers over one database, one queue and one folder, as on two machines."""
    monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))
    url = test_database_url()
    found = [LiveWorker(url, tmp_path / f"worker-{name}.log") for name in "ab"]
    with broker_in_test_database(url):
        for worker in found:
            worker.start()
        yield found
        for worker in found:
            worker.kill()


def wait_until_done() -> None:
    deadline = time.monotonic() + PATIENCE
    while Report.objects.pending().exists():
        assert time.monotonic() < deadline, list(Report.objects.values_list("status", "attempt"))
        time.sleep(0.1)


def test_fifty_reports_at_once_are_each_made_once(workers, private_files):
    people = [UserFactory(superuser=True) for _ in range(PEOPLE)]
    for person in people:
        for format in FORMATS:
            operations.request_report(kind="progress", format=format, by=person)
        operations.request_report(kind="diagnostic", format="xlsx", by=person)

    wait_until_done()

    reports = list(Report.objects.all())
    assert len(reports) == 50
    assert {(item.status, item.attempt, item.error) for item in reports} == {("ready", 1, "")}
    assert len({(item.kind, item.number) for item in reports}) == 50
    stored = {str(path.relative_to(private_files)) for path in private_files.rglob("*.*")}
    assert stored == {item.file.name for item in reports}
    for item in reports:
        with storages["reports"].open(item.file.name) as file:
            assert hashlib.sha256(file.read()).hexdigest() == item.sha256
    shares = [worker.log().count(DONE) for worker in workers]
    assert min(shares) >= 5, shares


def test_a_steering_note_passes_before_what_is_heavy(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))
    url, person = test_database_url(), UserFactory(superuser=True)
    worker = LiveWorker(url, Path(tmp_path) / "worker.log")
    with broker_in_test_database(url):
        for kind in ("strategy", "action_plan", "diagnostic", "steering_note"):
            operations.request_report(kind=kind, format="docx", by=person)
        worker.start()
        wait_until_done()
        worker.kill()

    order = Report.objects.order_by("finished_at").values_list("kind", flat=True)
    assert order[0] == "steering_note"
