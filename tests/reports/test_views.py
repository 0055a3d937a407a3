import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perpignan.reports.models import Report
from tests.factories.reports import CONTENT, ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/rapports/"


def page(report: Report, name: str) -> str:
    return reverse(f"reports:report-{name}", args=[report.pk])


def visit(client, path: str) -> int:
    """Open a page, read the file that it may give to its end, tell the status."""
    response = client.get(path)
    if response.streaming:
        assert b"".join(response.streaming_content) == CONTENT
    return response.status_code


@pytest.fixture
def official(client):
    person = UserFactory(official=True)
    client.force_login(person)
    return person


def test_anonymous_is_sent_to_sign_in(client):
    report = ReportFactory(ready=True)

    for path in (LIST, *(page(report, name) for name in ("detail", "status", "download"))):
        response = client.get(path)
        assert (response.status_code, response.url) == (302, f"/connexion/?next={path}")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("official", 200),
        ("lead", 200),
        ("consortium", 200),
        ("administrator", 200),
        ("department", 403),
        ("desk", 403),
    ],
)
def test_the_list_is_for_those_who_may_ask(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(LIST).status_code == status
    assert client.post(LIST, {"kind": "progress", "format": "pdf"}).status_code == (
        302 if status == 200 else 403
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("lead", 200),
        ("administrator", 200),
        ("official", 404),
        ("consortium", 404),
        ("department", 404),
        ("desk", 404),
    ],
)
@pytest.mark.parametrize("name", ["detail", "status", "download"])
def test_the_report_of_someone_else(client, role, status, name):
    report = ReportFactory(failed=True) if name == "status" else ReportFactory(ready=True)
    client.force_login(UserFactory(**{role: True}))
    expected = 286 if name == "status" and status == 200 else status

    assert visit(client, page(report, name)) == expected


@pytest.mark.parametrize("name", ["retry", "cancel"])
def test_the_report_of_someone_else_is_not_touched(client, official, name):
    report = ReportFactory(failed=True) if name == "retry" else ReportFactory()
    before = report.status

    assert client.post(page(report, name)).status_code == 404

    report.refresh_from_db()
    assert report.status == before


def test_a_request_leads_to_the_page_that_watches_it(client, official):
    response = client.post(LIST, {"kind": "progress", "format": "pdf"})

    report = Report.objects.get()
    assert response.url == page(report, "detail")
    assert (report.requested_by, report.is_internal) == (official, False)


def test_an_official_cannot_ask_for_internal_data(client, official):
    client.post(LIST, {"kind": "progress", "format": "pdf", "is_internal": "on"})

    assert Report.objects.get().is_internal is False
    assert "is_internal" not in client.get(LIST).content.decode()


def test_the_team_may_ask_for_internal_data(client):
    client.force_login(UserFactory(consortium=True))

    client.post(LIST, {"kind": "progress", "format": "pdf", "is_internal": "on"})

    assert Report.objects.get().is_internal is True


@pytest.mark.parametrize("data", [{}, {"kind": "x", "format": "pdf"}, {"kind": "progress"}])
def test_a_request_for_nothing_known_is_refused_in_words(client, official, data):
    response = client.post(LIST, data)

    assert response.status_code == 400
    assert "Ce rapport n&#x27;existe pas" in response.content.decode()
    assert Report.objects.count() == 0


def test_the_page_of_a_report_under_way_asks_again_every_second(client, official):
    report = ReportFactory(running=True, requested_by=official, progress=40, step="Diagnostic")

    html = client.get(page(report, "detail")).content.decode()

    assert f'hx-get="{page(report, "status")}"' in html
    assert 'hx-trigger="every 1s"' in html
    assert 'value="40"' in html
    assert "Diagnostic" in html
    assert f'href="{page(report, "detail")}">Actualiser' in html


@pytest.mark.parametrize(
    ("situation", "status", "word"),
    [
        ("running", 200, "Actualiser"),
        ("ready", 286, "Télécharger"),
        ("failed", 286, "Relancer"),
    ],
)
def test_polling_stops_once_the_report_has_ended(client, official, situation, status, word):
    report = ReportFactory(requested_by=official, **{situation: True})

    response = client.get(page(report, "status"))

    assert response.status_code == status
    assert word in response.content.decode()
    assert "<html" not in response.content.decode()


def test_the_page_of_an_ended_report_needs_no_script(client, official):
    report = ReportFactory(requested_by=official, ready=True)

    html = client.get(page(report, "detail")).content.decode()

    assert "hx-get" not in html
    assert "htmx" not in html.replace("htmx-config", "")
    assert page(report, "download") in html


def test_a_reason_for_failure_stays_text(client, official):
    report = ReportFactory(requested_by=official, failed=True, error="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(page(report, "detail")).content.decode()


def test_download_gives_the_file_and_keeps_it_private(client, official):
    report = ReportFactory(requested_by=official, ready=True)

    response = client.get(page(report, "download"))

    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{report.sha256}"'
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert response["Content-Disposition"] == (
        'attachment; filename="perpignan-etat-davancement-de-letude-2026-03-02.pdf"'
    )


def test_download_of_an_unchanged_file_says_so(client, official):
    report = ReportFactory(requested_by=official, ready=True)

    response = client.get(page(report, "download"), headers={"If-None-Match": f'"{report.sha256}"'})

    assert response.status_code == 304


@pytest.mark.parametrize("situation", ["running", "failed"])
def test_nothing_is_downloaded_before_it_is_ready(client, official, situation):
    report = ReportFactory(requested_by=official, **{situation: True})

    assert client.get(page(report, "download")).status_code == 404


def test_download_asks_for_rights_each_time(client, official):
    report = ReportFactory(requested_by=official, ready=True)
    assert visit(client, page(report, "download")) == 200

    official.groups.clear()

    assert visit(client, page(report, "download")) == 404


def test_no_address_serves_the_files(client, official, settings):
    report = ReportFactory(requested_by=official, ready=True)

    for path in (f"/{report.file.name}", f"/media/{report.file.name}"):
        assert client.get(path).status_code == 404


def test_an_unknown_report_is_not_found(client, official):
    assert client.get(reverse("reports:report-detail", args=[uuid.uuid4()])).status_code == 404


def test_retry_sends_a_failed_report_again(client, official):
    report = ReportFactory(requested_by=official, failed=True)

    response = client.post(page(report, "retry"))

    report.refresh_from_db()
    assert (response.url, report.status) == (page(report, "detail"), "queued")


def test_cancel_ends_a_report_under_way(client, official):
    report = ReportFactory(requested_by=official, running=True)

    client.post(page(report, "cancel"))

    report.refresh_from_db()
    assert report.status == "cancelled"


@pytest.mark.parametrize("name", ["retry", "cancel"])
def test_changes_are_made_by_post_only(client, official, name):
    report = ReportFactory(requested_by=official, failed=True)

    assert client.get(page(report, name)).status_code == 405


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

    assert response.content.decode().count('<th scope="row">') == 3
    assert len(three) == len(one)
