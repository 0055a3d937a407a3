"""The study's content for the consultation, one module a noun."""

from consultation.seeds import (
    answers,
    budget,
    consultation,
    contributions,
    margins,
    statements,
    themes,
)

__all__ = [
    "answers",
    "budget",
    "consultation",
    "contributions",
    "margins",
    "statements",
    "themes",
]
