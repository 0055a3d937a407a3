from consultation.models.consultation import Consultation
from consultation.models.link import QuestionAction
from consultation.models.questionnaire import Condition, Option, Question, Questionnaire, Section
from consultation.models.response import AnswerRevision, DraftResponse, Response

__all__ = [
    "AnswerRevision",
    "Condition",
    "Consultation",
    "DraftResponse",
    "Option",
    "Question",
    "QuestionAction",
    "Questionnaire",
    "Response",
    "Section",
]
