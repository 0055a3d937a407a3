"""The back office of consultations: prepare, open, close, count; never who answered what."""

from consultation.admin.budget import (
    BudgetDistrictAdmin,
    BudgetProjectAdmin,
    BudgetVoteAdmin,
)
from consultation.admin.channels import (
    BatchAdmin,
    CensusMarginAdmin,
    WorkshopAdmin,
)
from consultation.admin.consultation import (
    STEPS,
    TRANSLATED_TEXTS,
    ConsultationAdmin,
    QuestionActionAdmin,
    ResponseAdmin,
    Status,
)
from consultation.admin.contributions import (
    CommentAdmin,
    ContributionAdmin,
    ThemeAdmin,
)
from consultation.admin.files import (
    AnswerFileAdmin,
)
from consultation.admin.opinions import (
    OpinionGroupAdmin,
    StatementAdmin,
)
from consultation.admin.parts import (
    PartAdmin,
    PartInline,
)
from consultation.admin.questionnaire import (
    OptionInline,
    QuestionAdmin,
    QuestionnaireAdmin,
    SectionAdmin,
)
from consultation.admin.results import (
    ConsultationResultsAdmin,
)

__all__ = [
    "STEPS",
    "TRANSLATED_TEXTS",
    "AnswerFileAdmin",
    "BatchAdmin",
    "BudgetDistrictAdmin",
    "BudgetProjectAdmin",
    "BudgetVoteAdmin",
    "CensusMarginAdmin",
    "CommentAdmin",
    "ConsultationAdmin",
    "ConsultationResultsAdmin",
    "ContributionAdmin",
    "OpinionGroupAdmin",
    "OptionInline",
    "PartAdmin",
    "PartInline",
    "QuestionActionAdmin",
    "QuestionAdmin",
    "QuestionnaireAdmin",
    "ResponseAdmin",
    "SectionAdmin",
    "StatementAdmin",
    "Status",
    "ThemeAdmin",
    "WorkshopAdmin",
]
