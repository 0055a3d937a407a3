"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    INSTRUCTIONS,
    TRAP,
    Asked,
    Choice,
    Posted,
    Rank,
    SectionForm,
    Told,
    raw_answer,
)
from consultation.forms.codes import (
    AccessCodesForm,
    LetterCodeForm,
    MailForm,
    ReceiptCodeForm,
    ResumeCodeForm,
)
from consultation.forms.marks import LiftMarksForm

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AccessCodesForm",
    "Asked",
    "Choice",
    "LetterCodeForm",
    "LiftMarksForm",
    "MailForm",
    "Posted",
    "Rank",
    "ReceiptCodeForm",
    "ResumeCodeForm",
    "SectionForm",
    "Told",
    "raw_answer",
]
