from perpignan.governance.views.decisions import decision_list, task_detail, task_finish
from perpignan.governance.views.diary import diary_add, diary_edit, diary_list
from perpignan.governance.views.feeds import feed, feed_make, feed_revoke
from perpignan.governance.views.meetings import agenda_add, meeting_detail, meeting_list
from perpignan.governance.views.milestones import milestone_list, milestone_move
from perpignan.governance.views.notices import (
    notice_list,
    notices_read,
    preference_save,
    unsubscribe,
)
from perpignan.governance.views.requests import request_detail, request_file, request_list
from perpignan.governance.views.review import comment_resolve, review
from perpignan.governance.views.risks import risk_list, risk_review
from perpignan.governance.views.workspace import workspace

__all__ = [
    "agenda_add",
    "comment_resolve",
    "decision_list",
    "diary_add",
    "diary_edit",
    "diary_list",
    "feed",
    "feed_make",
    "feed_revoke",
    "meeting_detail",
    "meeting_list",
    "milestone_list",
    "milestone_move",
    "notice_list",
    "notices_read",
    "preference_save",
    "request_detail",
    "request_file",
    "request_list",
    "review",
    "risk_list",
    "risk_review",
    "task_detail",
    "task_finish",
    "unsubscribe",
    "workspace",
]
