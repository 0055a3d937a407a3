import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perpignan.reports.models import Report
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/reports/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("desk", 403),
        ("department", 403),
        ("official", 200),
        ("consortium", 200),
        ("lead", 200),
    ],
)
def test_the_api_of_reports_is_for_those_who_may(client, role, status):
    if role:
        client.force_login(UserFactory(**{role: True}))

    assert client.get(LIST).status_code == status
    wanted = {"kind": "progress"}
    posted = client.post(LIST, wanted, content_type="application/json")
    assert posted.status_code == (201 if status == 200 else 403)


def test_the_list_holds_the_reports_of_the_person_only(client):
    report = ReportFactory(ready=True)
    ReportFactory(ready=True)
    client.force_login(report.requested_by)

    (found,) = client.get(LIST).json()["results"]

    assert found["id"] == str(report.pk)
    assert (found["status"], found["progress"], found["sha256"]) == ("ready", 100, report.sha256)
    assert found["download"] == f"http://testserver/rapports/{report.pk}/telecharger/"
    assert "snapshot" not in found
    assert "file" not in found


def test_a_report_that_is_not_ready_has_no_download(client):
    report = ReportFactory(running=True, progress=25, step="Diagnostic")
    client.force_login(report.requested_by)

    found = client.get(f"{LIST}{report.pk}/").json()

    assert (found["download"], found["progress"], found["step"]) == (None, 25, "Diagnostic")


def test_the_report_of_someone_else_is_not_found(client):
    report = ReportFactory(ready=True)
    client.force_login(UserFactory(official=True))

    assert client.get(f"{LIST}{report.pk}/").status_code == 404


def test_a_report_is_asked_for_through_the_same_operation(client):
    official = UserFactory(official=True)
    client.force_login(official)
    wanted = {"kind": "progress", "day": "2026-03-02"}

    first, second = (client.post(LIST, wanted, content_type="application/json") for _ in range(2))

    report = Report.objects.get()
    assert first.json()["id"] == second.json()["id"] == str(report.pk)
    assert (report.requested_by, report.status, str(report.day)) == (
        official,
        "queued",
        "2026-03-02",
    )


def test_internal_data_is_refused_to_an_official(client):
    client.force_login(UserFactory(official=True))

    wanted = {"kind": "progress", "is_internal": True}
    response = client.post(LIST, wanted, content_type="application/json")

    assert response.status_code == 403
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("wanted", "field"), [({"kind": "x"}, "kind"), ({"kind": "progress", "format": "x"}, "format")]
)
def test_what_does_not_exist_is_refused_by_field(client, wanted, field):
    client.force_login(UserFactory(official=True))

    response = client.post(LIST, wanted, content_type="application/json")

    assert response.status_code == 400
    assert list(response.json()) == [field]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_report_is_not_changed_through_the_api(client, method):
    report = ReportFactory(failed=True)
    client.force_login(report.requested_by)

    assert getattr(client, method)(f"{LIST}{report.pk}/").status_code == 405


def test_the_list_asks_the_same_number_of_questions(client):
    client.force_login(UserFactory(lead=True))
    ReportFactory(ready=True)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    ReportFactory(ready=True)
    ReportFactory(running=True)

    with CaptureQueriesContext(connection) as three:
        response = client.get(LIST)

    assert response.json()["count"] == 3
    assert len(three) == len(one)
