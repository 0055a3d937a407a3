from consultation.serializers.consultation import (
    ConditionSerializer,
    ConsultationSerializer,
    CountsSerializer,
    OptionSerializer,
    QuestionSerializer,
    ReceiptSerializer,
    ResponseSubmissionSerializer,
)
from consultation.serializers.contributions import (
    ContributionReceiptSerializer,
    ContributionSerializer,
    ContributionSubmissionSerializer,
    SupportCountSerializer,
    TokenSerializer,
)

__all__ = [
    "ConditionSerializer",
    "ConsultationSerializer",
    "ContributionReceiptSerializer",
    "ContributionSerializer",
    "ContributionSubmissionSerializer",
    "CountsSerializer",
    "OptionSerializer",
    "QuestionSerializer",
    "ReceiptSerializer",
    "ResponseSubmissionSerializer",
    "SupportCountSerializer",
    "TokenSerializer",
]
