from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from benchmark.enums import SizeClass
from benchmark.queries import InitiativeFilters, cities_like_home, search_initiatives
from tests.factories.benchmark import CityFactory, CityIndicatorFactory, InitiativeFactory
from tests.factories.study import AxisFactory, PriorityFactory

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()


def found(**filters):
    return [item.name for item in search_initiatives(ANYONE, InitiativeFilters(**filters))]


@pytest.fixture
def sheets():
    first, second = PriorityFactory(code="P1"), PriorityFactory(code="P2")
    InitiativeFactory(
        published=True,
        name="Rés'in",
        description="Coordination des lieux de médiation.",
        priorities=[second],
        city=CityFactory(name="Métropole de Lyon", population=1_400_000),
    )
    InitiativeFactory(
        published=True,
        name="Vitrine",
        description="Une place de marché ; les commerçants forment les habitants.",
        priorities=[first, second],
        axes=[AxisFactory(code="commerce")],
        city=CityFactory(name="Châlons", population=45_000, country="BE"),
    )
    InitiativeFactory(name="Brouillon de médiation", city__name="Mulhouse")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("mediation", ["Rés'in"]),
        ("MÉDIATIONS", ["Rés'in"]),
        ("commerçant", ["Vitrine"]),
        ("commercants", ["Vitrine"]),
        ("media", ["Rés'in"]),
        ("chalons", ["Vitrine"]),
        ("metropole", ["Rés'in"]),
        ("lyom", ["Rés'in"]),
        ("place marche", ["Vitrine"]),
        ('"lieux de médiation"', ["Rés'in"]),
        ("vitrine -marché", []),
        ("mulhouse", []),
        ("le de et", []),
        ("& | ! :* ( '", []),
        ("%", []),
        ("_", []),
    ],
)
def test_search_in_french_without_accents(sheets, words, names):
    assert found(q=words) == names


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["Vitrine", "Rés'in"]),
        ({"priority": "P1"}, ["Vitrine"]),
        ({"priority": "P2"}, ["Vitrine", "Rés'in"]),
        ({"axis": "commerce"}, ["Vitrine"]),
        ({"country": "FR"}, ["Rés'in"]),
        ({"size": SizeClass.SMALL}, ["Vitrine"]),
        ({"size": SizeClass.VERY_LARGE}, ["Rés'in"]),
        ({"priority": "P2", "country": "FR", "q": "lieux"}, ["Rés'in"]),
    ],
)
def test_filters_narrow_the_list(sheets, filters, names):
    assert found(**filters) == names


def city_like(name, **figures):
    initiative = InitiativeFactory(published=True, city__name=name, **figures)
    return initiative.city


def test_cities_like_home_measures_sizes_by_how_many_times():
    CityFactory(home=True, population=100_000, area=100)
    half = city_like("Moitié", city__population=50_000, city__area=50)
    twice = city_like("Double", city__population=200_000, city__area=200)
    city_like("Loin", city__population=1_000_000, city__area=1000)

    likeness = cities_like_home(ANYONE)

    assert [item.city for item in likeness.cities[:2]] == [half, twice]  # the same distance
    assert likeness.cities[0].distance == likeness.cities[1].distance
    assert [gap.ratio for gap in likeness.cities[0].gaps] == [Decimal("2.0")]
    assert [item.code for item in likeness.unused] == ["density"]  # all have the same
    assert likeness.cities[0].gaps[0].share_percent == 100


def test_cities_like_home_says_on_how_many_criteria_and_what_is_to_verify():
    home = CityFactory(home=True, sourced=True, population=100_000, area=100)
    near = city_like("Proche", city__sourced=True, city__population=110_000, city__area=90)
    city_like("Sans superficie", city__population=300_000, city__area=None)
    city_like("Loin", city__population=900_000, city__area=50)
    for city, value in ((home, 10), (near, 12)):
        CityIndicatorFactory(city=city, value=value)

    likeness = cities_like_home(ANYONE)

    assert [(item.city.name, item.shared_criteria) for item in likeness.cities] == [
        ("Proche", 2),
        ("Sans superficie", 1),
        ("Loin", 2),
    ]
    assert [item.is_to_verify for item in likeness.cities] == [False, True, True]
    assert [item.code for item in likeness.unused] == ["logements-vacants"]


def test_cities_like_home_keeps_the_latest_year_of_an_indicator():
    cities = [CityFactory(home=True, area=None)]
    cities += [city_like(f"Ville {rank}", city__area=None) for rank in range(3)]
    for rank, city in enumerate(cities):
        CityIndicatorFactory(city=city, year=2010, value=99)
        CityIndicatorFactory(city=city, year=2018, value=10 + rank)

    likeness = cities_like_home(ANYONE, ["logements-vacants"])

    assert [item.city.name for item in likeness.cities] == ["Ville 0", "Ville 1", "Ville 2"]
    assert likeness.cities[0].gaps[0].difference == 1


def test_cities_like_home_ignores_criteria_that_do_not_exist():
    CityFactory(home=True)
    for rank in range(3):
        city_like(f"Ville {rank}", city__population=10_000 * (rank + 1))

    likeness = cities_like_home(ANYONE, ["<script>", "\x00"])

    assert [item.code for item in likeness.used] == ["population", "density"]


def test_cities_like_home_without_home_or_without_cities_is_empty():
    assert list(cities_like_home(ANYONE).cities) == []

    CityFactory(home=True)

    assert list(cities_like_home(ANYONE).cities) == []
