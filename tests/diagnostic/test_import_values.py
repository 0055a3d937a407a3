"""What a file writes: counted before, written once, the same the second time."""

import gzip
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import transaction

from diagnostic.enums import NewPerimeters, TableShape
from diagnostic.measures import SpecError
from diagnostic.models import IndicatorValue, Perimeter
from diagnostic.operations.import_values import Staging, import_now
from perpignan.tabular import Layout, TableError
from tests.factories.diagnostic import (
    ImportMappingFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    PerimeterFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    def write(text: str | bytes, name: str = "table.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def mapping():
    return ImportMappingFactory(columns={"TAUX": IndicatorFactory()})


def compare(mapping, path):
    with Staging(mapping) as staging:
        staging.read(path, lambda lines: None)
        return staging.compare()


def codes(outcome):
    return [(error["line"], error["code"]) for error in outcome.errors]


def values():
    found = IndicatorValue.objects.order_by("perimeter__code", "year")
    return [tuple(row) for row in found.values_list("perimeter__code", "year", "value")]


def test_comparing_counts_and_writes_nothing(mapping, write):
    outcome = compare(mapping, write("CODGEO;TAUX\n66136;19,7\n34172;12\n"))

    assert (outcome.created, outcome.perimeters, outcome.lines) == (2, 2, 2)
    assert IndicatorValue.objects.count() == Perimeter.objects.count() == 0


def test_a_file_is_written_with_its_method_and_source(mapping, write):
    import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;19,7\n"))

    value = IndicatorValue.objects.get()
    assert (value.value, value.year, value.perimeter.code) == (Decimal("19.7"), 2019, "66136")
    assert (value.method, value.source) == (mapping.method, mapping.source)
    assert value.perimeter.is_home is False


def test_the_same_file_twice_changes_nothing(mapping, write):
    path = write("CODGEO;TAUX\n66136;19,7\n34172;12\n")
    import_now(mapping=mapping, path=path)

    outcome = import_now(mapping=mapping, path=path)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 2)
    assert IndicatorValue.pgh_event_model.objects.count() == 2


def test_a_corrected_file_updates_and_keeps_the_history(mapping, write):
    import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;19,7\n34172;12\n"))

    outcome = import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;20\n34172;12\n"))

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 1)
    assert [row[-2:] for row in outcome.samples] == [["19.7000", "20.0000"]]
    history = IndicatorValue.pgh_event_model.objects.filter(pgh_label="update")
    assert [event.value for event in history] == [Decimal("20")]


def test_a_value_of_another_method_is_left_beside(mapping, write):
    perimeter = PerimeterFactory(code="66136")
    indicator = mapping.columns.get().indicator
    IndicatorValueFactory(indicator=indicator, perimeter=perimeter, year=2019, method="enquête")

    outcome = import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;20\n"))

    assert (outcome.created, outcome.updated) == (1, 0)
    assert IndicatorValue.objects.filter(perimeter=perimeter, year=2019).count() == 2


def test_another_code_leads_to_the_same_territory(mapping, write):
    PerimeterFactory(code="commune", other_codes=["66136"])

    outcome = import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;20\n"))

    assert outcome.perimeters == 0
    assert values() == [("commune", 2019, Decimal("20"))]


def test_an_unknown_territory_may_be_an_error(mapping, write):
    mapping.new_perimeters = NewPerimeters.REFUSE

    outcome = compare(mapping, write("CODGEO;TAUX\n99999;20\n"))

    assert outcome.errors == [
        {"line": 2, "column": "CODGEO", "code": "unknown_perimeter", "text": "99999"}
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1e400", "too_large"),
        ("100000000000000", "too_large"),
        ("NaN", "bad_number"),
        ("inf", "bad_number"),
        ("=1+1", "bad_number"),
        ("douze", "bad_number"),
        ("1\x000", "bad_number"),
        ("x" * 100_000, "bad_number"),
    ],
)
def test_a_bad_cell_is_told_by_line_and_column(mapping, write, cell, code):
    outcome = compare(mapping, write(f"CODGEO;TAUX\n66136;1\n34172;{cell}\n"))

    assert codes(outcome) == [(3, code)]
    assert outcome.errors[0]["column"] == "TAUX"
    assert len(outcome.errors[0]["text"]) <= 60
    assert outcome.created == 1


@pytest.mark.parametrize("cell", ["", ":", "nd", "-", "no"])
def test_blanks_are_no_values(mapping, write, cell):
    mapping.blanks = "no"

    outcome = compare(mapping, write(f"CODGEO;TAUX\n66136;{cell}\n"))

    assert (outcome.created, outcome.skipped, outcome.error_count) == (0, 1, 0)


@pytest.mark.parametrize("cell", ["1e-400", "-0", "0,00001"])
def test_what_is_next_to_nothing_is_zero(mapping, write, cell):
    import_now(mapping=mapping, path=write(f"CODGEO;TAUX\n66136;{cell}\n"))

    assert values() == [("66136", 2019, Decimal(0))]


def test_lines_that_contradict_one_another_are_all_refused(mapping, write):
    outcome = compare(mapping, write("CODGEO;TAUX\n66136;1\n66136;2\n34172;3\n"))

    assert codes(outcome) == [(2, "contradiction"), (3, "contradiction")]
    assert outcome.created == 1


def test_lines_that_repeat_one_another_count_once(mapping, write):
    outcome = import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;1\n66136;1,0\n"))

    assert (outcome.created, outcome.skipped, outcome.error_count) == (1, 1, 0)


