"""What people type into the diagnostic, one module a noun."""

from diagnostic.forms.findings import MergeForm, MoveForm, SplitForm
from diagnostic.forms.maturity import MaturityForm
from diagnostic.forms.ranking import ClassFormSet, CompareForm, CopySessionForm, WeightsForm

__all__ = [
    "ClassFormSet",
    "CompareForm",
    "CopySessionForm",
    "MaturityForm",
    "MergeForm",
    "MoveForm",
    "SplitForm",
    "WeightsForm",
]
