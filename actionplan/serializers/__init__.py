from actionplan.serializers.funding import FundingPlanSerializer
from actionplan.serializers.sheets import (
    ActionSheetSerializer,
    SheetLeverSerializer,
    SheetPartnerSerializer,
)
from actionplan.serializers.solutions import SolutionSerializer
from actionplan.serializers.strategy import (
    StrategySerializer,
    StrategyVersionContentSerializer,
    StrategyVersionSerializer,
)
from actionplan.serializers.versions import (
    PlanVersionContentSerializer,
    PlanVersionSerializer,
)

__all__ = [
    "ActionSheetSerializer",
    "FundingPlanSerializer",
    "PlanVersionContentSerializer",
    "PlanVersionSerializer",
    "SheetLeverSerializer",
    "SheetPartnerSerializer",
    "SolutionSerializer",
    "StrategySerializer",
    "StrategyVersionContentSerializer",
    "StrategyVersionSerializer",
]
