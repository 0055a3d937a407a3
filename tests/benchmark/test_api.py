import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perpignan.study.enums import Confidence
from tests.factories.benchmark import CityFactory, CityIndicatorFactory, InitiativeFactory
from tests.factories.study import AxisFactory, PriorityFactory, SourceFactory

pytestmark = pytest.mark.django_db


def codes(client, **asked):
    found = client.get(reverse("api:initiative-list"), asked).json()
    return [row["code"] for row in found["results"]]


def test_initiative_tells_its_links_by_code(client):
    initiative = InitiativeFactory(
        published=True,
        cost_amount=105_000_000,
        priorities=[PriorityFactory(code="P3")],
        axes=[AxisFactory(code="donnee")],
        sources=[SourceFactory(url="https://example.org/a")],
    )

    row = client.get(reverse("api:initiative-detail", args=[initiative.code])).json()

    assert row["city"] == initiative.city.code
    assert (row["priorities"], row["axes"]) == (["P3"], ["donnee"])
    assert row["sources"] == ["https://example.org/a"]
    assert row["cost_amount"] == "105000000.00"
    assert row["published_on"] == "2020-02-10"


def test_initiative_to_verify_gives_no_figure(client):
    initiative = InitiativeFactory(
        published=True, confidence=Confidence.TO_VERIFY, cost="1 M€", result="65 %"
    )

    row = client.get(reverse("api:initiative-detail", args=[initiative.code])).json()

    assert [row[name] for name in ("cost", "cost_amount", "cost_basis", "result")] == [None] * 4


def test_initiatives_are_filtered_as_on_the_page(client):
    priority, axis = PriorityFactory(code="P1"), AxisFactory(code="commerce")
    first = InitiativeFactory(
        published=True, name="Médiation", priorities=[priority], city__population=10_000
    )
    second = InitiativeFactory(published=True, axes=[axis], city__country="ES")

    assert codes(client, q="mediation") == [first.code]
    assert codes(client, priority="P1") == [first.code]
    assert codes(client, size="small") == [first.code]
    assert codes(client, axis="commerce") == [second.code]
    assert codes(client, country="ES") == [second.code]


@pytest.mark.parametrize("name", ["priority", "axis", "country", "size"])
def test_filter_that_does_not_exist_is_told_by_field(client, name):
    response = client.get(reverse("api:initiative-list"), {name: "<script>"})

    assert response.status_code == 400
    assert list(response.json()) == [name]


def test_city_tells_the_confidence_of_its_figures(client):
    city = CityFactory(home=True, population=119_188, area=68)
    CityIndicatorFactory(city=city, value=13)

    row = client.get(reverse("api:city-detail", args=["perpignan"])).json()

    assert (row["population"], row["population_confidence"]) == (119_188, "to_verify")
    assert row["density"] == 1753
    assert [(item["code"], item["value"]) for item in row["indicators"]] == [
        ("logements-vacants", "13.000")
    ]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_api_only_reads(client, method):
    initiative = InitiativeFactory(published=True)

    for url in (
        reverse("api:initiative-list"),
        reverse("api:initiative-detail", args=[initiative.code]),
        reverse("api:city-list"),
    ):
        assert getattr(client, method)(url).status_code in {403, 405}


@pytest.mark.parametrize("endpoint", ["initiative-list", "city-list"])
def test_endpoints_ask_the_same_queries_for_one_and_three(client, endpoint):
    counts = []
    for total in (1, 2):
        for _ in range(total):
            initiative = InitiativeFactory(
                published=True,
                priorities=[PriorityFactory()],
                axes=[AxisFactory()],
                sources=[SourceFactory()],
                city__sourced=True,
            )
            CityIndicatorFactory(city=initiative.city)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"api:{endpoint}"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
