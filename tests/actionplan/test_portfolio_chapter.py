"""The chapter of scenarios: internal, and honest about the solver."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan.chapters import portfolio
from perpignan.reports.chapters import Scope
from tests.factories.actionplan import ScenarioFactory

pytestmark = pytest.mark.django_db
DAY = date(2030, 1, 5)
DONE = {
    "status": "done",
    "solver_status": "feasible",
    "objective": 12.5,
    "bound": 13.0,
    "gap": 0.0312,
    "result": {"chosen": [{"code": "A"}, {"code": "B"}]},
}


def test_each_scenario_carries_its_weights_its_status_and_its_gap():
    ScenarioFactory(name="Prudent", **DONE)

    _adopted, table, method = None, *portfolio.build(Scope(DAY, is_internal=True))

    (row,) = table.rows
    assert row[:2] == ["Prudent", "2"]
    assert row[4:] == ["Effet attendu (1 à 5)", "Admissible", "3,12\u00a0%"]
    assert "L'écart dit" in method.text


def test_a_public_report_holds_no_scenario():
    ScenarioFactory(name="Secret", **DONE)

    assert "Secret" not in str(portfolio.build(Scope(DAY)))


def test_chapter_costs_the_same_for_one_and_three():
    counts = []
    for more in (1, 2):
        for _ in range(more):
            ScenarioFactory(**DONE)
        with CaptureQueriesContext(connection) as captured:
            portfolio.build(Scope(DAY, is_internal=True))
        counts.append(len(captured))

    assert counts[0] == counts[1]
