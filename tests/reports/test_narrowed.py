"""A report narrowed to one priority says so wherever it is named."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from perpignan.reports import operations
from perpignan.reports.kinds import ACTION_PLAN, PROGRESS
from perpignan.reports.making import make_report
from perpignan.reports.models import Report
from tests.factories.study import PriorityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_page_asks_and_the_report_says_it(client):
    PriorityFactory(code="P2", name="Commerce de proximité")
    client.force_login(UserFactory(official=True))
    address = reverse("reports:report-list")

    offered = client.get(address, {"nature": ACTION_PLAN}).content.decode()
    client.post(address, {"kind": ACTION_PLAN, "format": "pdf", "priority": "P2"})
    report = Report.objects.get()
    make_report(report_id=report.pk)

    report.refresh_from_db()
    assert "Commerce de proximité" in offered
    assert (report.status, report.priority) == ("ready", "P2")
    assert report.snapshot["title"] == "Plan d'actions (L5), Commerce de proximité"
    assert "-p2-" in report.filename
    assert "priorité P2" in client.get(report.get_absolute_url()).content.decode()


def test_only_what_every_chapter_obeys_is_offered(client):
    client.force_login(UserFactory(official=True))

    page = client.get(reverse("reports:report-list"), {"nature": PROGRESS}).content.decode()

    assert 'name="priority"' not in page


@pytest.mark.parametrize(
    ("kind", "code", "message"),
    [(PROGRESS, "P2", "ne se limite pas"), (ACTION_PLAN, "P9", "n'existe pas")],
)
def test_what_cannot_be_narrowed_is_refused(kind, code, message):
    PriorityFactory(code="P2")

    with pytest.raises(ValidationError, match=message):
        operations.request_report(kind=kind, priority=code, by=UserFactory(official=True))
