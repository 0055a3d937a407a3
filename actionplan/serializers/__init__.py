from actionplan.serializers.sheets import (
    ActionSheetSerializer,
    SheetLeverSerializer,
    SheetPartnerSerializer,
)

__all__ = [
    "ActionSheetSerializer",
    "SheetLeverSerializer",
    "SheetPartnerSerializer",
]
