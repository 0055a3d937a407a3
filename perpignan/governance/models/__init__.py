from perpignan.governance.models.bodies import Body, Membership
from perpignan.governance.models.comments import Comment
from perpignan.governance.models.decisions import Decision, DecisionLink, Task
from perpignan.governance.models.diary import DiaryEntry, MilestoneMove, StudyRisk
from perpignan.governance.models.meetings import AgendaItem, Meeting, Minutes
from perpignan.governance.models.notices import Digest, FeedLink, Notice, NoticePreference
from perpignan.governance.models.requests import DocumentRequest
from perpignan.governance.models.visits import WorkspaceVisit

__all__ = [
    "AgendaItem",
    "Body",
    "Comment",
    "Decision",
    "DecisionLink",
    "DiaryEntry",
    "Digest",
    "DocumentRequest",
    "FeedLink",
    "Meeting",
    "Membership",
    "MilestoneMove",
    "Minutes",
    "Notice",
    "NoticePreference",
    "StudyRisk",
    "Task",
    "WorkspaceVisit",
]
