from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from diagnostic.models import IndicatorValue
from perpignan.study.enums import Confidence
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    PerimeterFactory,
    ReferenceValueFactory,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def test_two_methods_of_one_year_coexist():
    first = IndicatorValueFactory(method="Procos", value=Decimal("13"))

    second = IndicatorValueFactory.build(
        indicator=first.indicator,
        perimeter=first.perimeter,
        year=first.year,
        method="relevé d'un journal",
        value=Decimal("19.7"),
        source=first.source,
    )
    second.full_clean()
    second.save()

    values = IndicatorValue.objects.filter(indicator=first.indicator).order_by("value")
    assert [value.value for value in values] == [Decimal("13"), Decimal("19.7")]


def test_one_method_has_one_value_a_year_and_a_place():
    first = IndicatorValueFactory()
    again = IndicatorValueFactory.build(
        indicator=first.indicator, perimeter=first.perimeter, source=first.source
    )

    with pytest.raises(ValidationError, match="Cette méthode a déjà une valeur"):
        again.full_clean()


def test_one_method_has_one_value_without_year_too():
    first = IndicatorValueFactory(to_verify=True)
    again = IndicatorValueFactory.build(
        to_verify=True,
        indicator=first.indicator,
        perimeter=first.perimeter,
        source=first.source,
    )

    with pytest.raises(ValidationError, match="Cette méthode a déjà une valeur"):
        again.full_clean()


def test_a_value_without_year_must_be_to_verify():
    value = IndicatorValueFactory(to_verify=True)
    value.confidence = Confidence.SOLID

    with pytest.raises(ValidationError, match="Une valeur sans année reste « à vérifier »"):
        value.full_clean()


@pytest.mark.parametrize("confidence", [Confidence.SOLID, Confidence.PRESS])
def test_a_fact_has_a_source(confidence):
    value = IndicatorValueFactory.build(
        indicator=IndicatorFactory(),
        perimeter=PerimeterFactory(),
        source=None,
        confidence=confidence,
    )

    with pytest.raises(ValidationError, match="a sa source"):
        value.full_clean()


@pytest.mark.parametrize("year", [1789, 20177])
def test_a_year_that_cannot_be_is_refused(year):
    reference = ReferenceValueFactory()
    reference.year = year

    with pytest.raises(ValidationError) as refusal:
        reference.full_clean()

    assert list(refusal.value.message_dict) == ["year"]


@pytest.mark.parametrize(
    ("stored", "shown"), [("120158.0000", "120158"), ("19.7000", "19.7"), ("0", "0")]
)
def test_amount_drops_the_zeros_that_say_nothing(stored, shown):
    assert str(IndicatorValue(value=Decimal(stored)).amount) == shown


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (None, ["fact"]),
        ("desk", ["fact"]),
        ("official", ["fact"]),
        ("department", ["fact", "unverified"]),
        ("consortium", ["fact", "unverified"]),
        ("lead", ["fact", "unverified"]),
        ("administrator", ["fact", "unverified"]),
    ],
)
def test_only_the_team_sees_a_value_to_verify(role, seen):
    IndicatorValueFactory(method="fact")
    IndicatorValueFactory(method="unverified", to_verify=True)
    user = UserFactory(**{role: True}) if role else AnonymousUser()

    values = IndicatorValue.objects.visible_to(user).order_by("method")

    assert [value.method for value in values] == seen
