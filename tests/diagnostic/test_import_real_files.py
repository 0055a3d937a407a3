"""Files as producers publish them, read with the mapping that a person would make."""

from decimal import Decimal

import pytest

from diagnostic.enums import NewPerimeters, PerimeterKind, TableShape
from diagnostic.models import Perimeter
from diagnostic.operations import import_now
from perpignan.tabular import guess_layout
from tests.factories.diagnostic import ImportMappingFactory, IndicatorFactory, PerimeterFactory
from tests.shared_data import shared_file

pytestmark = [pytest.mark.django_db, pytest.mark.data]
DISTRICTS = [f"QP06600{n}" for n in range(1, 10)]


def read(name, columns=None, **fields):
    path = shared_file(name)
    mapping = ImportMappingFactory(columns=columns, **fields)
    mapping.layout = guess_layout(path)
    return import_now(mapping=mapping, path=path), mapping


def value_of(indicator, code, year=2019):
    return indicator.values.get(perimeter__code=code, year=year).value


def test_job_seekers_by_commune():
    perpignan = PerimeterFactory(code="commune", other_codes=["66136"])
    indicator = IndicatorFactory()

    outcome, _ = read("territoire-indicateurs/data_DEFM2019_com.csv", {"ABC": indicator})

    assert (outcome.lines, outcome.error_count) == (1181, 0)
    assert indicator.values.get(perimeter=perpignan).value == 15887


def test_demography_of_the_nine_priority_districts():
    young, old = IndicatorFactory(), IndicatorFactory()

    outcome, _ = read(
        "territoire-indicateurs/data_DEMO_2020_V1_QP.csv",
        {"TX_TOT_0A24": young, "TX_TOT_60ETPLUS": old},
        kept_prefixes="QP066",
        perimeter_kind=PerimeterKind.NEIGHBOURHOOD,
        new_perimeters=NewPerimeters.HOME,
        year=2020,
    )

    found = Perimeter.objects.filter(is_home=True).order_by("code")
    assert set(DISTRICTS) <= {perimeter.code for perimeter in found}
    assert outcome.error_count == 0
    assert all(item.value < 100 for item in young.values.all())


def test_broadband_with_a_sentence_before_its_titles():
    indicator = IndicatorFactory()

    outcome, mapping = read(
        "territoire-indicateurs/commune-debit-beta.csv.gz",
        {"elig_thd1g": indicator},
        perimeter_column="code_insee",
        name_column="nom_com",
        year=None,
        year_column="date",
    )

    assert mapping.header_line == 2
    assert (outcome.lines, outcome.error_count) == (35359, 0)
    assert value_of(indicator, "66136") == 73612


def test_population_of_european_cities_a_column_a_year():
    indicator = IndicatorFactory()

    outcome, mapping = read(
        "bench-eurostat-urban-audit/urb_cpop1.csv", **eurostat(indicator, "CITIES/TIME")
    )

    assert mapping.header_line == 9
    # Madrid the city and greater Madrid bear one name: neither is chosen. And a footnote.
    assert {error["code"] for error in outcome.errors} == {"contradiction", "bad_number"}
    assert outcome.error_count == 103
    assert value_of(indicator, "eurostat-perpignan", 2009) == 252_044
    assert indicator.values.filter(perimeter__code="eurostat-perpignan").count() == 6


def test_a_workbook_of_european_cities_a_column_a_year():
    indicator = IndicatorFactory()

    outcome, mapping = read(
        "bench-eurostat-urban-audit/urb_cpop1.xlsx", **eurostat(indicator, "City")
    )

    assert (mapping.is_workbook, mapping.header_line, mapping.sheet) == (True, 9, "Data")
    assert value_of(indicator, "eurostat-be", 1991) == 9_986_975
    assert outcome.error_count == 1  # "not available", in a footnote


def eurostat(indicator, column):
    return {
        "shape": TableShape.YEARS,
        "perimeter_column": column,
        "code_prefix": "eurostat-",
        "year_indicator": indicator,
        "year": None,
        "decimal_comma": False,
    }


def test_bicycles_in_european_cities():
    indicator = IndicatorFactory()

    read("bench-eurostat-urban-audit/urb_ctran.csv", **eurostat(indicator, "CITIES/TIME"))

    assert value_of(indicator, "eurostat-perpignan", 2011) == Decimal("3.08")


def test_a_hundred_and_thirteen_columns_in_capitals():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "csv-nasty/base-cc-emploi-pop-active-2016-COM.CSV", {"P16_POP1564": indicator}
    )

    assert (outcome.created, outcome.error_count) == (outcome.lines, 0)


def test_a_decimal_comma_inside_quotes_and_a_comma_between_cells():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "csv-nasty/sample_communes.csv",
        {"TCAM": indicator},
        perimeter_column="CodeInsee",
        name_column="NomCom",
    )

    assert value_of(indicator, "01001") == Decimal("0.1041")
    assert outcome.error_count == 0


def test_a_workbook_of_communes():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "csv-nasty/sample_communes.xlsx",
        {"PopTot": indicator},
        perimeter_column="CodeInsee",
        name_column="NomCom",
    )

    assert outcome.created > 0
    assert outcome.error_count == 0


def test_answers_of_the_great_debate_question_by_question():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "granddebat-agregats/fiscalite_21mars.csv",
        {"oui": indicator},
        perimeter_column="region",
        kept_rows="mois=janvier\nquestion=Q3\nauthorType=Citoyen / Citoyenne",
        blanks="no",
    )

    assert outcome.lines == 1968
    assert outcome.left_out + outcome.created + outcome.skipped + outcome.error_count == 1968
