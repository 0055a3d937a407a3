from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from diagnostic.models import Indicator, IndicatorAction, IndicatorValue
from perpignan.study import seeding

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return seeding.load_all()


def test_the_thirty_indicators_are_loaded_once(study):
    again = seeding.load_all()

    mine = [r for r in again if r.table.model._meta.app_label == "diagnostic"]
    assert Indicator.objects.count() == 30
    assert [(report.created, report.updated) for report in mine] == [(0, 0)] * len(mine)


def test_three_vacancy_rates_coexist(study):
    values = IndicatorValue.objects.filter(indicator__code="VAC_COM").order_by("year", "value")

    assert [(item.year, item.value) for item in values] == [
        (2013, Decimal("16")),
        (2017, Decimal("13")),
        (2017, Decimal("19.7")),
    ]
    assert all(item.source_id for item in values)


def test_the_poverty_rate_is_known_and_not_shown(study):
    poverty = IndicatorValue.objects.filter(indicator__code="PAUV")

    assert poverty.get().year is None
    assert not poverty.visible_to(AnonymousUser()).exists()


def test_every_published_value_has_a_year_and_a_source(study):
    published = IndicatorValue.objects.published()

    assert published.count() == 16
    assert all(value.year and value.source_id for value in published)


def test_the_links_to_actions_are_illustrative(study):
    assert IndicatorAction.objects.count() == 31
    assert not IndicatorAction.objects.filter(is_illustrative=False).exists()
