"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    INSTRUCTIONS,
    TRAP,
    Asked,
    Choice,
    Posted,
    Rank,
    ReceiptCodeForm,
    SectionForm,
    Told,
    raw_answer,
)

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "Asked",
    "Choice",
    "Posted",
    "Rank",
    "ReceiptCodeForm",
    "SectionForm",
    "Told",
    "raw_answer",
]
