from rest_framework.routers import DefaultRouter

from consultation.api.budget import BudgetVoteViewSet
from consultation.api.budget import register as register_budget
from consultation.api.consultation import ConsultationViewSet
from consultation.api.consultation import register as register_consultations
from consultation.api.contributions import ContributionViewSet
from consultation.api.contributions import register as register_contributions
from consultation.api.themes import TextThemeViewSet
from consultation.api.themes import register as register_themes


def register(router: DefaultRouter) -> None:
    register_consultations(router)
    register_contributions(router)
    register_themes(router)
    register_budget(router)


__all__ = [
    "BudgetVoteViewSet",
    "ConsultationViewSet",
    "ContributionViewSet",
    "TextThemeViewSet",
    "register",
]
