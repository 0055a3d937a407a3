from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from diagnostic import operations
from diagnostic.models import IndicatorAction, IndicatorValue
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    ReferenceValueFactory,
)
from tests.factories.study import ActionFactory

pytestmark = pytest.mark.django_db


def test_save_indicator_stores_the_changes():
    indicator = IndicatorFactory()

    operations.save_indicator(indicator=indicator, unit="jours")

    indicator.refresh_from_db()
    assert indicator.unit == "jours"


def test_record_value_stores_nothing_that_breaks_a_rule():
    value = IndicatorValueFactory()

    with pytest.raises(ValidationError):
        operations.record_value(value=value, year=None)

    assert IndicatorValue.objects.get().year == 2017


def test_record_reference_stores_the_changes():
    reference = ReferenceValueFactory()

    operations.record_reference(reference=reference, value=Decimal("9.2"))

    reference.refresh_from_db()
    assert reference.value == Decimal("9.2")


def test_link_action_twice_makes_one_link():
    indicator, action = IndicatorFactory(), ActionFactory(public=True)

    first = operations.link_action(indicator=indicator, action=action)
    second = operations.link_action(indicator=indicator, action=action)

    assert second == first
    assert IndicatorAction.objects.count() == 1
