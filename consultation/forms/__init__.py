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
from consultation.forms.entry import (
    BatchForm,
    Difference,
    SampleForm,
    SheetForm,
    Typed,
    differences_of,
    read_number,
    sheet_questions,
)
from consultation.forms.imports import AnswerImportForm
from consultation.forms.paper import paper_data, printed_options
from consultation.forms.workshop import CountsForm, PlaceForm, VerbatimForm, WorkshopForm

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AnswerImportForm",
    "Asked",
    "BatchForm",
    "Choice",
    "CountsForm",
    "Difference",
    "PlaceForm",
    "Posted",
    "Rank",
    "ReceiptCodeForm",
    "SampleForm",
    "SectionForm",
    "SheetForm",
    "Told",
    "Typed",
    "VerbatimForm",
    "WorkshopForm",
    "differences_of",
    "paper_data",
    "printed_options",
    "raw_answer",
    "read_number",
    "sheet_questions",
]
