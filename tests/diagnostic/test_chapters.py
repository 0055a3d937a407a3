from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic.chapters.indicators import build
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import PROGRESS
from tests.factories.diagnostic import (
    IndicatorFactory,
    IndicatorValueFactory,
    ReferenceValueFactory,
)

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 1, 5))


def of_kind(found, kind):
    return [block for block in found if isinstance(block, kind)]


def test_the_chapter_is_in_the_progress_report():
    assert "diagnostic" in [chapter.slug for chapter in chapters_for(PROGRESS)]


def test_the_chapter_counts_tables_draws_and_cites():
    value = IndicatorValueFactory(indicator__name="Vacance", value=Decimal("19.7"))
    IndicatorFactory(name="Fréquentation", institution="Ville")

    found = build(SCOPE)

    [figures] = of_kind(found, blocks.KeyFigures)
    [table] = of_kind(found, blocks.Table)
    [missing] = of_kind(found, blocks.Bullets)
    [sources] = of_kind(found, blocks.Sources)
    assert [number for number, _label in figures.items] == ["2", "1", "1"]
    assert table.rows[0][:3] == ["Vacance", "19,7\u00a0%", "2017"]
    assert missing.items == ["Fréquentation (Ville)"]
    assert [item[0] for item in sources.items] == [value.source.title]
    assert len(of_kind(found, blocks.Figure)) == 1


@pytest.mark.parametrize("is_internal", [False, True])
def test_a_value_to_verify_is_never_printed(is_internal):
    IndicatorValueFactory(to_verify=True, value=Decimal("32.4321"))

    found = build(Scope(SCOPE.day, is_internal=is_internal))

    assert "32,4321" not in str(found)
    assert of_kind(found, blocks.Figure) == []


def test_an_empty_diagnostic_says_so():
    assert [block.text for block in build(SCOPE)] == ["Aucun indicateur n'est encore défini."]


def test_the_chapter_costs_the_same_for_one_and_three_indicators():
    costs = []
    for more in (1, 2):
        for _ in range(more):
            ReferenceValueFactory(indicator=IndicatorValueFactory().indicator)
        with CaptureQueriesContext(connection) as captured:
            build(SCOPE)
        costs.append(len(captured))

    assert costs[0] == costs[1]
