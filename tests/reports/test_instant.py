"""A report speaks of one instant: what is written meanwhile does not show in half of it."""

import threading

import pytest
from django.db import connection

from perpignan.reports.blocks import Paragraph
from perpignan.reports.making import make_report
from perpignan.reports.models import Report
from perpignan.study.models import Priority
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def in_another_connection(write) -> None:
    def run() -> None:
        write()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def names(scope):
    return [Paragraph(str(sorted(Priority.objects.values_list("name", flat=True))))]


def test_a_write_between_two_chapters_does_not_show(chapter):
    Priority.objects.create(code="P1", name="avant")
    seen = []

    def write_and_look(scope):
        in_another_connection(lambda: Priority.objects.create(code="P2", name="pendant"))
        in_another_connection(
            lambda: seen.append(Report.objects.values_list("progress", "step").get())
        )
        return names(scope)

    chapter("a", names, 1)
    chapter("b", write_and_look, 2)
    report = ReportFactory(requested_by=UserFactory(superuser=True))

    assert make_report(report_id=report.pk)

    report.refresh_from_db()
    said = [item["blocks"][0]["text"] for item in report.snapshot["chapters"]]
    assert said == ["['avant']", "['avant']"]
    assert seen == [(33, "Chapitre b")]
    assert Priority.objects.count() == 2


def test_a_chapter_cannot_write(chapter):
    chapter("a", lambda scope: [Paragraph(str(Priority.objects.create(code="P1")))])
    report = ReportFactory(requested_by=UserFactory(superuser=True))

    assert not make_report(report_id=report.pk)

    report.refresh_from_db()
    assert (report.status, Priority.objects.count()) == ("failed", 0)
    assert connection.in_atomic_block is False
