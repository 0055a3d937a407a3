from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.diagnostic import (
    IndicatorActionFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    ReferenceValueFactory,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/indicators/"


def make_full_indicator():
    indicator = IndicatorFactory()
    IndicatorValueFactory(indicator=indicator)
    ReferenceValueFactory(indicator=indicator)
    IndicatorActionFactory(indicator=indicator)
    return indicator


def test_an_indicator_comes_with_its_values(client):
    value = IndicatorValueFactory(value=Decimal("19.7"), year=2017, method="relevé")

    data = client.get(f"{LIST}{value.indicator.code}/").json()

    assert data["code"] == value.indicator.code
    assert data["values"] == [
        {
            "year": 2017,
            "value": "19.7000",
            "perimeter": value.perimeter.code,
            "method": "relevé",
            "author": "",
            "source": value.source.url,
            "confidence": "solid",
        }
    ]


def test_a_value_to_verify_and_an_internal_action_leak_nowhere(client):
    value = IndicatorValueFactory(to_verify=True, value=Decimal("32"))
    IndicatorActionFactory(indicator=value.indicator, action=ActionFactory(code="SECRET"))

    data = client.get(f"{LIST}{value.indicator.code}/").json()

    assert data["values"] == []
    assert data["actions"] == []


def test_the_team_reads_values_to_verify(client):
    value = IndicatorValueFactory(to_verify=True)
    client.force_login(UserFactory(consortium=True))

    data = client.get(f"{LIST}{value.indicator.code}/").json()

    assert [item["confidence"] for item in data["values"]] == ["to_verify"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client, method):
    client.force_login(UserFactory(lead=True))
    indicator = IndicatorFactory()

    response = getattr(client, method)(f"{LIST}{indicator.code}/")

    assert response.status_code in {403, 405}


def test_the_list_costs_the_same_for_one_and_three_indicators(client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_full_indicator()
        with CaptureQueriesContext(connection) as captured:
            found = client.get(LIST).json()["results"]
        counts.append((len(found), len(captured)))

    (first, cost), (second, same_cost) = counts
    assert (first, second) == (1, 3)
    assert cost == same_cost
