"""What the action plan adds to reports, one module a noun."""

from actionplan.chapters import (
    follow_up,
    funding,
    funding_annex,
    levers,
    note,
    partners,
    resolution,
    roadmap,
    scenarios,
    schedule,
    sheets,
    solutions,
    state,
    strategy,
    summary,
)

__all__ = [
    "follow_up",
    "funding",
    "funding_annex",
    "levers",
    "note",
    "partners",
    "resolution",
    "roadmap",
    "scenarios",
    "schedule",
    "sheets",
    "solutions",
    "state",
    "strategy",
    "summary",
]
