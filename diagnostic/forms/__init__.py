"""What people type into the diagnostic, one module a noun."""

from diagnostic.forms.findings import MergeForm, MoveForm, SplitForm
from diagnostic.forms.imports import (
    ColumnFormSet,
    ConfirmForm,
    LayoutForm,
    MappingForm,
    UploadForm,
    column_formset,
)
from diagnostic.forms.maturity import MaturityForm
from diagnostic.forms.ranking import ClassFormSet, CompareForm, CopySessionForm, WeightsForm

__all__ = [
    "ClassFormSet",
    "ColumnFormSet",
    "CompareForm",
    "ConfirmForm",
    "CopySessionForm",
    "LayoutForm",
    "MappingForm",
    "MaturityForm",
    "MergeForm",
    "MoveForm",
    "SplitForm",
    "UploadForm",
    "WeightsForm",
    "column_formset",
]
