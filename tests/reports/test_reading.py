"""The report as a page: what the file says, from the same frozen data, and only text."""

import pytest
from django.urls import reverse

from perpignan.reports.blocks import Bullets, Heading, Paragraph, Table
from perpignan.reports.snapshot import storable
from perpignan.study.enums import Role
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory
from tests.reports.test_typst_pdf import EVERYTHING, HOSTILE, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(client):
    user = UserFactory(role=Role.OFFICIAL)
    client.force_login(user)
    return user


def read(client, report) -> str:
    return client.get(reverse("reports:report-read", args=[report.pk])).content.decode()


def test_page_says_what_the_snapshot_says(client, official):
    frozen = snapshot(*EVERYTHING, is_draft=True)
    report = ReportFactory(ready=True, requested_by=official, snapshot=frozen)

    page = read(client, report)

    assert '<h2 id="chapitre-1-premier-chapitre">1. Premier chapitre</h2>' in page
    assert "<h3>Chiffres</h3>" in page
    assert '<th scope="col">Nombre</th>' in page
    assert "Le commerce domine" in page
    assert "Barres par secteur." in page
    assert 'href="https://example.org/a"' in page
    assert "Document de travail" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_escaped(client, official, text):
    blocks = [Heading(text), Paragraph(text), Bullets([text]), Table(text, [text], [[text]])]
    report = ReportFactory(ready=True, requested_by=official, snapshot=storable(snapshot(*blocks)))

    page = read(client, report)

    assert "<script>alert" not in page
    assert page.count("<table>") == 1


def test_page_of_a_report_of_someone_else_does_not_exist(client, official):
    report = ReportFactory(ready=True, snapshot=snapshot())

    assert client.get(reverse("reports:report-read", args=[report.pk])).status_code == 404


def test_page_of_a_report_that_is_not_ready_does_not_exist(client, official):
    report = ReportFactory(requested_by=official)

    assert client.get(reverse("reports:report-read", args=[report.pk])).status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_page_costs_the_same_whatever_the_report_holds(
    client, official, django_assert_num_queries, times
):
    frozen = snapshot(*EVERYTHING * times)
    report = ReportFactory(ready=True, requested_by=official, snapshot=frozen)

    with django_assert_num_queries(8):
        read(client, report)
