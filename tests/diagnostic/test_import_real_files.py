"""Files as producers publish them, read with the mapping that a person would make."""

from decimal import Decimal

import pytest

from diagnostic.enums import NewPerimeters, PerimeterKind, TableShape
from diagnostic.measures import SpecError
from diagnostic.models import ImportMapping, Perimeter
from diagnostic.operations import import_now
from perpignan.study import seeding
from perpignan.study.enums import Confidence
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


@pytest.mark.parametrize(
    ("name", "file", "lines", "created", "place", "alone"),
    [
        ("DEMO_COM", "data_DEMO_2020_V1_COM.csv", 791, 2, "commune", Decimal("45.9")),
        ("DEMO_EPCI", "data_DEMO_2020_V1_EPCI19.csv", 361, 2, "metropole", Decimal("38.5")),
        ("DEMO_QP", "data_DEMO_2020_V1_QP.csv", 1400, 18, "QP066001", None),
    ],
)
def test_the_seeded_mappings_read_their_files(name, file, lines, created, place, alone):
    seeding.load_all()
    mapping = ImportMapping.objects.get(name__contains=f"({name})")

    outcome = import_now(mapping=mapping, path=shared_file(f"territoire-indicateurs/{file}"))

    values = mapping.columns.get(column="TX_TOT_MEN1").indicator.values
    told = values.filter(perimeter__code=place, year=2016).first()
    assert (outcome.lines, outcome.created, outcome.error_count) == (lines, created, 0)
    assert alone is None or told.value == alone
    assert not values.filter(year=2016).exclude(confidence=Confidence.TO_VERIFY).exists()


def layout_of(name):
    found = guess_layout(shared_file(name))
    return (found.is_workbook, found.delimiter, found.header_line)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("territoire-indicateurs/acces_point_phys_service_publique.csv.gz", (False, ",", 1)),
        ("territoire-indicateurs/commune-debit-beta.csv.gz", (False, ";", 2)),
        ("territoire-indicateurs/data_DEMO_2020_V1_EPCI19.csv", (False, ";", 1)),
        ("territoire-indicateurs/data_centre_sociaux.csv", (False, ",", 1)),
        ("territoire-indicateurs/data_merge.csv.gz", (False, ",", 1)),
        ("territoire-indicateurs/liste-donnees-mediatheques.csv", (False, ";", 1)),
        ("territoire-indicateurs/table_iris_insee_epci.csv.gz", (False, ",", 1)),
        ("territoire-indicateurs/taux_couverture_mobile.csv.gz", (False, ",", 1)),
        ("csv-nasty/descriptions.csv", (False, ",", 1)),
        ("csv-nasty/sample_city_codes_huge_invalid.csv.gz", (False, ";", 1)),
        ("csv-nasty/sample_epci.xlsx", (True, ";", 1)),
        ("granddebat-agregats/democratie_21mars.csv.gz", (False, ",", 1)),
        ("granddebat-agregats/transition_21mars.csv.gz", (False, ",", 1)),
    ],
)
def test_the_layout_of_other_files_is_guessed(name, expected):
    assert layout_of(name) == expected


def test_a_column_without_title_and_places_without_values():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "territoire-indicateurs/data_merge.csv.gz",
        {"TX_FAMMONO": indicator},
        perimeter_column="CODE_INSEE",
        kept_prefixes="66",
    )

    assert outcome.lines == 36393
    assert outcome.created + outcome.skipped + outcome.error_count + outcome.left_out == 36393
    assert {error["code"] for error in outcome.errors} <= {"contradiction"}


def test_a_whole_country_of_coverage():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "territoire-indicateurs/taux_couverture_mobile.csv.gz",
        {"COUVERTURE_MOBILE": indicator},
        perimeter_column="CODE_INSEE",
        name_column="LIBCOM",
    )

    assert (outcome.lines, outcome.error_count) == (35010, 0)
    assert value_of(indicator, "01001") == 0
    assert Perimeter.objects.get(code="01001").name == "L'Abergement-Clémenciat"


def test_long_texts_are_refused_cell_by_cell():
    outcome, _ = read(
        "csv-nasty/descriptions.csv",
        {"DESCRIPTION_COURTE": IndicatorFactory()},
        perimeter_column="ACRONYME",
        year_column="",
    )

    assert outcome.created == 0
    assert {error["code"] for error in outcome.errors} == {"bad_number"}
    assert all(len(error["text"]) <= 200 for error in outcome.errors)


def test_codes_that_are_no_codes_are_told_by_line():
    path = shared_file("csv-nasty/sample_city_codes_huge_invalid.csv.gz")
    layout = guess_layout(path)

    mapping = ImportMappingFactory(columns={"inconnue": IndicatorFactory()})
    mapping.layout = layout

    with pytest.raises(SpecError, match="missing"):
        import_now(mapping=mapping, path=path)


def test_a_workbook_of_intercommunalities():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "csv-nasty/sample_epci.xlsx",
        {"ptot_epci_2021": indicator},
        perimeter_column="siren_epci",
        name_column="nom_complet",
    )

    assert outcome.lines > 0


def test_a_great_debate_file_packed_in_an_archive():
    indicator = IndicatorFactory()

    outcome, _ = read(
        "granddebat-agregats/transition_21mars.csv.gz",
        {"participants": indicator},
        perimeter_column="region",
        kept_rows="mois=janvier\nquestion=Q2\nauthorType=Citoyen / Citoyenne",
        blanks="no",
        perimeter_kind=PerimeterKind.WIDER,
    )

    assert outcome.lines == 3920
    assert outcome.created > 0
