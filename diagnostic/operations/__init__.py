"""Writes of the diagnostic: the page, the API, the admin and the import call these."""

from diagnostic.operations.indicators import (
    link_action,
    record_reference,
    record_value,
    save_indicator,
    save_link,
)
from diagnostic.operations.maturity import (
    answer_maturity,
    record_answer,
)
from diagnostic.operations.ranking import (
    classify,
    copy_session,
    freeze_session,
    refresh_results,
    replay_session,
    save_score,
    save_scores,
    save_session,
    save_weights,
)

__all__ = [
    "answer_maturity",
    "classify",
    "copy_session",
    "freeze_session",
    "link_action",
    "record_answer",
    "record_reference",
    "record_value",
    "refresh_results",
    "replay_session",
    "save_indicator",
    "save_link",
    "save_score",
    "save_scores",
    "save_session",
    "save_weights",
]
