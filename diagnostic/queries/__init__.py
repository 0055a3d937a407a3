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
from diagnostic.queries.maturity import (
    answers_of,
    dimensions_with_levels,
    open_round,
    results_of,
    rounds,
)
from diagnostic.queries.ranking import (
    active_criteria,
    get_session_for,
    latest_frozen_session,
    open_sessions,
    scores_of_session,
    sessions_for,
    show_session,
)

__all__ = [
    "active_criteria",
    "answers_of",
    "dimensions_with_levels",
    "evidence_links",
    "get_session_for",
    "hidden_value_count",
    "indicators_for",
    "latest_frozen_session",
    "measured_indicators",
    "open_round",
    "open_sessions",
    "results_of",
    "rounds",
    "scores_of_session",
    "sessions_for",
    "show_session",
    "unmeasured_indicators",
    "values_for",
    "values_to_verify",
]
