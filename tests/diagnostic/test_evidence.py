from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.evidence import indicators_behind
from tests.factories.diagnostic import IndicatorActionFactory, IndicatorValueFactory
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_an_action_is_told_the_newest_values_of_its_indicator():
    link = IndicatorActionFactory(indicator__name="Vacance commerciale")
    old = IndicatorValueFactory(indicator=link.indicator, year=2013, method="Procos")
    for rate, method in (("13", "Ville"), ("19.7", "journal")):
        IndicatorValueFactory(
            indicator=link.indicator,
            perimeter=old.perimeter,
            value=Decimal(rate),
            method=method,
            source=old.source,
        )

    [evidence] = indicators_behind([link.action_id], NOBODY)[link.action_id]

    assert evidence.title == (
        "Vacance commerciale : 19,7\u00a0% (2017, journal) ou 13\u00a0% (2017, Ville)"
    )
    assert evidence.source_label == str(old.source)
    assert evidence.url == link.indicator.get_absolute_url()


def test_an_indicator_without_value_is_to_be_measured():
    link = IndicatorActionFactory(indicator__name="Fréquentation")

    [evidence] = indicators_behind([link.action_id], NOBODY)[link.action_id]

    assert evidence.title == "Fréquentation : à mesurer"


def test_a_value_to_verify_is_not_told_even_to_the_team():
    link = IndicatorActionFactory(indicator__name="Pauvreté")
    IndicatorValueFactory(indicator=link.indicator, to_verify=True, value=Decimal("32"))

    [evidence] = indicators_behind([link.action_id], UserFactory(lead=True))[link.action_id]

    assert evidence.title == "Pauvreté : à mesurer"


def test_an_internal_action_tells_nothing_to_a_reader():
    link = IndicatorActionFactory(action=ActionFactory())

    assert indicators_behind([link.action_id], NOBODY) == {}
    assert list(indicators_behind([link.action_id], UserFactory(lead=True))) == [link.action_id]


def test_many_actions_cost_as_much_as_one():
    links = [IndicatorActionFactory() for _ in range(3)]
    for link in links:
        IndicatorValueFactory(indicator=link.indicator)

    costs = []
    for some in (links[:1], links):
        with CaptureQueriesContext(connection) as captured:
            indicators_behind([link.action_id for link in some], NOBODY)
        costs.append(len(captured))

    assert costs[0] == costs[1]
