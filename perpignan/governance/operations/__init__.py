"""Writes of the governance: the page, the API, the admin and the import call these."""

from perpignan.governance.operations.decisions import (
    drop_task,
    finish_task,
    link_decision,
    take_decision,
)
from perpignan.governance.operations.meetings import (
    approve_minutes,
    build_agenda,
    save_minutes,
)
from perpignan.governance.operations.milestones import move_milestone
from perpignan.governance.operations.records import save_record
from perpignan.governance.operations.requests import answer_request, save_request
from perpignan.governance.operations.visits import note_visit

__all__ = [
    "answer_request",
    "approve_minutes",
    "build_agenda",
    "drop_task",
    "finish_task",
    "link_decision",
    "move_milestone",
    "note_visit",
    "save_minutes",
    "save_record",
    "save_request",
    "take_decision",
]
