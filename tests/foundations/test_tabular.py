import gzip
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perpignan import tabular
from perpignan.tabular import Layout, TableError, guess_layout, parse_number, read_table
from tests.shared_data import shared_file


def write(tmp_path, content, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(path):
    table = read_table(path, guess_layout(path))
    return table.columns, [(line.number, *line.cells.values()) for line in table.lines]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_guessed(tmp_path, delimiter, encoding):
    text = (
        delimiter.join(["code", "libellé"]) + "\r\n" + delimiter.join(["66136", "École"]) + "\r\n"
    )

    found = rows(write(tmp_path, text.encode(encoding)))

    assert found == (("code", "libellé"), [(2, "66136", "École")])


def test_preamble_is_passed_over_and_lines_keep_their_numbers(tmp_path):
    path = write(tmp_path, "Données provisoires\n\ncode;2019;2020\n01001;1;2\n\n01002;3;4\n")

    assert guess_layout(path).header_line == 3
    assert rows(path)[1] == [(4, "01001", "1", "2"), (6, "01002", "3", "4")]


def test_quoted_cells_keep_newlines_and_the_first_line_number(tmp_path):
    path = write(tmp_path, 'a;b\n"un\ndeux";2\n3;4\n')

    assert rows(path)[1] == [(2, "un\ndeux", "2"), (4, "3", "4")]


def test_short_rows_are_filled_and_long_ones_cut(tmp_path):
    path = write(tmp_path, "a;b;c\n1;2;3\n1\n1;2;3;4\n1;2;3\n")

    assert [row[1:] for row in rows(path)[1]] == [
        ("1", "2", "3"),
        ("1", "", ""),
        ("1", "2", "3"),
        ("1", "2", "3"),
    ]


def test_packed_files_are_unpacked(tmp_path):
    path = write(tmp_path, gzip.compress(b"a;b\n1;2\n"), "table.csv.gz")

    assert rows(path) == (("a", "b"), [(2, "1", "2")])


def test_a_small_archive_that_hides_a_huge_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "LARGEST", 1000)
    path = write(tmp_path, gzip.compress(b"a;b\n" + b"1;2\n" * 100_000), "table.csv.gz")

    with pytest.raises(TableError, match="too_large"):
        list(read_table(path, Layout()).lines)


def test_workbooks_are_read_as_text(tmp_path):
    path = tmp_path / "table.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Communes"
    sheet.append(["code", "part", "nombre"])
    sheet.append(["01001", 12.5, 3])
    sheet.row_dimensions[1_048_576].height = 30
    workbook.save(path)

    assert guess_layout(path).sheet == "Communes"
    assert rows(path) == (("code", "part", "nombre"), [(2, "01001", "12.5", "3")])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"PK\x03\x04 this is no workbook", "unreadable"),
        (b"\x1f\x8b this is no archive", "unreadable"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, content, code):
    with pytest.raises(TableError) as caught:
        guess_layout(write(tmp_path, content))

    assert caught.value.code == code


def test_missing_file_is_named(tmp_path):
    with pytest.raises(TableError, match="unreadable"):
        guess_layout(tmp_path / "absent.csv")


@pytest.mark.parametrize(
    ("content", "layout", "code"),
    [
        ("a;a\n1;2\n", Layout(), "duplicate_column"),
        ("a;b\n1;2\n", Layout(header_line=9), "no_header"),
        ("é;b\n1;2\n".encode("cp1252"), Layout(), "bad_encoding"),
        ("a;b\n1;2\n", Layout(encoding="klingon"), "bad_encoding"),
    ],
)
def test_a_wrong_layout_is_named(tmp_path, content, layout, code):
    with pytest.raises(TableError) as caught:
        list(read_table(write(tmp_path, content), layout).lines)

    assert caught.value.code == code


def test_a_cell_too_long_for_the_reader_names_its_line(tmp_path):
    path = write(tmp_path, "a;b\n1;2\n3;" + "x" * 200_000 + "\n")

    with pytest.raises(TableError) as caught:
        list(read_table(path, Layout()).lines)

    assert (caught.value.code, caught.value.values["line"]) == ("bad_csv", 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("27,4 %", "27.4"),
        ("-3.25", "-3.25"),
        ("1'000", "1000"),
    ],
)
def test_french_numbers(text, number):
    assert parse_number(text) == Decimal(number)


def test_english_thousands():
    assert parse_number("10,666,866", decimal_comma=False) == Decimal(10666866)


@pytest.mark.parametrize("text", ["", " ", ":", "n.d.", "NA", "s", "…"])
def test_blanks_are_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["douze", "1,2,3", "inf", "NaN", "=1+1", "1e", "--3"])
def test_what_is_no_number_is_named(text):
    with pytest.raises(TableError, match="bad_number"):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e9, max_value=1e9))
def test_numbers_written_the_french_way_come_back(number):
    assert parse_number(str(number).replace(".", ",")) == number


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "header_line", "columns", "count"),
    [
        ("territoire-indicateurs/commune-debit-beta.csv.gz", 2, 14, 35_359),
        ("territoire-indicateurs/data_DEMO_2020_V1_QP.csv", 1, 32, 1_400),
        ("bench-eurostat-urban-audit/urb_cpop1.csv", 9, 11, 1_071),
        ("bench-eurostat-urban-audit/urb_cpop1.xlsx", 9, 27, 1_007),
        ("csv-nasty/base-cc-emploi-pop-active-2016-COM.CSV", 1, 113, 4),
        ("csv-nasty/sample_communes.xlsx", 1, 37, 12),
        ("granddebat-agregats/fiscalite_21mars.csv", 1, 14, 1_968),
        ("granddebat-agregats/democratie_21mars.csv.gz", 1, 14, 8_806),
        ("consult-decidim-lille/propositions-libres.csv", 1, 15, 196),
        ("territoire-acv/action_coeur_de_ville.csv", 1, 12, 244),
    ],
)
def test_real_files_are_read_whole(name, header_line, columns, count):
    path = shared_file(name)

    layout = guess_layout(path)
    table = read_table(path, layout)

    assert layout.header_line == header_line
    assert len(table.columns) == columns
    assert sum(1 for _line in table.lines) == count
