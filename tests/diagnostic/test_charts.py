from decimal import Decimal

import pytest

from diagnostic.charts import build_chart
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    PerimeterFactory,
    ReferenceValueFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy():
    """Three rates of retail vacancy, two of them for one year, and a national average."""
    indicator = IndicatorFactory(name="Taux de vacance commerciale")
    perimeter = PerimeterFactory()
    for year, rate, method in (
        (2013, "16", "Procos"),
        (2017, "13", "Ville"),
        (2017, "19.7", "Presse"),
    ):
        IndicatorValueFactory(
            indicator=indicator, perimeter=perimeter, year=year, value=Decimal(rate), method=method
        )
    ReferenceValueFactory(indicator=indicator)
    return indicator


def chart_of(indicator):
    return build_chart(indicator, indicator.values.all(), indicator.references.all())


def test_no_value_makes_no_chart():
    indicator = IndicatorFactory()
    ReferenceValueFactory(indicator=indicator)

    assert chart_of(indicator) is None


def test_a_value_to_verify_makes_no_chart():
    indicator = IndicatorValueFactory(to_verify=True, value=Decimal("32")).indicator

    assert chart_of(indicator) is None


def test_one_value_makes_one_bar_and_a_plain_sentence():
    indicator = IndicatorFactory(name="Commerces", unit="nombre")
    IndicatorValueFactory(indicator=indicator, year=2013, value=Decimal("1343"))

    chart = chart_of(indicator)

    assert chart.title == "Commerces : 1\u202f343 en 2013"
    assert [row["value"] for row in chart.spec["data"]["values"]] == [1343.0]


def test_contradictory_values_are_told_and_drawn_together(vacancy):
    chart = chart_of(vacancy)

    assert chart.title == (
        "Taux de vacance commerciale : en 2017, 13\u00a0% ou 19,7\u00a0% selon la méthode, "
        "toujours au-dessus de la référence"
    )
    assert [row["label"] for row in chart.spec["data"]["values"]] == [
        "2013, Procos",
        "2017, Presse",
        "2017, Ville",
        "2015, moyenne nationale",
    ]
    assert [row[3] for row in chart.rows] == ["16\u00a0%", "19,7\u00a0%", "13\u00a0%", "9,5\u00a0%"]


def test_bars_start_from_zero(vacancy):
    chart = chart_of(vacancy)

    bars = chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert bars[0] == 0


def test_a_series_is_told_from_its_first_to_its_last_year():
    indicator, perimeter = IndicatorFactory(name="Population", unit="habitants"), PerimeterFactory()
    for year, count in ((2017, 120158), (2021, 119656)):
        IndicatorValueFactory(
            indicator=indicator, perimeter=perimeter, year=year, value=count, method="recensement"
        )

    chart = chart_of(indicator)

    assert chart.title == (
        "Population : 119\u202f656\u00a0habitants en 2021, "
        "contre 120\u202f158\u00a0habitants en 2017"
    )


def test_a_long_series_is_drawn_as_a_line_named_at_its_end():
    indicator, perimeter = IndicatorFactory(), PerimeterFactory()
    for year in range(2000, 2020):
        IndicatorValueFactory(
            indicator=indicator, perimeter=perimeter, year=year, value=year - 1990, method="Insee"
        )

    chart = chart_of(indicator)

    texts = [row["text"] for row in chart.spec["data"]["values"] if row["text"]]
    assert chart.spec["layer"][0]["mark"]["type"] == "line"
    assert texts == ["29\u00a0% Insee"]


def test_the_drawing_is_free_of_style_attributes(vacancy):
    svg = chart_of(vacancy).svg

    assert svg.startswith("<svg")
    assert "style=" not in svg
    assert "relevé" not in svg
    assert "19,7" in svg
