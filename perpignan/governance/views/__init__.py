from perpignan.governance.views.decisions import decision_list, task_detail, task_finish
from perpignan.governance.views.feeds import feed, feed_make, feed_revoke
from perpignan.governance.views.meetings import agenda_add, meeting_detail, meeting_list
from perpignan.governance.views.notices import (
    notice_list,
    notices_read,
    preference_save,
    unsubscribe,
)
from perpignan.governance.views.requests import request_detail, request_file, request_list
from perpignan.governance.views.review import comment_resolve, review
from perpignan.governance.views.workspace import workspace

__all__ = [
    "agenda_add",
    "comment_resolve",
    "decision_list",
    "feed",
    "feed_make",
    "feed_revoke",
    "meeting_detail",
    "meeting_list",
    "notice_list",
    "notices_read",
    "preference_save",
    "request_detail",
    "request_file",
    "request_list",
    "review",
    "task_detail",
    "task_finish",
    "unsubscribe",
    "workspace",
]
