from consultation.serializers.consultation import (
    ConditionSerializer,
    ConsultationSerializer,
    CountsSerializer,
    OptionSerializer,
    QuestionSerializer,
    ReceiptSerializer,
    ResponseSubmissionSerializer,
)

__all__ = [
    "ConditionSerializer",
    "ConsultationSerializer",
    "CountsSerializer",
    "OptionSerializer",
    "QuestionSerializer",
    "ReceiptSerializer",
    "ResponseSubmissionSerializer",
]
