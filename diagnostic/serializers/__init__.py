"""What the API says of the diagnostic, one module a noun."""

from diagnostic.serializers.criteria import CriterionSerializer, StakeholderSerializer
from diagnostic.serializers.findings import (
    DigitalAssetSerializer,
    ExpectationSerializer,
    FindingSerializer,
)
from diagnostic.serializers.imports import ImportMappingSerializer, ImportRunSerializer
from diagnostic.serializers.indicators import (
    IndicatorSerializer,
    IndicatorValueSerializer,
    ReferenceValueSerializer,
)
from diagnostic.serializers.maturity import MaturityDimensionSerializer, MaturityRoundSerializer
from diagnostic.serializers.perimeters import PerimeterSerializer, ValueSerializer
from diagnostic.serializers.ranking import RankingSessionDetailSerializer, RankingSessionSerializer

__all__ = [
    "CriterionSerializer",
    "DigitalAssetSerializer",
    "ExpectationSerializer",
    "FindingSerializer",
    "ImportMappingSerializer",
    "ImportRunSerializer",
    "IndicatorSerializer",
    "IndicatorValueSerializer",
    "MaturityDimensionSerializer",
    "MaturityRoundSerializer",
    "PerimeterSerializer",
    "RankingSessionDetailSerializer",
    "RankingSessionSerializer",
    "ReferenceValueSerializer",
    "StakeholderSerializer",
    "ValueSerializer",
]
