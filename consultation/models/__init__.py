from consultation.models.access import (
    AccessCode,
)
from consultation.models.answer_import import (
    AnswerImport,
)
from consultation.models.assisted import (
    AssistedSession,
)
from consultation.models.ballot import (
    Ballot,
    BallotRevision,
    BudgetCount,
)
from consultation.models.budget import (
    BudgetDistrict,
    BudgetProject,
    BudgetVote,
)
from consultation.models.consultation import (
    Consultation,
)
from consultation.models.contribution import (
    Contribution,
    ContributionAction,
    ContributionContact,
    Theme,
)
from consultation.models.file import (
    AnswerFile,
)
from consultation.models.follow_up import (
    FollowUpAction,
    ThemeFollowUp,
)
from consultation.models.link import (
    QuestionAction,
)
from consultation.models.margins import (
    CensusMargin,
)
from consultation.models.opinion import (
    OpinionAnalysis,
    OpinionGroup,
    ReliabilityReport,
)
from consultation.models.paper import (
    Batch,
    SecondEntry,
    Sheet,
)
from consultation.models.questionnaire import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
)
from consultation.models.response import (
    AnswerRevision,
    DraftResponse,
    Response,
    ResponseMark,
)
from consultation.models.results import (
    ConsultationResults,
)
from consultation.models.statement import (
    Statement,
    StatementVote,
)
from consultation.models.themes import (
    FreeText,
    TextAnalysis,
    TextTheme,
    ThemeText,
)
from consultation.models.voices import (
    Comment,
    ModerationEvent,
    Support,
)
from consultation.models.workshop import (
    Verbatim,
    Workshop,
    WorkshopCount,
)

__all__ = [
    "AccessCode",
    "AnswerFile",
    "AnswerImport",
    "AnswerRevision",
    "AssistedSession",
    "Ballot",
    "BallotRevision",
    "Batch",
    "BudgetCount",
    "BudgetDistrict",
    "BudgetProject",
    "BudgetVote",
    "CensusMargin",
    "Comment",
    "Condition",
    "Consultation",
    "ConsultationResults",
    "Contribution",
    "ContributionAction",
    "ContributionContact",
    "DraftResponse",
    "FollowUpAction",
    "FreeText",
    "ModerationEvent",
    "OpinionAnalysis",
    "OpinionGroup",
    "Option",
    "Question",
    "QuestionAction",
    "Questionnaire",
    "ReliabilityReport",
    "Response",
    "ResponseMark",
    "SecondEntry",
    "Section",
    "Sheet",
    "Statement",
    "StatementVote",
    "Support",
    "TextAnalysis",
    "TextTheme",
    "Theme",
    "ThemeFollowUp",
    "ThemeText",
    "Verbatim",
    "Workshop",
    "WorkshopCount",
]
