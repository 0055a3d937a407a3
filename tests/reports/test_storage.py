"""Reports kept elsewhere than on a disk: made, delivered, downloaded, cleaned up."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from perpignan.reports import annexes, files
from perpignan.reports.annexes import Annex, Column
from perpignan.reports.kinds import PROGRESS
from perpignan.reports.making import make_report
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "tests.reports.remote_storage.RemoteStorage"


@pytest.fixture
def memory(settings):
    settings.STORAGES = {**settings.STORAGES, "reports": {"BACKEND": BACKEND}}


@pytest.mark.parametrize("storage", ["memory", "s3"])
def test_a_report_lives_where_its_storage_is(
    storage, chapter, monkeypatch, client, request, private_files
):
    request.getfixturevalue(storage)
    chapter("un")
    monkeypatch.setattr(annexes, "_annexes", {})
    rows = Annex("rows", "Lignes", 1, (PROGRESS,), [Column("Nom")], lambda scope: iter([["a"]]))
    annexes.register_annex(rows)
    person = UserFactory(official=True)
    report = ReportFactory(format="xlsx", annexes=["rows"], requested_by=person)
    left = f"reports/{report.pk}/left-by-a-killed-worker.xlsx"
    files.storage().save(left, ContentFile(b"half"))

    make_report(report_id=report.pk)
    client.force_login(person)
    answer = client.get(reverse("reports:report-download", args=[report.pk]))
    content = answer.getvalue()

    report.refresh_from_db()
    assert (report.status, report.error) == ("ready", "")
    assert openpyxl.load_workbook(io.BytesIO(content))["Lignes"]["A4"].value == "a"
    kept = sorted(files.storage().listdir(f"reports/{report.pk}")[1])
    assert kept == sorted([f"{report.claim}.xlsx", "annex-rows.jsonl.gz"])
    assert list(private_files.rglob("*.xlsx")) == []
