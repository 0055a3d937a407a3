import pytest
from django.urls import reverse

from perpignan.reports.models import Report
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/report/"


@pytest.fixture
def lead(client):
    person = UserFactory(lead=True)
    client.force_login(person)
    return person


def test_the_team_follows_the_reports_of_everyone(client, lead):
    report = ReportFactory(failed=True)

    assert report.requested_by.full_name in client.get(LIST).content.decode()


def test_the_consortium_does_not_see_the_reports_of_others(client):
    client.force_login(UserFactory(consortium=True))

    assert client.get(LIST).status_code == 403


def test_a_report_is_read_only_there(client, lead):
    report = ReportFactory(ready=True)
    path = reverse("admin:reports_report_change", args=[report.pk])

    html = client.get(path).content.decode()

    assert report.sha256 in html
    assert 'name="_save"' not in html
    assert client.post(path, {"status": "queued"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_failed_reports_are_sent_again_and_others_are_named(client, lead):
    failed, ready = ReportFactory(failed=True), ReportFactory(ready=True)
    chosen = {"action": "retry", "_selected_action": [str(failed.pk), str(ready.pk)]}

    response = client.post(LIST, chosen, follow=True)

    assert Report.objects.get(pk=failed.pk).status == "queued"
    assert Report.objects.get(pk=ready.pk).status == "ready"
    html = response.content.decode()
    assert "1 rapport relancé" in html
    assert "Seul un rapport échoué ou annulé peut être relancé" in html
