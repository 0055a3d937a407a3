"""The pages by theme: what is known, how it moved, beside whom; to everyone, only facts."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic import queries
from diagnostic.charts import comparison_chart, trend_chart, trend_series
from diagnostic.enums import Framework
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    PerimeterFactory,
    ReferenceValueFactory,
)
from tests.factories.study import AxisFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def axis():
    return AxisFactory(code="commerce", name="Commerce")


@pytest.fixture
def indicator(axis):
    return IndicatorFactory(axis=axis, code="VAC", name="Taux de vacance")


@pytest.fixture
def here():
    return PerimeterFactory(code="commune", name="Perpignan")


def town(code="34172", name="Montpellier"):
    return PerimeterFactory(code=code, name=name, is_home=False)


def page(client, query=""):
    return client.get(f"/diagnostic/themes/commerce/{query}").content.decode()


def test_a_theme_tells_its_newest_values_with_method_and_place(client, indicator, here):
    value = {"indicator": indicator, "perimeter": here}
    IndicatorValueFactory(**value, year=2013, value=16, method="Procos")
    IndicatorValueFactory(**value, year=2017, value=13, method="Procos")

    text = page(client)

    assert "<strong>13\u00a0%</strong>" in text
    assert "Taux de vacance : de 16\u00a0% en 2013 à 13\u00a0% en 2017 (Perpignan, Procos)" in text
    assert "Sur 1 indicateurs de ce thème, 1 a au moins une valeur publiée" in text


def test_values_that_contradict_one_another_stand_together(client, indicator, here):
    value = {"indicator": indicator, "perimeter": here, "year": 2017}
    IndicatorValueFactory(**value, value=13, method="Procos", author="Procos")
    IndicatorValueFactory(**value, value="19.7", method="relevé", author="L'Indépendant")

    text = page(client)

    assert "<strong>13\u00a0%</strong>" in text
    assert "<strong>19,7\u00a0%</strong>" in text
    assert "(L&#x27;Indépendant)" in text
    assert "Pour 2017, plusieurs mesures du même territoire diffèrent" in text
    assert "de 13\u00a0% à 19,7\u00a0% selon la mesure" in text


def test_one_value_alone_is_told_without_a_chart(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here)

    assert 'class="chart"' not in page(client)


def test_a_reference_is_put_beside(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here, value=20)
    ReferenceValueFactory(indicator=indicator, label="moyenne", value="9.5")

    assert "Taux de vacance, Perpignan : 20\u00a0% ; en face, moyenne 9,5\u00a0%" in page(client)


def test_other_places_are_shown_only_when_they_are_asked_for(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here, value=20, year=2019)
    IndicatorValueFactory(indicator=indicator, perimeter=town(), value=12, year=2019)

    assert "en face" not in page(client)
    assert "en face, Montpellier 12\u00a0%" in page(client, "?avec=34172")
    assert "en face, Montpellier 12\u00a0%" in page(client, "?avec=montpellier")


def test_places_are_compared_like_with_like(client, indicator, here):
    value = {"indicator": indicator, "perimeter": here}
    IndicatorValueFactory(**value, value=20, year=2021, method="enquête")
    IndicatorValueFactory(**value, value=18, year=2019, method="Insee")
    IndicatorValueFactory(
        indicator=indicator, perimeter=town(), value=12, year=2019, method="Insee"
    )

    text = page(client, "?avec=34172")

    assert "Taux de vacance, Perpignan : 18\u00a0% ; en face, Montpellier 12\u00a0%" in text
    assert "à comparer avec prudence" not in text


def test_other_years_are_compared_with_a_warning(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here, year=2021)
    IndicatorValueFactory(indicator=indicator, perimeter=town(), year=2015)

    assert "à comparer avec prudence" in page(client, "?avec=34172")


def test_a_name_that_two_places_bear_is_asked_again(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here)
    for code in ("93066", "97411"):
        place = town(code, "Saint-Denis")
        IndicatorValueFactory(indicator=indicator, perimeter=place)

    text = page(client, "?avec=Saint-Denis")

    assert "« Saint-Denis » : lequel ?" in text
    assert "?avec=93066" in text
    assert "?avec=97411" in text


def test_the_beginning_of_a_name_suggests_places(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=town())

    text = page(client, "?avec=mont")

    assert "« mont » : lequel ?" in text
    assert 'href="/diagnostic/themes/commerce/?avec=34172"' in text


@pytest.mark.parametrize("asked", ["<script>", "%00", "'; drop", "99999", "=1+1", "", "x" * 500])
def test_odd_questions_are_echoed_as_text(client, indicator, here, asked):
    IndicatorValueFactory(indicator=indicator, perimeter=here)

    response = client.get("/diagnostic/themes/commerce/", {"avec": asked})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_five_places_at_most(axis, indicator):
    for number in range(8):
        IndicatorValueFactory(indicator=indicator, perimeter=town(f"c{number}", f"Ville {number}"))
    asked = [f"c{number}" for number in range(8)]

    found = queries.find_compared(asked, axis, AnonymousUser())

    assert found.codes == ["c0", "c1", "c2", "c3", "c4"]


def test_a_value_to_verify_leaks_through_no_way(client, indicator, here):
    place = town()
    IndicatorValueFactory(indicator=indicator, perimeter=here, to_verify=True, value="77.7")
    IndicatorValueFactory(
        indicator=indicator, perimeter=place, confidence="to_verify", value="66.6", source=None
    )

    text = page(client, "?avec=34172") + page(client, "?avec=Montpellier")
    values = client.get("/api/v1/indicator-values/").json()

    assert "77,7" not in text
    assert "66,6" not in text
    assert "n'a pas de valeur dans ce thème" in text
    assert values["count"] == 0


def test_imported_places_do_not_invade_other_pages(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here, value=20)
    IndicatorValueFactory(indicator=indicator, perimeter=town(), value="66.6")

    index = client.get("/diagnostic/").content.decode()
    detail = client.get(indicator.get_absolute_url()).content.decode()
    api = client.get("/api/v1/indicators/VAC/").json()

    assert "66,6" not in index + detail
    assert [value["value"] for value in api["values"]] == ["20.0000"]


def test_codes_of_frameworks_are_shown_without_claiming_compliance(client, indicator):
    indicator.standard_codes.create(framework=Framework.U4SSC, code="EC: ICT: ICT: 1C")

    text = page(client)

    assert "U4SSC EC: ICT: ICT: 1C" in text
    assert "pas une conformité" in text


def test_a_theme_that_is_not_there(client):
    AxisFactory(code="vide")

    assert client.get("/diagnostic/themes/inconnu/").status_code == 404
    assert client.get("/diagnostic/themes/vide/").status_code == 404


def test_the_index_leads_to_the_themes(client, indicator, here):
    IndicatorValueFactory(indicator=indicator, perimeter=here)

    text = client.get("/diagnostic/").content.decode()

    assert 'href="/diagnostic/themes/commerce/"' in text
    assert "1 indicateur mesuré sur 1" in text


def test_a_theme_sets_no_cookie(client, indicator):
    assert client.get("/diagnostic/themes/commerce/").cookies == {}


@pytest.mark.parametrize("role", [None, "lead"])
def test_a_theme_costs_the_same_for_one_and_three_indicators(client, axis, here, role):
    if role:
        client.force_login(UserFactory(**{role: True}))
    places = [town(f"c{number}", f"Ville {number}") for number in range(3)]

    def furnish():
        indicator = IndicatorFactory(axis=axis)
        for place in (here, *places):
            for year in (2015, 2019):
                IndicatorValueFactory(indicator=indicator, perimeter=place, year=year)
        ReferenceValueFactory(indicator=indicator)

    def cost():
        query = "?avec=c0&avec=c1&avec=c2&avec=Ville"
        page(client, query)
        with CaptureQueriesContext(connection) as captured:
            page(client, query)
        return len(captured)

    furnish()
    before = cost()
    furnish()
    furnish()

    assert cost() == before


def test_a_trend_needs_two_years_of_one_method_and_place(indicator, here):
    value = {"indicator": indicator, "perimeter": here}
    IndicatorValueFactory(**value, year=2013, method="a")
    IndicatorValueFactory(**value, year=2017, method="b")
    IndicatorValueFactory(**value, year=2018, method="b")

    [series] = trend_series(list(indicator.values.select_related("perimeter")))

    assert [item.year for item in series] == [2017, 2018]
    assert len(trend_chart(indicator, series).rows) == 2


def test_a_comparison_draws_the_largest_first_and_tables_all(indicator, here):
    ours = [IndicatorValueFactory(indicator=indicator, perimeter=here, value=5)]
    others = [
        IndicatorValueFactory(indicator=indicator, perimeter=town(f"c{n}", f"Ville {n}"), value=n)
        for n in range(20)
    ]

    chart = comparison_chart(indicator, ours, others, [])

    drawn = [row["value"] for row in chart.spec["data"]["values"]]
    assert drawn == sorted(drawn, reverse=True)
    assert (len(drawn), len(chart.rows)) == (12, 21)


def test_negative_values_are_drawn_from_zero(indicator, here):
    ours = [IndicatorValueFactory(indicator=indicator, perimeter=here, value=Decimal("-4"))]
    others = [IndicatorValueFactory(indicator=indicator, perimeter=town(), value=Decimal("-2"))]

    svg = comparison_chart(indicator, ours, others, []).svg

    assert "-4" in svg or "−4" in svg
