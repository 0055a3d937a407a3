"""What the API says of the diagnostic, one module a noun."""

from diagnostic.serializers.findings import (
    DigitalAssetSerializer,
    ExpectationSerializer,
    FindingSerializer,
)
from diagnostic.serializers.indicators import (
    IndicatorSerializer,
    IndicatorValueSerializer,
    ReferenceValueSerializer,
)
from diagnostic.serializers.maturity import MaturityRoundSerializer
from diagnostic.serializers.perimeters import PerimeterSerializer, ValueSerializer
from diagnostic.serializers.ranking import RankingSessionDetailSerializer, RankingSessionSerializer

__all__ = [
    "DigitalAssetSerializer",
    "ExpectationSerializer",
    "FindingSerializer",
    "IndicatorSerializer",
    "IndicatorValueSerializer",
    "MaturityRoundSerializer",
    "PerimeterSerializer",
    "RankingSessionDetailSerializer",
    "RankingSessionSerializer",
    "ReferenceValueSerializer",
    "ValueSerializer",
]
