"""What the diagnostic knows: indicators first, then what is made of them."""

from diagnostic.models.criteria import Criterion, Stakeholder
from diagnostic.models.indicators import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Measure,
    Perimeter,
    ReferenceValue,
    ValueQuerySet,
)
from diagnostic.models.maturity import (
    MaturityAnswer,
    MaturityDimension,
    MaturityLevel,
    MaturityRound,
)
from diagnostic.models.ranking import (
    ActionScore,
    RankedAction,
    RankingSession,
    RankingSessionQuerySet,
    StakeholderWeight,
)

__all__ = [
    "ActionScore",
    "Criterion",
    "Indicator",
    "IndicatorAction",
    "IndicatorValue",
    "MaturityAnswer",
    "MaturityDimension",
    "MaturityLevel",
    "MaturityRound",
    "Measure",
    "Perimeter",
    "RankedAction",
    "RankingSession",
    "RankingSessionQuerySet",
    "ReferenceValue",
    "Stakeholder",
    "StakeholderWeight",
    "ValueQuerySet",
]
