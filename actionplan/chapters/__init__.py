"""What the action plan adds to reports, one module a noun."""

from actionplan.chapters import (
    follow_up,
    funding,
    levers,
    partners,
    scenarios,
    schedule,
    sheets,
    solutions,
    state,
)

__all__ = [
    "follow_up",
    "funding",
    "levers",
    "partners",
    "scenarios",
    "schedule",
    "sheets",
    "solutions",
    "state",
]
