"""Reads of the diagnostic that pages, the API, reports and other doors share."""

from diagnostic.queries.indicators import (
    evidence_links,
    hidden_value_count,
    indicators_for,
    measured_indicators,
    unmeasured_indicators,
    values_for,
    values_to_verify,
)

__all__ = [
    "evidence_links",
    "hidden_value_count",
    "indicators_for",
    "measured_indicators",
    "unmeasured_indicators",
    "values_for",
    "values_to_verify",
]
