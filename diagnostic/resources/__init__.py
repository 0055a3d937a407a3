"""Imports and exports of the diagnostic, one module a noun."""

from diagnostic.resources.imports import (
    ImportMappingResource,
    ImportRunResource,
    MappedColumnResource,
)
from diagnostic.resources.indicators import (
    IndicatorResource,
    IndicatorValueResource,
    PerimeterResource,
    ReferenceValueResource,
)
from diagnostic.resources.maturity import (
    MaturityAnswerResource,
    MaturityDimensionResource,
    MaturityLevelResource,
    MaturityRoundResource,
)
from diagnostic.resources.ranking import (
    ActionScoreResource,
    CriterionResource,
    RankingSessionResource,
    StakeholderResource,
    StakeholderWeightResource,
)

__all__ = [
    "ActionScoreResource",
    "CriterionResource",
    "ImportMappingResource",
    "ImportRunResource",
    "IndicatorResource",
    "IndicatorValueResource",
    "MappedColumnResource",
    "MaturityAnswerResource",
    "MaturityDimensionResource",
    "MaturityLevelResource",
    "MaturityRoundResource",
    "PerimeterResource",
    "RankingSessionResource",
    "ReferenceValueResource",
    "StakeholderResource",
    "StakeholderWeightResource",
]
