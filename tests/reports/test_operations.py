import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from perpignan.reports import operations
from perpignan.reports.enums import ReportStatus
from perpignan.reports.kinds import PROGRESS, SUMMARY
from perpignan.reports.models import Report
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 made\n%%EOF"


def test_request_report_makes_a_waiting_row(django_capture_on_commit_callbacks):
    official = UserFactory(official=True)

    with django_capture_on_commit_callbacks() as sent:
        report = operations.request_report(kind=PROGRESS, by=official)

    assert (report.status, report.progress, report.attempt) == ("queued", 0, 0)
    assert (report.requested_by, report.day) == (official, timezone.localdate())
    assert len(sent) == 1


def test_request_report_twice_at_once_gives_the_same_report(django_capture_on_commit_callbacks):
    official = UserFactory(official=True)

    with django_capture_on_commit_callbacks() as sent:
        reports = [operations.request_report(kind=PROGRESS, by=official) for _ in range(2)]

    assert reports[0] == reports[1]
    assert Report.objects.count() == 1
    assert len(sent) == 1


def test_request_report_again_once_delivered_makes_another():
    official = UserFactory(official=True)
    delivered = ReportFactory(ready=True, requested_by=official, day=date(2026, 3, 2))

    report = operations.request_report(kind=PROGRESS, by=official, day=date(2026, 3, 2))

    assert report != delivered


@pytest.mark.parametrize(
    ("role", "is_internal", "allowed"),
    [
        ("lead", True, True),
        ("administrator", True, True),
        ("consortium", True, True),
        ("official", False, True),
        ("official", True, False),
        ("department", False, False),
        ("desk", False, False),
    ],
)
def test_request_report_is_for_those_who_may(role, is_internal, allowed):
    person = UserFactory(**{role: True})

    if allowed:
        report = operations.request_report(kind=PROGRESS, by=person, is_internal=is_internal)
        assert report.is_internal == is_internal
    else:
        with pytest.raises(PermissionDenied):
            operations.request_report(kind=PROGRESS, by=person, is_internal=is_internal)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"kind": PROGRESS, "format": "epub"}, "format"),
        ({"kind": PROGRESS, "language": "ca"}, "language"),
    ],
)
def test_request_report_refuses_what_does_not_exist(wanted, field):
    with pytest.raises(ValidationError) as error:
        operations.request_report(by=UserFactory(official=True), **wanted)

    assert list(error.value.message_dict) == [field]


def test_request_report_in_two_languages_makes_two():
    person = UserFactory(official=True)

    asked = [operations.request_report(kind=SUMMARY, by=person, language=x) for x in ("", "ca")]

    assert [report.language for report in asked] == ["fr", "ca"]
    assert ["-ca-" in report.filename for report in asked] == [False, True]


def test_claim_report_takes_it_once():
    report = ReportFactory()

    first = operations.claim_report(report_id=report.pk)
    second = operations.claim_report(report_id=report.pk)

    assert first is not None
    assert (first.status, first.attempt) == ("running", 1)
    assert first.claim is not None
    assert second is None


@pytest.mark.parametrize("situation", ["ready", "failed", "running"])
def test_claim_report_leaves_what_does_not_wait(situation):
    report = ReportFactory(**{situation: True})

    assert operations.claim_report(report_id=report.pk) is None


def test_claim_report_of_nothing_is_nothing():
    assert operations.claim_report(report_id=uuid.uuid4()) is None


def test_finish_report_delivers_the_file_with_its_hash():
    report = operations.claim_report(report_id=ReportFactory(snapshot={"chapters": []}).pk)

    assert operations.finish_report(report=report, content=CONTENT)

    report.refresh_from_db()
    assert (report.status, report.progress, report.size) == ("ready", 100, len(CONTENT))
    assert report.sha256 == operations.files.sha256(CONTENT)
    with default_storage.open(report.file.name) as stored:
        assert stored.read() == CONTENT


def test_finish_report_by_a_worker_that_lost_its_claim_changes_nothing(private_files):
    report = operations.claim_report(report_id=ReportFactory(snapshot={"chapters": []}).pk)
    late = Report.objects.get(pk=report.pk)
    late.claim = uuid.uuid4()
    operations.finish_report(report=report, content=CONTENT)
    delivered = Report.objects.get(pk=report.pk)

    assert not operations.finish_report(report=late, content=b"%PDF-1.7 late")

    report.refresh_from_db()
    assert (report.file.name, report.sha256) == (delivered.file.name, delivered.sha256)
    assert [path.name for path in private_files.rglob("*.pdf")] == [f"{delivered.claim}.pdf"]


