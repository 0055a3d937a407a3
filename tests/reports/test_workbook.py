"""The workbook: typed cells, sums that compute, and no cell that runs."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from perpignan.reports.blocks import Table
from perpignan.reports.office.numbers import read_number
from perpignan.reports.office.workbook import render_xlsx, sheet_name, sums_match
from tests.reports.test_typst_pdf import EVERYTHING, HOSTILE, snapshot

DANGEROUS = ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", *HOSTILE]


def workbook(*blocks, values: bool = False, **changes):
    content = render_xlsx(snapshot(*blocks, **changes), lambda: None)
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def test_the_same_snapshot_gives_the_same_bytes():
    first = render_xlsx(snapshot(*EVERYTHING), lambda: None)

    assert first == render_xlsx(snapshot(*EVERYTHING), lambda: None)


def test_each_table_and_figure_has_its_sheet_named_on_the_front():
    book = workbook(*EVERYTHING)

    assert book.sheetnames == ["Lisez-moi", "Les étapes", "Le commerce domine"]
    front = [cell.value for row in book["Lisez-moi"].iter_rows() for cell in row]
    assert {"Les étapes", "Le commerce domine", "Document de travail"} <= set(front)


def test_headers_stay_in_sight():
    sheet = workbook(*EVERYTHING)["Les étapes"]

    assert sheet.freeze_panes == "A4"
    assert [cell.value for cell in sheet[3]] == ["Nom", "Nombre"]


def test_a_row_is_as_high_as_its_longest_text():
    rows = [["court", "x"], ["long", "Une phrase de la règle. " * 12]]

    sheet = workbook(Table("Règles", ["Nom", "Texte"], rows))["Règles"]

    assert sheet.row_dimensions[4].height in (None, 15)
    assert sheet.row_dimensions[5].height == 15 * 5  # 288 letters over 60


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("1 234,50 €", Decimal("1234.50"), '#,##0.00"\u00a0€"'),
        ("12 %", Decimal(12), '#,##0"\u00a0%"'),
        ("−3", Decimal(-3), "#,##0"),
        ("105 M€", Decimal(105), '#,##0"\u00a0M€"'),
        ("0", Decimal(0), "#,##0"),
    ],
)
def test_a_number_written_the_french_way_becomes_a_number(text, value, shown):
    number = read_number(text)

    assert number is not None
    assert (number.value, number.format) == (value, shown)


@pytest.mark.parametrize(
    "text", ["", "-", "2019", "66000", "06", "1 an", "1,2,3", "12 à 15", "1" * 20, "٣"]
)
def test_what_only_looks_like_a_number_stays_text(text):
    assert read_number(text) is None


def test_total_is_a_formula_that_gives_the_total_of_the_report():
    rows = [["x", "1 234,50 €"], ["y", "10,25 €"], ["Total", "1 244,75 €"]]
    block = Table("Budget", ["A", "B"], rows, numeric=[1], totals=[1])

    formula = workbook(block)["Budget"]["B6"]
    computed = workbook(block, values=True)["Budget"]["B6"]

    assert formula.value == "=SUM(B4:B5)"
    assert computed.value == 1244.75
    assert sums_match({"rows": rows, "totals": [1]})
    assert not sums_match({"rows": [*rows[:2], ["Total", "1 244,76 €"]], "totals": [1]})


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_runs(text):
    block = Table(text, [text], [[text]])

    sheet = workbook(block).worksheets[1]

    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s"}
    content = render_xlsx(snapshot(block), lambda: None)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in packed.read(name) for name in sheets)


def test_sheet_names_are_allowed_short_and_unique():
    used: set[str] = set()

    names = [sheet_name(title, used) for title in ("A/B:C", "a b c", "", "é" * 50, "é" * 60)]

    assert names == ["A B C", "a b c (2)", "Tableau", "é" * 31, "é" * 27 + " (2)"]


def test_report_without_a_table_has_its_front_page():
    assert workbook(chapters=[]).sheetnames == ["Lisez-moi"]
