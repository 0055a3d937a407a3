from actionplan.admin.sheets import (
    ActionSheetAdmin,
    DependencyInline,
    LacksFilter,
    LeverInline,
    PartnerInline,
    RiskInline,
    StepInline,
)

__all__ = [
    "ActionSheetAdmin",
    "DependencyInline",
    "LacksFilter",
    "LeverInline",
    "PartnerInline",
    "RiskInline",
    "StepInline",
]
