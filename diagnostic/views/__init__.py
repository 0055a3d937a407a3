"""Public pages of the diagnostic, and the team's: one module a noun."""

from diagnostic.views.expectations import ExpectationListView
from diagnostic.views.finding_verbs import FindingMergeView, FindingMoveView, FindingSplitView
from diagnostic.views.findings import FindingDetailView, FindingListView
from diagnostic.views.gaps import GapsView
from diagnostic.views.imports import (
    import_check,
    import_confirm,
    import_detail,
    import_discard,
    import_errors,
    import_list,
    import_mapping,
    import_status,
)
from diagnostic.views.indicators import IndicatorDetailView, IndicatorListView
from diagnostic.views.inventory import AssetListView
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
from diagnostic.views.themes import ThemeDetailView

__all__ = [
    "AssetListView",
    "ExpectationListView",
    "FindingDetailView",
    "FindingListView",
    "FindingMergeView",
    "FindingMoveView",
    "FindingSplitView",
    "GapsView",
    "IndicatorDetailView",
    "IndicatorListView",
    "SessionListView",
    "ThemeDetailView",
    "import_check",
    "import_confirm",
    "import_detail",
    "import_discard",
    "import_errors",
    "import_list",
    "import_mapping",
    "import_status",
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
