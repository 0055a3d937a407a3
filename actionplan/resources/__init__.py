"""Imports and exports of the action plan, one module a noun."""

from actionplan.resources.funding import (
    FundingAmountResource,
    FundingTermsResource,
    LeverDeadlineResource,
    PastGrantResource,
    SheetLeverResource,
)
from actionplan.resources.indicators import ActionIndicatorResource, IndicatorMeasureResource
from actionplan.resources.scenarios import (
    ScenarioActionResource,
    ScenarioBudgetResource,
    ScenarioLeverResource,
    ScenarioMinimumResource,
    ScenarioPairResource,
    ScenarioResource,
)
from actionplan.resources.sheets import (
    ActionSheetResource,
    ActionStepResource,
    CostLineResource,
    DependencyResource,
    RiskResource,
    SheetPartnerResource,
)
from actionplan.resources.solutions import SolutionArgumentResource, SolutionResource
from actionplan.resources.strategy import (
    OrientationActionResource,
    OrientationResource,
    StrategyResource,
)

__all__ = [
    "ActionIndicatorResource",
    "ActionSheetResource",
    "ActionStepResource",
    "CostLineResource",
    "DependencyResource",
    "FundingAmountResource",
    "FundingTermsResource",
    "IndicatorMeasureResource",
    "LeverDeadlineResource",
    "OrientationActionResource",
    "OrientationResource",
    "PastGrantResource",
    "RiskResource",
    "ScenarioActionResource",
    "ScenarioBudgetResource",
    "ScenarioLeverResource",
    "ScenarioMinimumResource",
    "ScenarioPairResource",
    "ScenarioResource",
    "SheetLeverResource",
    "SheetPartnerResource",
    "SolutionArgumentResource",
    "SolutionResource",
    "StrategyResource",
]