def test_finish_report_removes_what_a_killed_worker_left(private_files):
    report = operations.claim_report(report_id=ReportFactory(snapshot={"chapters": []}).pk)
    left = private_files / "reports" / str(report.pk) / "left.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")

    operations.finish_report(report=report, content=CONTENT)

    assert not left.exists()


def test_fail_report_tells_why():
    report = operations.claim_report(report_id=ReportFactory().pk)

    assert operations.fail_report(report=report, reason="Le diagnostic manque.")

    report.refresh_from_db()
    assert (report.status, report.error) == ("failed", "Le diagnostic manque.")
    assert report.finished_at is not None


def test_beat_report_of_another_worker_is_refused():
    report = operations.claim_report(report_id=ReportFactory().pk)
    other = Report.objects.get(pk=report.pk)
    other.claim = uuid.uuid4()

    assert operations.beat_report(report=report, progress=50)
    assert not operations.beat_report(report=other, progress=90)

    report.refresh_from_db()
    assert report.progress == 50


def test_sweep_puts_silent_reports_back(django_capture_on_commit_callbacks):
    lost, killed = ReportFactory(stuck=True), ReportFactory(running=True, stuck=True)
    alive = ReportFactory(running=True)

    with django_capture_on_commit_callbacks() as sent:
        assert operations.sweep_stuck_reports() == 2

    statuses = {r.pk: r.status for r in Report.objects.all()}
    assert statuses == {lost.pk: "queued", killed.pk: "queued", alive.pk: "running"}
    assert len(sent) == 2
    killed.refresh_from_db()
    assert (killed.claim, killed.attempt) == (None, 1)


def test_sweep_twice_sends_once(django_capture_on_commit_callbacks):
    ReportFactory(running=True, stuck=True)

    with django_capture_on_commit_callbacks() as sent:
        found = [operations.sweep_stuck_reports() for _ in range(2)]

    assert found == [1, 0]
    assert len(sent) == 1


def test_sweep_gives_up_after_three_tries():
    report = ReportFactory(running=True, stuck=True, attempt=3)

    operations.sweep_stuck_reports()

    report.refresh_from_db()
    assert report.status == "failed"
    assert "trois fois" in report.error


def test_sweep_leaves_what_has_ended():
    for situation in ("ready", "failed"):
        ReportFactory(stuck=True, **{situation: True})

    assert operations.sweep_stuck_reports() == 0


def test_a_swept_worker_that_wakes_up_delivers_nothing():
    report = operations.claim_report(report_id=ReportFactory(snapshot={"chapters": []}).pk)
    Report.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
    operations.sweep_stuck_reports()

    assert not operations.finish_report(report=report, content=CONTENT)

    report.refresh_from_db()
    assert report.status == ReportStatus.QUEUED


def test_retry_report_starts_again_on_fresh_data(django_capture_on_commit_callbacks):
    report = ReportFactory(failed=True, attempt=3, snapshot={"chapters": []})

    with django_capture_on_commit_callbacks() as sent:
        retried = operations.retry_report(report=report, by=report.requested_by)

    assert (retried.status, retried.attempt, retried.error) == ("queued", 0, "")
    assert retried.snapshot is None
    assert len(sent) == 1


@pytest.mark.parametrize("situation", ["ready", "running"])
def test_retry_report_refuses_what_has_not_failed(situation):
    report = ReportFactory(**{situation: True})

    with pytest.raises(ValidationError):
        operations.retry_report(report=report, by=report.requested_by)


def test_retry_report_refuses_when_the_same_is_under_way():
    failed = ReportFactory(failed=True)
    ReportFactory(requested_by=failed.requested_by, day=failed.day)

    with pytest.raises(ValidationError):
        operations.retry_report(report=failed, by=failed.requested_by)


def test_cancel_report_ends_it_and_its_worker_stops():
    report = operations.claim_report(report_id=ReportFactory().pk)

    assert operations.cancel_report(report=report)

    assert not operations.beat_report(report=report, progress=10)
    assert not operations.cancel_report(report=report)
    report.refresh_from_db()
    assert report.status == "cancelled"
