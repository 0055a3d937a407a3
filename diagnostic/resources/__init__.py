"""Imports and exports of the diagnostic, one module a noun."""

from diagnostic.resources.indicators import (
    IndicatorResource,
    IndicatorValueResource,
    PerimeterResource,
    ReferenceValueResource,
)
from diagnostic.resources.maturity import MaturityAnswerResource, MaturityLevelResource
from diagnostic.resources.ranking import (
    ActionScoreResource,
    CriterionResource,
    StakeholderWeightResource,
)

__all__ = [
    "ActionScoreResource",
    "CriterionResource",
    "IndicatorResource",
    "IndicatorValueResource",
    "MaturityAnswerResource",
    "MaturityLevelResource",
    "PerimeterResource",
    "ReferenceValueResource",
    "StakeholderWeightResource",
]
