from perpignan.governance.queries.decisions import (
    decision_evidence,
    decisions_for,
    links_of,
    tasks_for,
)
from perpignan.governance.queries.meetings import (
    get_meeting_for,
    meetings_for,
    minutes_of,
    next_meetings,
    proposed_points,
)
from perpignan.governance.queries.requests import get_request_for, requests_for
from perpignan.governance.queries.workspace import (
    changes_for,
    diary_to_come,
    queues_for,
    waiting_by_duty,
)

__all__ = [
    "changes_for",
    "decision_evidence",
    "decisions_for",
    "diary_to_come",
    "get_meeting_for",
    "get_request_for",
    "links_of",
    "meetings_for",
    "minutes_of",
    "next_meetings",
    "proposed_points",
    "queues_for",
    "requests_for",
    "tasks_for",
    "waiting_by_duty",
]
