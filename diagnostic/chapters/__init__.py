"""What the diagnostic adds to reports, one module a noun."""

from diagnostic.chapters import (
    findings,
    indicators,
    inventory,
    maturity,
    portrait,
    ranking,
    ranking_method,
    values_annex,
)

__all__ = [
    "findings",
    "indicators",
    "inventory",
    "maturity",
    "portrait",
    "ranking",
    "ranking_method",
    "values_annex",
]
