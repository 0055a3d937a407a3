"""From the queue to the file: once, whole, and honest about how far it is."""

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from perpignan.reports import operations
from perpignan.reports.blocks import Paragraph
from perpignan.reports.making import make_report, render
from perpignan.reports.models import Report
from perpignan.reports.tasks import build_report, sweep_stuck_reports
from tests.factories.reports import ReportFactory
from tests.factories.study import StudyFactory, UserFactory

pytestmark = pytest.mark.django_db


def stored(report: Report) -> bytes:
    with default_storage.open(report.file.name) as file:
        return file.read()


def test_a_request_becomes_a_file_through_the_queue(
    chapter, eager_queue, django_capture_on_commit_callbacks
):
    chapter("un")

    with django_capture_on_commit_callbacks(execute=True):
        report = operations.request_report(kind="progress", by=UserFactory(official=True))

    report.refresh_from_db()
    assert (report.status, report.progress, report.attempt) == ("ready", 100, 1)
    assert stored(report).startswith(b"%PDF-")
    assert report.sha256 == operations.files.sha256(stored(report))


def test_a_task_that_runs_twice_delivers_once(chapter):
    chapter("un")
    report = ReportFactory()

    build_report(report_id=str(report.pk))
    first = Report.objects.get(pk=report.pk)
    build_report(report_id=str(report.pk))

    second = Report.objects.get(pk=report.pk)
    assert (second.file.name, second.sha256) == (first.file.name, first.sha256)
    assert (second.attempt, second.finished_at) == (1, first.finished_at)


def test_progress_counts_the_chapters_that_are_done(chapter):
    report = ReportFactory()
    seen = []

    def watch(scope):
        seen.append(Report.objects.values_list("progress", "step").get(pk=report.pk))
        return [Paragraph("vu")]

    for order, slug in enumerate("abc"):
        chapter(slug, watch, order)
    make_report(report_id=report.pk)

    assert seen == [(0, "Chapitre a"), (25, "Chapitre b"), (50, "Chapitre c")]


def test_a_delivered_report_keeps_its_data_and_its_bytes(chapter):
    study = StudyFactory(title="Avant")
    chapter("un", lambda scope: [Paragraph(study.title)])
    report = ReportFactory()
    make_report(report_id=report.pk)
    report.refresh_from_db()
    before = stored(report)

    study.title = "Après"
    study.save()

    report.refresh_from_db()
    assert report.snapshot["chapters"][0]["blocks"][0]["text"] == "Avant"
    assert render(report.snapshot, report.format) == stored(report) == before


def test_a_second_try_uses_the_data_frozen_by_the_first(chapter):
    chapter("un", lambda scope: [Paragraph("d'abord")])
    report = operations.claim_report(report_id=ReportFactory().pk)
    make_first = ReportFactory()
    make_report(report_id=make_first.pk)
    frozen = Report.objects.get(pk=make_first.pk).snapshot
    operations.freeze_snapshot(report=report, snapshot=frozen)
    Report.objects.filter(pk=report.pk).update(status="queued", claim=None)
    chapter("deux")

    make_report(report_id=report.pk)

    report.refresh_from_db()
    assert (report.status, report.attempt) == ("ready", 2)
    assert report.snapshot == frozen


def test_a_chapter_that_breaks_fails_the_report_in_words(chapter):
    def broken(scope):
        raise ZeroDivisionError("details for the log")

    chapter("un", broken)
    report = ReportFactory()

    assert not make_report(report_id=report.pk)

    report.refresh_from_db()
    assert report.status == "failed"
    assert "n'a pas pu être préparée" in report.error
    assert "details" not in report.error
    assert report.file.name == ""


def test_a_layout_that_fails_fails_the_report_in_words(chapter, settings):
    settings.REPORT_LAYOUT_MEMORY_MB = 64
    chapter("un")
    report = ReportFactory()

    make_report(report_id=report.pk)

    report.refresh_from_db()
    assert (report.status, "mise en page" in report.error) == ("failed", True)


def test_a_database_that_is_away_leaves_the_report_to_the_sweep(chapter):
    def unreachable(scope):
        raise OperationalError("server closed the connection")

    chapter("un", unreachable)
    report = ReportFactory()

    with pytest.raises(OperationalError):
        make_report(report_id=report.pk)

    report.refresh_from_db()
    assert report.status == "running"


def test_a_report_cancelled_on_the_way_stops_at_the_next_step(chapter):
    report = ReportFactory()
    chapter("a", lambda scope: [operations.cancel_report(report=report) and Paragraph("x")], 1)
    chapter("b", lambda scope: pytest.fail("the next chapter was built"), 2)

    assert not make_report(report_id=report.pk)

    report.refresh_from_db()
    assert (report.status, report.snapshot) == ("cancelled", None)


def test_a_worker_whose_report_was_taken_over_says_nothing(chapter, private_files):
    report = ReportFactory()

    def taken(scope):
        Report.objects.filter(pk=report.pk).update(claim="0" * 32)
        return [Paragraph("x")]

    chapter("a", taken)

    assert not make_report(report_id=report.pk)

    report.refresh_from_db()
    assert report.status == "running"
    assert list(private_files.rglob("*.pdf")) == []


def test_the_sweep_task_sends_back_and_the_report_is_made(
    chapter, eager_queue, django_capture_on_commit_callbacks
):
    chapter("un")
    report = ReportFactory(running=True, stuck=True)

    with django_capture_on_commit_callbacks(execute=True):
        sweep_stuck_reports()

    report.refresh_from_db()
    assert (report.status, report.attempt) == ("ready", 2)