def test_two_names_of_one_territory_contradict_too(mapping, write):
    PerimeterFactory(code="commune", other_codes=["66136"])

    outcome = compare(mapping, write("CODGEO;TAUX\n66136;1\ncommune;2\n"))

    assert [code for _line, code in codes(outcome)] == ["contradiction", "contradiction"]


def test_errors_are_counted_beyond_those_that_are_kept(mapping, write):
    lines = "\n".join(f"{code};x" for code in range(300))

    outcome = compare(mapping, write(f"CODGEO;TAUX\n{lines}\n"))

    assert (outcome.error_count, len(outcome.errors)) == (300, 200)


def test_a_missing_column_is_named(mapping, write):
    with pytest.raises(SpecError) as refusal:
        compare(mapping, write("CODGEO;AUTRE\n66136;1\n"))

    assert refusal.value.values == {"missing": ["TAUX"], "found": ["CODGEO", "AUTRE"]}


def test_a_column_a_year_and_next_year_s_is_read_without_being_told(write):
    mapping = ImportMappingFactory(
        shape=TableShape.YEARS, year_indicator=IndicatorFactory(), year=None
    )

    import_now(mapping=mapping, path=write("CODGEO;2018;2019\n66136;1;2\n"))
    outcome = import_now(mapping=mapping, path=write("CODGEO;2018;2019;2020\n66136;1;2;3\n"))

    assert (outcome.created, outcome.unchanged) == (1, 2)
    assert [row[1] for row in values()] == [2018, 2019, 2020]


def test_a_year_may_come_from_a_column(mapping, write):
    mapping.year, mapping.year_column = None, "AN"

    outcome = import_now(
        mapping=mapping, path=write("CODGEO;AN;TAUX\n66136;2017-06-30;1\n66136;17;2\n66136;;3\n")
    )

    assert values() == [("66136", 2017, Decimal(1))]
    assert codes(outcome) == [(3, "bad_year"), (4, "bad_year")]


def test_only_the_codes_and_the_lines_asked_for_are_kept(mapping, write):
    mapping.kept_prefixes, mapping.kept_rows = "66, 34172", "SEXE = T"

    outcome = compare(
        mapping,
        write("CODGEO;SEXE;TAUX\n66136;T;1\n66136;H;2\n34172;T;3\n75056;T;4\n"),
    )

    assert (outcome.created, outcome.left_out, outcome.error_count) == (2, 2, 0)


def test_lost_zeros_come_back(mapping, write):
    mapping.code_width = 5

    import_now(mapping=mapping, path=write("CODGEO;TAUX\n1004;1\n2A004;2\n"))

    assert [row[0] for row in values()] == ["01004", "2A004"]


def test_a_name_becomes_a_code_under_its_prefix(mapping, write):
    mapping.code_prefix = "eurostat-"

    import_now(mapping=mapping, path=write("CODGEO;TAUX\nBruxelles / Brussel;1\n"))

    perimeter = Perimeter.objects.get()
    assert (perimeter.code, perimeter.name) == ("eurostat-bruxelles-brussel", "Bruxelles / Brussel")


def test_formulas_in_names_stay_text(mapping, write):
    mapping.name_column = "NOM"

    import_now(mapping=mapping, path=write('CODGEO;NOM;TAUX\n66136;"=HYPERLINK(1)<b>";1\n'))

    assert Perimeter.objects.get().name == "=HYPERLINK(1)<b>"


def test_a_wide_file_fills_several_indicators_at_once(write):
    first, second = IndicatorFactory(), IndicatorFactory()
    mapping = ImportMappingFactory(columns={"A": first, "B": second})

    import_now(mapping=mapping, path=write("CODGEO;A;B\n66136;1;2\n34172;;4\n"))

    assert first.values.count() == 1
    assert [value.value for value in second.values.all()] == [Decimal(2), Decimal(4)]


def test_a_failed_write_leaves_nothing(mapping, write):
    path = write("CODGEO;TAUX\n66136;1\n")

    with Staging(mapping) as staging:
        staging.read(path, lambda lines: None)
        with transaction.atomic():
            staging.write()
            transaction.set_rollback(True)

    assert IndicatorValue.objects.count() == Perimeter.objects.count() == 0


def test_a_packed_file_that_unpacks_too_large_is_refused(mapping, write, monkeypatch):
    monkeypatch.setattr("perpignan.tabular.LARGEST", 1000)
    path = write(gzip.compress(b"CODGEO;TAUX\n" + b"66136;1\n" * 100_000))

    with pytest.raises(TableError) as refusal:
        compare(mapping, path)

    assert refusal.value.code == "too_large"


def test_a_workbook_that_unpacks_too_large_is_refused(mapping, write, monkeypatch):
    monkeypatch.setattr("perpignan.tabular.LARGEST_WORKBOOK", 1_000_000)
    mapping.layout = Layout(is_workbook=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 10_000_000)
    # The size that it declares is a lie.
    content = packed.getvalue().replace((10_000_000).to_bytes(4, "little"), b"\x10\0\0\0")

    with pytest.raises(TableError) as refusal:
        compare(mapping, write(content, "table.xlsx"))

    assert refusal.value.code == "too_large"


def test_a_place_known_by_its_code_alone_takes_its_name(mapping, write):
    import_now(mapping=mapping, path=write("CODGEO;TAUX\n66136;1\n"))
    PerimeterFactory(code="34172", name="Montpellier, la vraie")
    mapping.name_column = "NOM"

    import_now(mapping=mapping, path=write("CODGEO;NOM;TAUX\n66136;Perpignan;1\n34172;Autre;2\n"))

    names = Perimeter.objects.order_by("code").values_list("name", flat=True)
    assert list(names) == ["Montpellier, la vraie", "Perpignan"]
