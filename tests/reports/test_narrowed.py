"""A report narrowed to one priority or one zone says so wherever it is named."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from perpignan.reports import operations
from perpignan.reports.kinds import ACTION_PLAN, CONSULTATION, PROGRESS
from perpignan.reports.making import make_report
from perpignan.reports.models import Report
from tests.factories.contributions import ContributionFactory
from tests.factories.study import PriorityFactory, UserFactory, ZoneFactory

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


def test_limited_to_a_zone_it_keeps_what_tells_that_zone(client):
    zone = ZoneFactory(code="gare", name="La Gare")
    ContributionFactory(zone=zone, title="Un banc à la gare")
    ContributionFactory(title="Un arbre ailleurs")
    client.force_login(UserFactory(official=True))
    address = reverse("reports:report-list")
    choice = {"format": "xlsx", "zone": "gare", "annexes": ["contributions"]}

    client.post(address, {"kind": CONSULTATION, **choice})
    report = Report.objects.get()
    make_report(report_id=report.pk)

    report.refresh_from_db()
    told = str(report.snapshot["chapters"])
    assert report.snapshot["title"] == "Consultation (L3), La Gare"
    assert [item["slug"] for item in report.snapshot["chapters"]] == ["consultation-ideas"]
    assert ("Un banc à la gare" in told, "Un arbre ailleurs" in told) == (True, False)
    assert report.snapshot["annexes"][0]["count"] == 1
    assert "-gare-" in report.filename
    assert "Limité à la zone La Gare" in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"kind": PROGRESS, "zone": "gare"}, "ne se limite pas"),
        ({"kind": CONSULTATION, "zone": "ailleurs"}, "n'existe pas"),
        ({"kind": CONSULTATION, "zone": "gare", "chapters": ["consultation-results"]}, "chapitres"),
        ({"kind": CONSULTATION, "zone": "gare", "annexes": ["answers-rows"]}, "annexes"),
    ],
)
def test_what_does_not_tell_a_zone_is_refused(choice, message):
    ZoneFactory(code="gare")

    with pytest.raises(ValidationError, match=message):
        operations.request_report(by=UserFactory(official=True), **choice)
