"""Reads of the action plan that pages, the API, reports and other doors share."""

from actionplan.queries.costs import CostTotal, cost_totals, yearly_costs
from actionplan.queries.sheets import (
    BudgetTotal,
    LeverAtDate,
    budget_totals,
    full_sheets,
    full_sheets_for,
    funding_date,
    incomplete_sheets,
    levers_at,
    levers_of_sheets,
    sheets_for,
)

__all__ = [
    "BudgetTotal",
    "CostTotal",
    "LeverAtDate",
    "budget_totals",
    "cost_totals",
    "full_sheets",
    "full_sheets_for",
    "funding_date",
    "incomplete_sheets",
    "levers_at",
    "levers_of_sheets",
    "sheets_for",
    "yearly_costs",
]
