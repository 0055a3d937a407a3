"""Writes of the diagnostic: the page, the API, the admin and the import call these."""

from diagnostic.operations.expectations import save_expectation
from diagnostic.operations.findings import (
    Part,
    answer_finding,
    merge_findings,
    move_finding,
    save_finding,
    save_finding_link,
    save_proof,
    split_finding,
)
from diagnostic.operations.indicators import (
    link_action,
    record_reference,
    record_value,
    save_indicator,
    save_link,
)
from diagnostic.operations.inventory import save_asset, save_overlap
from diagnostic.operations.maturity import answer_maturity, save_maturity
from diagnostic.operations.ranking import (
    classify,
    classify_all,
    copy_session,
    delete_score,
    freeze_session,
    refresh_results,
    replay_session,
    save_criterion,
    save_ranked_actions,
    save_score,
    save_scores,
    save_session,
    save_stakeholder,
    save_weights,
)

__all__ = [
    "Part",
    "answer_finding",
    "answer_maturity",
    "classify",
    "classify_all",
    "copy_session",
    "delete_score",
    "freeze_session",
    "link_action",
    "merge_findings",
    "move_finding",
    "record_reference",
    "record_value",
    "refresh_results",
    "replay_session",
    "save_asset",
    "save_criterion",
    "save_expectation",
    "save_finding",
    "save_finding_link",
    "save_indicator",
    "save_link",
    "save_maturity",
    "save_overlap",
    "save_proof",
    "save_ranked_actions",
    "save_score",
    "save_scores",
    "save_session",
    "save_stakeholder",
    "save_weights",
    "split_finding",
]
