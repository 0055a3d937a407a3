"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    TRAP,
    Posted,
    SectionForm,
    raw_answer,
)
from consultation.forms.asked import Asked, Choice, Line, Rank
from consultation.forms.codes import (
    AccessCodesForm,
    LetterCodeForm,
    MailForm,
    ReceiptCodeForm,
    ResumeCodeForm,
)
from consultation.forms.instructions import INSTRUCTIONS, instruction_of
from consultation.forms.marks import LiftMarksForm
from consultation.forms.told import Told, file_size, told_lines

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AccessCodesForm",
    "Asked",
    "Choice",
    "LetterCodeForm",
    "LiftMarksForm",
    "Line",
    "MailForm",
    "Posted",
    "Rank",
    "ReceiptCodeForm",
    "ResumeCodeForm",
    "SectionForm",
    "Told",
    "file_size",
    "instruction_of",
    "raw_answer",
    "told_lines",
]
