"""L2.2, the portrait in figures."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.chapters.portrait import build
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    PerimeterFactory,
    ReferenceValueFactory,
)
from tests.factories.study import AxisFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(day=date(2026, 6, 1), is_internal=False)


def of_type(found, kind):
    return [block for block in found if isinstance(block, kind)]


def test_each_theme_has_its_table_its_chart_and_what_it_lacks():
    axis = AxisFactory(name="Commerce")
    known = IndicatorFactory(axis=axis, name="Taux de vacance")
    IndicatorValueFactory(indicator=known, value=20, method="relevé")
    ReferenceValueFactory(indicator=known)
    IndicatorFactory(axis=axis, name="Fréquentation")

    found = build(SCOPE)

    assert [block.text for block in of_type(found, blocks.Heading)] == ["Commerce"]
    [table] = of_type(found, blocks.Table)
    assert [row[:3] for row in table.rows] == [["Taux de vacance", "20\u00a0%", "2017"]]
    assert len(of_type(found, blocks.Figure)) == 1
    assert any("Fréquentation" in block.text for block in of_type(found, blocks.Paragraph))


def test_what_is_to_verify_and_what_is_elsewhere_stays_out():
    indicator = IndicatorFactory()
    IndicatorValueFactory(indicator=indicator, to_verify=True, value="77.7")
    IndicatorValueFactory(indicator=indicator, perimeter=PerimeterFactory(is_home=False))

    assert of_type(build(SCOPE), blocks.Table) == []


def test_nothing_defined_is_said():
    [said] = build(SCOPE)

    assert said.text == "Aucun indicateur n'est encore défini."


def test_the_chapter_costs_the_same_for_one_and_three_indicators():
    def furnish():
        indicator = IndicatorFactory()
        for year in (2015, 2017, 2019):
            IndicatorValueFactory(indicator=indicator, year=year)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            build(SCOPE)
        return len(captured)

    furnish()
    before = cost()
    furnish()
    furnish()

    assert cost() == before
