from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from diagnostic.models import IndicatorValue
from diagnostic.resources import IndicatorValueResource
from perpignan.backoffice_formats import SafeCSV, SafeXLSX, read_dataset
from tests.factories.diagnostic import IndicatorFactory, IndicatorValueFactory, PerimeterFactory
from tests.factories.study import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
HEADER = "Indicateur;Périmètre;Année;Valeur;Méthode;Source;Fiabilité\n"


def imported(content):
    content = content if isinstance(content, bytes) else content.encode()
    return IndicatorValueResource().import_data(
        read_dataset(content), rollback_on_validation_errors=True
    )


def stored():
    names = ("indicator", "perimeter", "year", "value", "method", "author", "source", "confidence")
    return list(IndicatorValue.objects.order_by("year", "method").values_list(*names))


@pytest.fixture
def nouns():
    IndicatorFactory(code="VAC_COM")
    PerimeterFactory(code="centre-ville")
    SourceFactory(key="journal")


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
def test_values_come_back_as_they_went_out(file_format):
    value = IndicatorValueFactory(method="=1+1", author="@presse", value=Decimal("-1234.5678"))
    IndicatorValueFactory(indicator=value.indicator, perimeter=value.perimeter, method="Procos")
    IndicatorValueFactory(to_verify=True, source=None)
    before = stored()
    content = file_format().export_data(IndicatorValueResource().export())

    unchanged = imported(content)
    IndicatorValue.objects.all().delete()
    created = imported(content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (3, 3)
    assert stored() == before


def test_a_second_method_of_the_year_is_added_beside_the_first(nouns):
    imported(HEADER + "VAC_COM;centre-ville;2017;13;Procos;journal;press\n")

    result = imported(HEADER + "VAC_COM;centre-ville;2017;19,7;relevé;journal;press\n")

    assert result.totals["new"] == 1
    assert [row[3] for row in stored()] == [Decimal("13"), Decimal("19.7")]


def test_a_new_number_of_the_same_method_replaces_the_old_one(nouns):
    imported(HEADER + "VAC_COM;centre-ville;2017;13;Procos;journal;press\n")

    result = imported(HEADER + "VAC_COM;centre-ville;2017;13,5;Procos;journal;press\n")

    assert result.totals["update"] == 1
    assert [row[3] for row in stored()] == [Decimal("13.5")]


def test_bad_rows_are_named_and_nothing_is_stored(nouns):
    result = imported(
        HEADER
        + "VAC_COM;centre-ville;2017;13;Procos;journal;press\n"
        + "INCONNU;centre-ville;2017;beaucoup;Procos;journal;press\n"
        + "VAC_COM;centre-ville;;32;rumeur;journal;press\n"
    )

    assert result.problems == [
        "Ligne 3, champ indicateur : « INCONNU » n'est pas connu (indicateur).",
        "Ligne 3, champ valeur : « beaucoup » n'est pas un nombre.",
        "Ligne 4 : Une valeur sans année reste « à vérifier ».",
    ]
    assert stored() == []


def test_a_row_written_twice_in_a_file_is_refused(nouns):
    line = "VAC_COM;centre-ville;2017;13;Procos;journal;press\n"

    result = imported(HEADER + line + line)

    assert result.problems != []
    assert stored() == []


def test_known_rows_are_read_once(nouns):
    lines = [f"VAC_COM;centre-ville;{year};1;Procos;journal;press\n" for year in range(2000, 2003)]
    imported(HEADER + "".join(lines))

    costs = []
    for some in (lines[:1], lines):
        with CaptureQueriesContext(connection) as captured:
            assert imported(HEADER + "".join(some)).totals["skip"] == len(some)
        reads = [q for q in captured if 'FROM "diagnostic_indicatorvalue"' in q["sql"]]
        costs.append(len(reads))

    assert costs == [1, 1]


@pytest.mark.parametrize(
    ("role", "status"), [("lead", 200), ("consortium", 200), ("department", 302), ("desk", 302)]
)
def test_who_opens_the_import(client, role, status):
    client.force_login(UserFactory(**{role: True}))

    page = client.get(reverse("admin:diagnostic_indicatorvalue_import"))

    assert page.status_code == status
