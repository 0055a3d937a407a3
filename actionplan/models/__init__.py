"""Nouns of the action plan: solutions, sheets and their parts, frozen versions."""

from actionplan.models.costs import CostLine, CostLineQuerySet
from actionplan.models.dependencies import Dependency
from actionplan.models.documents import SheetDocument, SheetDocumentQuerySet
from actionplan.models.funding import (
    FundingAmount,
    FundingTerms,
    SheetLever,
    SheetLeverQuerySet,
    firm_lever_refusal,
    origin_of,
)
from actionplan.models.indicators import ActionIndicator, IndicatorMeasure
from actionplan.models.levers import (
    LeverDeadline,
    PastGrant,
)
from actionplan.models.partners import SheetPartner, SheetPartnerQuerySet
from actionplan.models.scenario_limits import (
    ScenarioAction,
    ScenarioBudget,
    ScenarioLever,
    ScenarioMinimum,
    ScenarioPair,
    ScenarioPart,
)
from actionplan.models.scenarios import Scenario, ScenarioQuerySet
from actionplan.models.sheets import (
    SCORE,
    ActionSheet,
    SheetPart,
    SheetQuerySet,
)
from actionplan.models.solutions import (
    Solution,
    SolutionAction,
    SolutionArgument,
    SolutionAxis,
    SolutionQuerySet,
)
from actionplan.models.steps import ActionStep, Risk
from actionplan.models.strategy import (
    Orientation,
    OrientationAction,
    Strategy,
    StrategyQuerySet,
    StrategyVersion,
)
from actionplan.models.versions import PlanVersion

__all__ = [
    "SCORE",
    "ActionIndicator",
    "ActionSheet",
    "ActionStep",
    "CostLine",
    "CostLineQuerySet",
    "Dependency",
    "FundingAmount",
    "FundingTerms",
    "IndicatorMeasure",
    "LeverDeadline",
    "Orientation",
    "OrientationAction",
    "PastGrant",
    "PlanVersion",
    "Risk",
    "Scenario",
    "ScenarioAction",
    "ScenarioBudget",
    "ScenarioLever",
    "ScenarioMinimum",
    "ScenarioPair",
    "ScenarioPart",
    "ScenarioQuerySet",
    "SheetDocument",
    "SheetDocumentQuerySet",
    "SheetLever",
    "SheetLeverQuerySet",
    "SheetPart",
    "SheetPartner",
    "SheetPartnerQuerySet",
    "SheetQuerySet",
    "Solution",
    "SolutionAction",
    "SolutionArgument",
    "SolutionAxis",
    "SolutionQuerySet",
    "Strategy",
    "StrategyQuerySet",
    "StrategyVersion",
    "firm_lever_refusal",
    "origin_of",
]
