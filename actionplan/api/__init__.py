from rest_framework.routers import DefaultRouter

from actionplan.api.funding import FundingPlanViewSet
from actionplan.api.sheets import ActionSheetViewSet
from actionplan.api.solutions import SolutionViewSet
from actionplan.api.strategy import StrategyVersionViewSet, StrategyViewSet
from actionplan.api.versions import PlanVersionViewSet

__all__ = [
    "ActionSheetViewSet",
    "FundingPlanViewSet",
    "PlanVersionViewSet",
    "SolutionViewSet",
    "StrategyVersionViewSet",
    "StrategyViewSet",
    "register",
]


def register(router: DefaultRouter) -> None:
    router.register("action-sheets", ActionSheetViewSet)
    router.register("funding-plans", FundingPlanViewSet, basename="funding-plan")
    router.register("solutions", SolutionViewSet)
    router.register("plan-versions", PlanVersionViewSet)
    router.register("strategies", StrategyViewSet, basename="strategy")
    router.register("strategy-versions", StrategyVersionViewSet, basename="strategy-version")
