from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from actionplan import queries
from actionplan.models import ActionSheet
from actionplan.serializers import FundingPlanSerializer


class FundingPlanViewSet(ReadOnlyModelViewSet[ActionSheet]):
    """The funding plans of the actions that the person asking may see."""

    queryset = ActionSheet.objects.none()
    serializer_class = FundingPlanSerializer
    lookup_field = "action__code"
    lookup_url_kwarg = "code"
    lookup_value_regex = r"[^/]+"

    def get_queryset(self) -> QuerySet[ActionSheet]:
        return queries.funded_sheets_for(self.request.user)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "funding_date": queries.funding_date()}
