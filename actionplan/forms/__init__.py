"""What the team is asked: plain forms, no script."""

from actionplan.forms.documents import DocumentForm, LetterForm
from actionplan.forms.levers import (
    LeverFilterForm,
)
from actionplan.forms.own_sheets import CorrectionForm, ProposalForm
from actionplan.forms.scenarios import (
    AdoptForm,
    ScenarioCompareForm,
    ScenarioForm,
    VariantForm,
)
from actionplan.forms.schedule import MoveForm
from actionplan.forms.solutions import MergeForm, ReasonForm, SplitForm
from actionplan.forms.strategy import (
    AdoptStrategyForm,
    ConfirmForm,
    FreezeStrategyForm,
    StrategyCompareForm,
)
from actionplan.forms.versions import CompareForm, FreezeForm

__all__ = [
    "AdoptForm",
    "AdoptStrategyForm",
    "CompareForm",
    "ConfirmForm",
    "CorrectionForm",
    "DocumentForm",
    "FreezeForm",
    "FreezeStrategyForm",
    "LetterForm",
    "LeverFilterForm",
    "MergeForm",
    "MoveForm",
    "ProposalForm",
    "ReasonForm",
    "ScenarioCompareForm",
    "ScenarioForm",
    "SplitForm",
    "StrategyCompareForm",
    "VariantForm",
]
