from perpignan.study.models.action import Action
from perpignan.study.models.base import Illustrated, Sourced, Translated
from perpignan.study.models.interview import (
    Interview,
    InterviewGuide,
    InterviewQuestion,
    Quote,
    ResourcePerson,
)
from perpignan.study.models.lever import FundingLever
from perpignan.study.models.links import (
    ActionAxis,
    ActionZone,
    FundingLeverAxis,
    FundingLeverPriority,
    FundingLeverSource,
    StudySource,
    UserRole,
)
from perpignan.study.models.news import News
from perpignan.study.models.partner import Partner
from perpignan.study.models.source import Source
from perpignan.study.models.study import Deliverable, Phase, Study
from perpignan.study.models.taxonomy import Axis, Priority, Zone
from perpignan.study.models.user import User

__all__ = [
    "Action",
    "ActionAxis",
    "ActionZone",
    "Axis",
    "Deliverable",
    "FundingLever",
    "FundingLeverAxis",
    "FundingLeverPriority",
    "FundingLeverSource",
    "Illustrated",
    "Interview",
    "InterviewGuide",
    "InterviewQuestion",
    "News",
    "Partner",
    "Phase",
    "Priority",
    "Quote",
    "ResourcePerson",
    "Source",
    "Sourced",
    "Study",
    "StudySource",
    "Translated",
    "User",
    "UserRole",
    "Zone",
]
