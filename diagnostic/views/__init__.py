"""Public pages of the diagnostic, and the team's: one module a noun."""

from diagnostic.views.indicators import IndicatorDetailView, IndicatorListView
from diagnostic.views.maturity import maturity_answer, maturity_overview
from diagnostic.views.ranking import (
    SessionListView,
    latest_ranking,
    session_compare,
    session_detail,
)
from diagnostic.views.scoring import (
    score_grid,
    session_classes,
    session_copy,
    session_freeze,
    session_replay,
    session_weights,
)

__all__ = [
    "IndicatorDetailView",
    "IndicatorListView",
    "SessionListView",
    "latest_ranking",
    "maturity_answer",
    "maturity_overview",
    "score_grid",
    "session_classes",
    "session_compare",
    "session_copy",
    "session_detail",
    "session_freeze",
    "session_replay",
    "session_weights",
]
