import pytest
from django.db import DatabaseError, IntegrityError, transaction

from perpignan.reports.enums import ReportStatus
from perpignan.reports.models import Report
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"snapshot": {}}, {"status": "queued"}, {"progress": 3}]
)
def test_a_delivered_report_never_changes(change):
    report = ReportFactory(ready=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)

    assert Report.objects.get(pk=report.pk).sha256 == report.sha256


def test_a_delivered_report_is_not_deleted():
    report = ReportFactory(ready=True)

    with pytest.raises(DatabaseError), transaction.atomic():
        report.delete()

    assert Report.objects.filter(pk=report.pk).exists()


def test_a_report_that_waits_may_be_deleted():
    ReportFactory().delete()

    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"status": ReportStatus.READY},
        {"status": ReportStatus.READY, "sha256": "a" * 64, "size": 3, "snapshot": {}},
        {"status": ReportStatus.READY, "file": "x.pdf", "sha256": "short", "size": 3},
        {"status": ReportStatus.FAILED},
        {"progress": 101},
    ],
)
def test_the_database_refuses_a_report_that_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(**fields)


def test_one_report_at_a_time_for_the_same_question():
    report = ReportFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(requested_by=report.requested_by, day=report.day)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("lead", {"own", "other", "internal"}),
        ("administrator", {"own", "other", "internal"}),
        ("consortium", {"own"}),
        ("official", {"own"}),
        ("department", set()),
        ("desk", set()),
    ],
)
def test_each_sees_her_own_reports_and_the_lead_all(role, expected):
    person = UserFactory(**{role: True})
    names = {
        ReportFactory(requested_by=person).pk: "own",
        ReportFactory().pk: "other",
        ReportFactory(is_internal=True).pk: "internal",
    }

    seen = {names[report.pk] for report in Report.objects.visible_to(person)}

    assert seen == expected


def test_an_official_who_lost_internal_rights_loses_the_report():
    official = UserFactory(official=True)
    ReportFactory(requested_by=official, is_internal=True, ready=True)

    assert list(Report.objects.visible_to(official)) == []


def test_the_file_has_a_french_name():
    report = ReportFactory(is_internal=True)

    assert report.filename == "perpignan-etat-davancement-de-letude-2026-03-02-interne.pdf"
