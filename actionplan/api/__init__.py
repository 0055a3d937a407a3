from actionplan.api.sheets import (
    ActionSheetViewSet,
    register,
)

__all__ = [
    "ActionSheetViewSet",
    "register",
]
