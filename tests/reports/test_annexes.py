"""Long annexes: rows frozen with the report, typed, and never a formula of somebody's."""

import csv
import gzip
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from perpignan.reports import annexes, files, operations
from perpignan.reports.annexes import Annex, Column, Type
from perpignan.reports.errors import LayoutError
from perpignan.reports.kinds import PROGRESS
from perpignan.reports.making import make_report, render
from perpignan.reports.models import Report
from perpignan.reports.office import annex_sheets
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory
from tests.reports.file_texts import said

pytestmark = pytest.mark.django_db
HOSTILE = '=HYPERLINK("http://x.example","ici")'
COLUMNS = (
    Column("Nom"),
    Column("Nombre", Type.INTEGER),
    Column("Taux", Type.DECIMAL),
    Column("Montant", Type.MONEY),
    Column("Jour", Type.DATE),
)
ROW = (HOSTILE, 3, Decimal("0.25"), Decimal("9999999999.99"), date(2026, 3, 2))


@pytest.fixture
def annex(chapter, monkeypatch):
    """Offer one annex with the progress report: `annex(rows)`."""
    chapter("un")
    monkeypatch.setattr(annexes, "_annexes", {})

    def add(rows) -> None:
        build = rows if callable(rows) else lambda scope: iter(rows)
        annexes.register_annex(Annex("rows", "Les lignes", 1, (PROGRESS,), COLUMNS, build))

    return add


def made(**fields) -> Report:
    report = ReportFactory(**{"format": "xlsx", "annexes": ["rows"]} | fields)
    make_report(report_id=report.pk)
    return Report.objects.get(pk=report.pk)


def test_an_annex_is_a_sheet_of_typed_cells(annex):
    annex([ROW, (None,) * 5])

    report = made()

    assert (report.status, report.error) == ("ready", "")
    with files.storage().open(report.file.name) as file:
        page = openpyxl.load_workbook(file)["Les lignes"]
    assert [cell.value for cell in page[3]] == ["Nom", "Nombre", "Taux", "Montant", "Jour"]
    assert page.freeze_panes == "A4"
    row = page[4]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n", "d"]
    assert (row[0].value, row[1].value, row[3].value) == (HOSTILE, 3, 9999999999.99)
    assert row[4].value.date() == date(2026, 3, 2)


def test_the_same_snapshot_gives_the_same_bytes(annex):
    annex([ROW] * 20)

    report = made()

    with files.storage().open(report.file.name) as file:
        stored = file.read()
    assert render(report.snapshot, "xlsx") == stored
    assert (report.snapshot["annexes"][0]["count"], report.progress) == (20, 100)


def test_rows_changed_behind_the_report_are_refused(annex):
    annex([ROW])
    report = made()
    name = report.snapshot["annexes"][0]["file"]
    with files.storage().open(name) as file:
        content = file.read()
    files.storage().delete(name)
    changed = gzip.compress(gzip.decompress(content).replace(b"ici", b"non"))
    files.storage().save(name, ContentFile(changed))

    with pytest.raises(LayoutError):
        render(report.snapshot, "xlsx")


def test_an_annex_longer_than_a_sheet_goes_on_in_another(annex, monkeypatch):
    monkeypatch.setattr(annex_sheets, "MOST_ROWS", 2)
    annex([("a", n, None, None, None) for n in range(5)])

    report = made()

    with files.storage().open(report.file.name) as file:
        book = openpyxl.load_workbook(file)
    found = [name for name in book.sheetnames if name.startswith("Les lignes")]
    assert [[cell.value for cell in book[name]["B"][3:]] for name in found] == [[0, 1], [2, 3], [4]]


def test_an_empty_annex_says_so_in_its_header(annex):
    annex([])

    report = made()

    with files.storage().open(report.file.name) as file:
        assert "0 lignes" in openpyxl.load_workbook(file)["Les lignes"]["A2"].value


def test_internal_rows_are_not_in_the_public_file(annex):
    annex(lambda scope: iter([("secret" if scope.is_internal else "public", *ROW[1:])]))

    texts = []
    for is_internal in (False, True):
        report = made(is_internal=is_internal)
        with files.storage().open(report.file.name) as file:
            parts = zipfile.ZipFile(io.BytesIO(file.read()))
        texts.append(b"".join(parts.read(name) for name in parts.namelist()))

    assert [b"secret" in text for text in texts] == [False, True]


def test_what_cannot_be_joined_is_refused(annex):
    annex([ROW])

    with pytest.raises(ValidationError, match="nothing"):
        operations.request_report(kind=PROGRESS, annexes=["nothing"], by=UserFactory(official=True))


def test_a_text_says_what_is_joined_and_its_page_gives_the_rows(annex, client):
    annex([ROW, (None,) * 5])
    person = UserFactory(official=True)
    report = made(format="docx", requested_by=person)
    client.force_login(person)
    address = reverse("reports:annex-download", args=[report.pk, "rows"])

    page = client.get(report.get_absolute_url()).content.decode()
    read = client.get(reverse("reports:report-read", args=[report.pk]))
    answer = client.get(address)
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))

    with files.storage().open(report.file.name) as file:
        assert "Leslignes2" in said(file.read(), "docx")
    assert (address in page, "2 lignes, CSV" in page) == (True, True)
    assert (read.status_code, "Annexes jointes" in read.content.decode()) == (200, True)
    assert answer["Content-Disposition"].endswith('-rows.csv"')
    assert lines[0] == [column.title for column in COLUMNS]
    assert lines[1] == ["'" + HOSTILE, "3", "0.25", "9999999999.99", "2026-03-02"]
    assert lines[2] == [""] * 5
    assert report.downloads.get().annex == "rows"
    assert report.downloads.get().by == person


def test_an_annex_follows_its_report_to_who_may_read_it(annex, client):
    annex([ROW])
    report = made(is_internal=True, requested_by=UserFactory(lead=True))
    client.force_login(UserFactory(official=True))
    others = [reverse("reports:annex-download", args=[report.pk, slug]) for slug in ("rows", "no")]

    assert [client.get(address).status_code for address in others] == [404, 404]
    client.force_login(report.requested_by)
    assert [client.get(address).status_code for address in others] == [200, 404]
