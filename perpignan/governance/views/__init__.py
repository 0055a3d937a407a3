from perpignan.governance.views.decisions import decision_list, task_detail, task_finish
from perpignan.governance.views.meetings import agenda_add, meeting_detail, meeting_list
from perpignan.governance.views.requests import request_detail, request_file, request_list
from perpignan.governance.views.workspace import workspace

__all__ = [
    "agenda_add",
    "decision_list",
    "meeting_detail",
    "meeting_list",
    "request_detail",
    "request_file",
    "request_list",
    "task_detail",
    "task_finish",
    "workspace",
]
