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
from consultation.models.link import (
    QuestionAction,
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
)
from consultation.models.voices import (
    Comment,
    ModerationEvent,
    Support,
)

__all__ = [
    "AnswerFile",
    "AnswerRevision",
    "Comment",
    "Condition",
    "Consultation",
    "Contribution",
    "ContributionAction",
    "ContributionContact",
    "DraftResponse",
    "ModerationEvent",
    "Option",
    "Question",
    "QuestionAction",
    "Questionnaire",
    "Response",
    "Section",
    "Support",
    "Theme",
]
