"""The back office of consultations: prepare, open, close, count; never who answered what."""

from consultation.admin.consultation import (
    STEPS,
    TRANSLATED_TEXTS,
    ConsultationAdmin,
    OptionInline,
    PartAdmin,
    PartInline,
    QuestionActionAdmin,
    QuestionAdmin,
    QuestionnaireAdmin,
    ResponseAdmin,
    SectionAdmin,
    SectionInline,
    Status,
)
from consultation.admin.contributions import CommentAdmin, ContributionAdmin, ThemeAdmin

__all__ = [
    "STEPS",
    "TRANSLATED_TEXTS",
    "CommentAdmin",
    "ConsultationAdmin",
    "ContributionAdmin",
    "OptionInline",
    "PartAdmin",
    "PartInline",
    "QuestionActionAdmin",
    "QuestionAdmin",
    "QuestionnaireAdmin",
    "ResponseAdmin",
    "SectionAdmin",
    "SectionInline",
    "Status",
    "ThemeAdmin",
]
