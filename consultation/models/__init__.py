from consultation.models.answer_import import AnswerImport
from consultation.models.assisted import AssistedSession
from consultation.models.consultation import Consultation
from consultation.models.link import QuestionAction
from consultation.models.margins import CensusMargin
from consultation.models.paper import Batch, SecondEntry, Sheet
from consultation.models.questionnaire import Condition, Option, Question, Questionnaire, Section
from consultation.models.response import AnswerRevision, DraftResponse, Response
from consultation.models.workshop import Verbatim, Workshop, WorkshopCount

__all__ = [
    "AnswerImport",
    "AnswerRevision",
    "AssistedSession",
    "Batch",
    "CensusMargin",
    "Condition",
    "Consultation",
    "DraftResponse",
    "Option",
    "Question",
    "QuestionAction",
    "Questionnaire",
    "Response",
    "SecondEntry",
    "Section",
    "Sheet",
    "Verbatim",
    "Workshop",
    "WorkshopCount",
]
