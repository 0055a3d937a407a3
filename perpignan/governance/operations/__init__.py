"""Writes of the governance: the page, the API, the admin and the import call these."""

from perpignan.governance.operations.comments import (
    add_comment,
    reopen_comment,
    resolve_comment,
)
from perpignan.governance.operations.decisions import (
    drop_task,
    finish_task,
    link_decision,
    take_decision,
)
from perpignan.governance.operations.feeds import make_feed_link, revoke_feed_link
from perpignan.governance.operations.meetings import (
    approve_minutes,
    build_agenda,
    save_minutes,
)
from perpignan.governance.operations.milestones import move_milestone
from perpignan.governance.operations.notices import (
    person_of,
    read_notices,
    save_preference,
    send_digest,
    send_digests,
    stop_mails,
    stop_token,
)
from perpignan.governance.operations.records import save_record
from perpignan.governance.operations.requests import answer_request, save_request
from perpignan.governance.operations.risks import review_risk
from perpignan.governance.operations.visits import note_visit

__all__ = [
    "add_comment",
    "answer_request",
    "approve_minutes",
    "build_agenda",
    "drop_task",
    "finish_task",
    "link_decision",
    "make_feed_link",
    "move_milestone",
    "note_visit",
    "person_of",
    "read_notices",
    "reopen_comment",
    "resolve_comment",
    "review_risk",
    "revoke_feed_link",
    "save_minutes",
    "save_preference",
    "save_record",
    "save_request",
    "send_digest",
    "send_digests",
    "stop_mails",
    "stop_token",
    "take_decision",
]
