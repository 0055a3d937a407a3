"""A page of the questionnaire as a form: what was asked, what was given, what to mend."""

from consultation.forms.answering import (
    TRAP,
    Posted,
    ReceiptCodeForm,
    SectionForm,
    raw_answer,
)
from consultation.forms.asked import (
    Asked,
    Choice,
    Line,
    Rank,
)
from consultation.forms.building import (
    ConditionForm,
    ConditionFormSet,
    CopyForm,
    ExtensionForm,
    ImportForm,
)
from consultation.forms.contributions import (
    CommentForm,
    ContributionForm,
    ContributionSearchForm,
)
from consultation.forms.instructions import (
    INSTRUCTIONS,
    instruction_of,
)
from consultation.forms.moderation import (
    AnswerForm,
    MergeForm,
    QueueForm,
    ReasonForm,
    SplitForm,
)
from consultation.forms.told import (
    Told,
    file_size,
    told_lines,
)

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AnswerForm",
    "Asked",
    "Choice",
    "CommentForm",
    "ConditionForm",
    "ConditionFormSet",
    "ContributionForm",
    "ContributionSearchForm",
    "CopyForm",
    "ExtensionForm",
    "ImportForm",
    "Line",
    "MergeForm",
    "Posted",
    "QueueForm",
    "Rank",
    "ReasonForm",
    "ReceiptCodeForm",
    "SectionForm",
    "SplitForm",
    "Told",
    "file_size",
    "instruction_of",
    "raw_answer",
    "told_lines",
]
