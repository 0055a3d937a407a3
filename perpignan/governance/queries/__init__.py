from perpignan.governance.queries.bodies import bodies_with_seats, decisions_taken
from perpignan.governance.queries.decisions import (
    decision_evidence,
    decisions_for,
    links_of,
    tasks_for,
)
from perpignan.governance.queries.diary import (
    Milestone,
    diary_entries,
    milestone_for,
    milestones_for,
    moves_for,
    risks_in_order,
)
from perpignan.governance.queries.meetings import (
    get_meeting_for,
    meetings_for,
    minutes_of,
    next_meetings,
    proposed_points,
)
from perpignan.governance.queries.notices import (
    facts_for,
    facts_read,
    live_feeds,
    people_to_tell,
    preference_of,
    untold_facts,
)
from perpignan.governance.queries.requests import (
    get_request_for,
    requests_by_service,
    requests_for,
)
from perpignan.governance.queries.review import (
    open_mentions,
    open_remarks_to,
    people_to_mention,
    remarks_on,
    reviewed_texts,
)
from perpignan.governance.queries.workspace import (
    changes_for,
    diary_to_come,
    queues_for,
    waiting_by_duty,
)

__all__ = [
    "Milestone",
    "bodies_with_seats",
    "changes_for",
    "decision_evidence",
    "decisions_for",
    "decisions_taken",
    "diary_entries",
    "diary_to_come",
    "facts_for",
    "facts_read",
    "get_meeting_for",
    "get_request_for",
    "links_of",
    "live_feeds",
    "meetings_for",
    "milestone_for",
    "milestones_for",
    "minutes_of",
    "moves_for",
    "next_meetings",
    "open_mentions",
    "open_remarks_to",
    "people_to_mention",
    "people_to_tell",
    "preference_of",
    "proposed_points",
    "queues_for",
    "remarks_on",
    "requests_by_service",
    "requests_for",
    "reviewed_texts",
    "risks_in_order",
    "tasks_for",
    "untold_facts",
    "waiting_by_duty",
]
