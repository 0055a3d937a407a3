"""What the diagnostic knows: indicators first, then what is made of them."""

from diagnostic.models.criteria import Criterion, Stakeholder
from diagnostic.models.expectations import Expectation, ExpectationQuerySet
from diagnostic.models.findings import Finding, FindingQuerySet
from diagnostic.models.imports import ImportMapping, ImportRun, MappedColumn, RunQuerySet
from diagnostic.models.indicators import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Measure,
    Perimeter,
    ReferenceValue,
    StandardCode,
    ValueQuerySet,
)
from diagnostic.models.inventory import (
    AssetOverlap,
    AssetQuerySet,
    DigitalAsset,
    DigitalAssetSource,
)
from diagnostic.models.maturity import (
    MaturityAnswer,
    MaturityDimension,
    MaturityLevel,
    MaturityRound,
)
from diagnostic.models.proofs import FindingAction, FindingProof
from diagnostic.models.ranking import (
    ActionScore,
    RankedAction,
    RankingSession,
    RankingSessionQuerySet,
    StakeholderWeight,
)

__all__ = [
    "ActionScore",
    "AssetOverlap",
    "AssetQuerySet",
    "Criterion",
    "DigitalAsset",
    "DigitalAssetSource",
    "Expectation",
    "ExpectationQuerySet",
    "Finding",
    "FindingAction",
    "FindingProof",
    "FindingQuerySet",
    "ImportMapping",
    "ImportRun",
    "Indicator",
    "IndicatorAction",
    "IndicatorValue",
    "MappedColumn",
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
    "RunQuerySet",
    "Stakeholder",
    "StakeholderWeight",
    "StandardCode",
    "ValueQuerySet",
]
