"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    TRAP,
    Posted,
    SectionForm,
    raw_answer,
)
from consultation.forms.asked import (
    Asked,
    Choice,
    Line,
    Rank,
)
from consultation.forms.ballot import BallotForm, Card
from consultation.forms.building import (
    ConditionForm,
    ConditionFormSet,
    CopyForm,
    ExtensionForm,
    ImportForm,
)
from consultation.forms.codes import (
    AccessCodesForm,
    LetterCodeForm,
    MailForm,
    ReceiptCodeForm,
    ResumeCodeForm,
)
from consultation.forms.contributions import (
    CommentForm,
    ContributionForm,
    ContributionSearchForm,
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
from consultation.forms.imports import (
    AnswerImportForm,
)
from consultation.forms.instructions import (
    INSTRUCTIONS,
    instruction_of,
)
from consultation.forms.marks import (
    LiftMarksForm,
)
from consultation.forms.moderation import (
    AnswerForm,
    MergeForm,
    QueueForm,
    ReasonForm,
    SplitForm,
)
from consultation.forms.paper import (
    paper_data,
    printed_options,
)
from consultation.forms.results import (
    CrossForm,
)
from consultation.forms.told import (
    Told,
    file_size,
    told_lines,
)
from consultation.forms.workshop import (
    CountsForm,
    PlaceForm,
    VerbatimForm,
    WorkshopForm,
)

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AccessCodesForm",
    "AnswerForm",
    "AnswerImportForm",
    "Asked",
    "BallotForm",
    "BatchForm",
    "Card",
    "Choice",
    "CommentForm",
    "ConditionForm",
    "ConditionFormSet",
    "ContributionForm",
    "ContributionSearchForm",
    "CopyForm",
    "CountsForm",
    "CrossForm",
    "Difference",
    "ExtensionForm",
    "ImportForm",
    "LetterCodeForm",
    "LiftMarksForm",
    "Line",
    "MailForm",
    "MergeForm",
    "PlaceForm",
    "Posted",
    "QueueForm",
    "Rank",
    "ReasonForm",
    "ReceiptCodeForm",
    "ResumeCodeForm",
    "SampleForm",
    "SectionForm",
    "SheetForm",
    "SplitForm",
    "Told",
    "Typed",
    "VerbatimForm",
    "WorkshopForm",
    "differences_of",
    "file_size",
    "instruction_of",
    "paper_data",
    "printed_options",
    "raw_answer",
    "read_number",
    "sheet_questions",
    "told_lines",
]
