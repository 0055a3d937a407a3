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
from consultation.forms.contributions import CommentForm, ContributionForm, ContributionSearchForm
from consultation.forms.moderation import AnswerForm, MergeForm, QueueForm, ReasonForm, SplitForm

__all__ = [
    "INSTRUCTIONS",
    "TRAP",
    "AnswerForm",
    "Asked",
    "Choice",
    "CommentForm",
    "ContributionForm",
    "ContributionSearchForm",
    "MergeForm",
    "Posted",
    "QueueForm",
    "Rank",
    "ReasonForm",
    "ReceiptCodeForm",
    "SectionForm",
    "SplitForm",
    "Told",
    "raw_answer",
]
