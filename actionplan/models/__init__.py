"""The action sheet and its parts: who does what, in which order, with whose money."""

from actionplan.models.costs import CostLine, CostLineQuerySet
from actionplan.models.sheets import (
    SCORE,
    ActionSheet,
    ActionStep,
    Dependency,
    Risk,
    SheetLever,
    SheetPart,
    SheetPartner,
    SheetQuerySet,
    firm_lever_refusal,
)

__all__ = [
    "SCORE",
    "ActionSheet",
    "ActionStep",
    "CostLine",
    "CostLineQuerySet",
    "Dependency",
    "Risk",
    "SheetLever",
    "SheetPart",
    "SheetPartner",
    "SheetQuerySet",
    "firm_lever_refusal",
]
