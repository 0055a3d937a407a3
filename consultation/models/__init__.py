from consultation.models.access import AccessCode
from consultation.models.consultation import Consultation
from consultation.models.file import AnswerFile
from consultation.models.link import QuestionAction
from consultation.models.questionnaire import Condition, Option, Question, Questionnaire, Section
from consultation.models.response import AnswerRevision, DraftResponse, Response, ResponseMark

__all__ = [
    "AccessCode",
    "AnswerFile",
    "AnswerRevision",
    "Condition",
    "Consultation",
    "DraftResponse",
    "Option",
    "Question",
    "QuestionAction",
    "Questionnaire",
    "Response",
    "ResponseMark",
    "Section",
]
