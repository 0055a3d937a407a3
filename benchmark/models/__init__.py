from benchmark.models.city import City, CityIndicator
from benchmark.models.initiative import Initiative, InitiativeAction
from benchmark.models.interview import CityInterview
from benchmark.models.links import (
    InitiativeAxis,
    InitiativePriority,
    InitiativeSource,
    InitiativeZone,
)

__all__ = [
    "City",
    "CityIndicator",
    "CityInterview",
    "Initiative",
    "InitiativeAction",
    "InitiativeAxis",
    "InitiativePriority",
    "InitiativeSource",
    "InitiativeZone",
]
