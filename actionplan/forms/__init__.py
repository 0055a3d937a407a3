"""What the team is asked: plain forms, no script."""

from actionplan.forms.documents import DocumentForm, LetterForm
from actionplan.forms.schedule import MoveForm
from actionplan.forms.solutions import MergeForm, ReasonForm, SplitForm
from actionplan.forms.versions import CompareForm, FreezeForm

__all__ = [
    "CompareForm",
    "DocumentForm",
    "FreezeForm",
    "LetterForm",
    "MergeForm",
    "MoveForm",
    "ReasonForm",
    "SplitForm",
]
