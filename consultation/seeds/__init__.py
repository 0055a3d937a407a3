"""The study's content for the consultation, one module a noun."""

from consultation.seeds import (
    answers,
    consultation,
    contributions,
    margins,
    statements,
    themes,
)

__all__ = [
    "answers",
    "consultation",
    "contributions",
    "margins",
    "statements",
    "themes",
]
