"""Drawings of the action plan: effort against effect, money, the calendar."""

from actionplan.charts.funding import build_cash_chart
from actionplan.charts.scenarios import (
    build_pareto_chart,
)
from actionplan.charts.schedule import MOST_ROWS, build_gantt, columns, period, table_row
from actionplan.charts.sheets import (
    LOOKS,
    OTHER_LOOK,
    build_chart,
    easy_and_strong,
)

__all__ = [
    "LOOKS",
    "MOST_ROWS",
    "OTHER_LOOK",
    "build_cash_chart",
    "build_chart",
    "build_gantt",
    "build_pareto_chart",
    "columns",
    "easy_and_strong",
    "period",
    "table_row",
]
