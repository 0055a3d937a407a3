from benchmark.models.city import City, CityIndicator
from benchmark.models.initiative import Initiative, InitiativeAction
from benchmark.models.interview import (
    Interview,
    InterviewGuide,
    InterviewQuestion,
    Quote,
    ResourcePerson,
)
from benchmark.models.links import InitiativeAxis, InitiativePriority, InitiativeSource

__all__ = [
    "City",
    "CityIndicator",
    "Initiative",
    "InitiativeAction",
    "InitiativeAxis",
    "InitiativePriority",
    "InitiativeSource",
    "Interview",
    "InterviewGuide",
    "InterviewQuestion",
    "Quote",
    "ResourcePerson",
]
