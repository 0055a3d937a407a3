"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    TRAP,
    Posted,
    ReceiptCodeForm,
    SectionForm,
    raw_answer,
)
from consultation.forms.asked import Asked, Choice, Line, Rank
from consultation.forms.building import (
    ConditionForm,
    ConditionFormSet,
    CopyForm,
    ExtensionForm,
    ImportForm,
)
from consultation.forms.instructions import INSTRUCTIONS, instruction_of
from consultation.forms.told import Told, file_size, told_lines

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "Asked",
    "Choice",
    "ConditionForm",
    "ConditionFormSet",
    "CopyForm",
    "ExtensionForm",
    "ImportForm",
    "Line",
    "Posted",
    "Rank",
    "ReceiptCodeForm",
    "SectionForm",
    "Told",
    "file_size",
    "instruction_of",
    "raw_answer",
    "told_lines",
]
