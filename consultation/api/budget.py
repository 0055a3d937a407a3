from typing import Any

from django.db.models import QuerySet
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from consultation.models import BudgetVote
from consultation.queries import budget_votes_for, counts_of
from consultation.serializers import BudgetVoteSerializer


class BudgetVoteViewSet(ReadOnlyModelViewSet[BudgetVote]):
    """Votes on a budget, by their consultation: projects, rules, and results once over."""

    queryset = BudgetVote.objects.none()
    serializer_class = BudgetVoteSerializer
    lookup_field = "consultation__slug"
    lookup_url_kwarg = "slug"

    def get_queryset(self) -> QuerySet[BudgetVote]:
        return budget_votes_for(self.request.user).prefetch_related(
            "projects__district", "projects__zone", "projects__action"
        )

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """Load the counts of all the votes shown in one statement."""
        if args:
            shown = args[0] if kwargs.get("many") else [args[0]]
            kwargs["context"] = {**self.get_serializer_context(), "counts": counts_of(shown)}
        return super().get_serializer(*args, **kwargs)


def register(router: DefaultRouter) -> None:
    router.register("budget-votes", BudgetVoteViewSet)
