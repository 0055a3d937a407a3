"""Values and places as data: filters, pages, and errors that are told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.enums import PerimeterKind
from tests.factories.diagnostic import IndicatorFactory, IndicatorValueFactory, PerimeterFactory
from tests.factories.study import AxisFactory, UserFactory

pytestmark = pytest.mark.django_db
VALUES, PLACES = "/api/v1/indicator-values/", "/api/v1/perimeters/"


@pytest.fixture
def values():
    commerce = IndicatorFactory(code="VAC", axis=AxisFactory(code="commerce"))
    other = IndicatorFactory(code="POP", axis=AxisFactory(code="habitat"))
    here = PerimeterFactory(code="66136", name="Perpignan")
    there = PerimeterFactory(code="34172", name="Montpellier", is_home=False)
    return [
        IndicatorValueFactory(indicator=commerce, perimeter=here, year=2017),
        IndicatorValueFactory(indicator=commerce, perimeter=there, year=2018),
        IndicatorValueFactory(indicator=other, perimeter=there, year=2018),
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("?indicator=VAC", 2),
        ("?axis=habitat", 1),
        ("?perimeter=34172", 2),
        ("?year=2018", 2),
        ("?indicator=VAC&year=2018&perimeter=34172", 1),
        ("?indicator=inconnu", 0),
        ("?indicator=%00", 0),
    ],
)
def test_values_are_filtered(client, values, query, count):
    assert client.get(VALUES + query).json()["count"] == count


@pytest.mark.parametrize("year", ["deux mille", "20180", "²018", "2018 or 1=1"])
def test_a_year_that_is_none_is_told(client, values, year):
    response = client.get(VALUES, {"year": year})

    assert response.status_code == 400
    assert response.json() == {"year": ["Une année en quatre chiffres est attendue."]}


def test_a_value_says_of_what_and_of_where(client, values):
    [first, *_] = client.get(f"{VALUES}?year=2017").json()["results"]

    assert (first["indicator"], first["perimeter"], first["perimeter_name"]) == (
        "VAC",
        "66136",
        "Perpignan",
    )
    assert first["value"] == "19.7000"


def test_only_the_team_sees_what_is_to_verify(client):
    IndicatorValueFactory(to_verify=True)

    assert client.get(VALUES).json()["count"] == 0
    client.force_login(UserFactory(lead=True))
    assert client.get(VALUES).json()["count"] == 1


def test_values_cannot_be_written(client):
    client.force_login(UserFactory(lead=True))

    assert client.post(VALUES, {}).status_code in {403, 405}


def test_places_are_filtered(client, values):
    PerimeterFactory(kind=PerimeterKind.NEIGHBOURHOOD, name="Saint-Jacques")

    assert client.get(f"{PLACES}?q=montp").json()["count"] == 1
    assert client.get(f"{PLACES}?kind=neighbourhood").json()["count"] == 1
    assert client.get(f"{PLACES}34172/").json()["name"] == "Montpellier"


def test_indicators_are_filtered_by_axis(client, values):
    found = client.get("/api/v1/indicators/?axis=commerce").json()["results"]

    assert [item["code"] for item in found] == ["VAC"]


def test_the_filters_are_documented(client):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    def names(path):
        return {parameter["name"] for parameter in paths[path]["get"]["parameters"]}

    assert names(VALUES) >= {"indicator", "axis", "perimeter", "year", "page"}
    assert names(PLACES) >= {"kind", "q"}
    assert "axis" in names("/api/v1/indicators/")


@pytest.mark.parametrize("path", [VALUES, PLACES])
def test_a_list_costs_the_same_for_one_and_three_rows(client, path):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    IndicatorValueFactory()
    cost()
    before = cost()
    IndicatorValueFactory()
    IndicatorValueFactory()

    assert cost() == before
