"""The back office of consultations: prepare, open, close, count; never who answered what."""

from consultation.admin.channels import BatchAdmin, CensusMarginAdmin, WorkshopAdmin
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

__all__ = [
    "STEPS",
    "TRANSLATED_TEXTS",
    "BatchAdmin",
    "CensusMarginAdmin",
    "ConsultationAdmin",
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
    "WorkshopAdmin",
]
