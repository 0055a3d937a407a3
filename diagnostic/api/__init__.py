"""The diagnostic's part of the API, one module a noun."""

from rest_framework.routers import DefaultRouter

from diagnostic.api.findings import DigitalAssetViewSet, ExpectationViewSet, FindingViewSet
from diagnostic.api.indicators import IndicatorViewSet
from diagnostic.api.maturity import MaturityRoundViewSet
from diagnostic.api.ranking import RankingSessionViewSet
from diagnostic.api.values import IndicatorValueViewSet, PerimeterViewSet

__all__ = [
    "DigitalAssetViewSet",
    "ExpectationViewSet",
    "FindingViewSet",
    "IndicatorValueViewSet",
    "IndicatorViewSet",
    "MaturityRoundViewSet",
    "PerimeterViewSet",
    "RankingSessionViewSet",
    "register",
]


def register(router: DefaultRouter) -> None:
    router.register("indicators", IndicatorViewSet)
    router.register("indicator-values", IndicatorValueViewSet)
    router.register("perimeters", PerimeterViewSet)
    router.register("ranking-sessions", RankingSessionViewSet)
    router.register("maturity-rounds", MaturityRoundViewSet)
    router.register("assets", DigitalAssetViewSet)
    router.register("expectations", ExpectationViewSet)
    router.register("findings", FindingViewSet)
