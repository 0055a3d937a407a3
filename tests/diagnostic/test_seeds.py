from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from diagnostic.models import (
    Criterion,
    ImportMapping,
    Indicator,
    IndicatorAction,
    IndicatorValue,
    MappedColumn,
    StandardCode,
)
from perpignan.study import seeding
from perpignan.study.enums import Confidence

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def study(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seeding.load_all()
        transaction.set_rollback(True)


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


def test_codes_of_standards_say_where_they_were_read(study):
    codes = StandardCode.objects.all()

    assert {str(code) for code in codes} == {
        "U4SSC SC: SH: SI: 3C",
        "ISO 37120 5.3 (édition de 2014)",
        "ISO 37120 19.3 (édition de 2018)",
        "U4SSC EC: ICT: PS: 2A",
    }
    assert not codes.filter(source=None).exists()


def test_references_that_nobody_checked_say_so(study):
    told = Indicator.objects.exclude(standard_ref="").values_list("standard_ref", flat=True)

    assert len(told) == 2
    assert all(text.startswith("À vérifier : ") for text in told)


def test_criteria_have_the_source_that_asks_for_them(study):
    sourced = Criterion.objects.filter(sources__key="cerema").values_list("code", flat=True)

    assert set(sourced) == {"contribution", "attente", "inclusion", "portage", "financements"}


def test_seeded_mappings_know_what_each_column_measures(study):
    columns = MappedColumn.objects.values_list("mapping__name", "indicator__code")

    assert ImportMapping.objects.count() == 3
    assert {code for _name, code in columns} == {"POP", "MEN_1"}
    assert not ImportMapping.objects.exclude(confidence=Confidence.TO_VERIFY).exists()
