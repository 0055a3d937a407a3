from actionplan.serializers.sheets import (
    ActionSheetSerializer,
    SheetLeverSerializer,
    SheetPartnerSerializer,
)
from actionplan.serializers.solutions import SolutionSerializer
from actionplan.serializers.versions import (
    PlanVersionContentSerializer,
    PlanVersionSerializer,
)

__all__ = [
    "ActionSheetSerializer",
    "PlanVersionContentSerializer",
    "PlanVersionSerializer",
    "SheetLeverSerializer",
    "SheetPartnerSerializer",
    "SolutionSerializer",
]
