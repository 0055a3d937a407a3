"""The diagnostic's part of the API, one module a noun."""

from rest_framework.routers import DefaultRouter

from diagnostic.api.criteria import CriterionViewSet, StakeholderViewSet
from diagnostic.api.findings import DigitalAssetViewSet, ExpectationViewSet, FindingViewSet
from diagnostic.api.imports import ImportMappingViewSet, ImportRunViewSet
from diagnostic.api.indicators import IndicatorViewSet
from diagnostic.api.maturity import MaturityDimensionViewSet, MaturityRoundViewSet
from diagnostic.api.ranking import RankingSessionViewSet
from diagnostic.api.values import IndicatorValueViewSet, PerimeterViewSet

__all__ = [
    "CriterionViewSet",
    "DigitalAssetViewSet",
    "ExpectationViewSet",
    "FindingViewSet",
    "ImportMappingViewSet",
    "ImportRunViewSet",
    "IndicatorValueViewSet",
    "IndicatorViewSet",
    "MaturityDimensionViewSet",
    "MaturityRoundViewSet",
    "PerimeterViewSet",
    "RankingSessionViewSet",
    "StakeholderViewSet",
    "register",
]


def register(router: DefaultRouter) -> None:
    router.register("indicators", IndicatorViewSet)
    router.register("indicator-values", IndicatorValueViewSet)
    router.register("perimeters", PerimeterViewSet)
    router.register("ranking-sessions", RankingSessionViewSet)
    router.register("maturity-rounds", MaturityRoundViewSet)
    router.register("maturity-dimensions", MaturityDimensionViewSet)
    router.register("criteria", CriterionViewSet)
    router.register("stakeholders", StakeholderViewSet)
    router.register("import-mappings", ImportMappingViewSet)
    router.register("import-runs", ImportRunViewSet)
    router.register("assets", DigitalAssetViewSet)
    router.register("expectations", ExpectationViewSet)
    router.register("findings", FindingViewSet)
