"""The study's content for the diagnostic, one module a noun."""

from diagnostic.seeds import (
    expectations,
    findings,
    imports,
    indicators,
    inventory,
    maturity,
    ranking,
)

__all__ = [
    "expectations",
    "findings",
    "imports",
    "indicators",
    "inventory",
    "maturity",
    "ranking",
]
