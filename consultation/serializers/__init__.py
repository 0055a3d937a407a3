from consultation.serializers.budget import BudgetVoteSerializer
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
from consultation.serializers.opinions import (
    OpinionsSerializer,
)
from consultation.serializers.results import (
    ResultsSerializer,
)

__all__ = [
    "BudgetVoteSerializer",
    "ConditionSerializer",
    "ConsultationSerializer",
    "ContributionReceiptSerializer",
    "ContributionSerializer",
    "ContributionSubmissionSerializer",
    "CountsSerializer",
    "OpinionsSerializer",
    "OptionSerializer",
    "QuestionSerializer",
    "ReceiptSerializer",
    "ResponseSubmissionSerializer",
    "ResultsSerializer",
    "SupportCountSerializer",
    "TokenSerializer",
]
