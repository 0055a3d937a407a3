from consultation.serializers.consultation import (
    ConsultationSerializer,
    CountsSerializer,
    OptionSerializer,
    QuestionSerializer,
    ReceiptSerializer,
    ResponseSubmissionSerializer,
)

__all__ = [
    "ConsultationSerializer",
    "CountsSerializer",
    "OptionSerializer",
    "QuestionSerializer",
    "ReceiptSerializer",
    "ResponseSubmissionSerializer",
]
