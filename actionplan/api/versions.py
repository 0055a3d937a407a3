from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from actionplan import queries
from actionplan.models import PlanVersion
from actionplan.serializers import PlanVersionContentSerializer, PlanVersionSerializer


class PlanVersionViewSet(ReadOnlyModelViewSet[PlanVersion]):
    """The frozen versions of the plan; one of them tells its actions."""

    queryset = PlanVersion.objects.none()
    lookup_field = "number"
    lookup_value_regex = r"\d{1,9}"

    def get_queryset(self) -> QuerySet[PlanVersion]:
        is_list = self.action == "list"
        return queries.plan_versions() if is_list else PlanVersion.objects.all()

    def get_serializer_class(self) -> Any:
        return PlanVersionSerializer if self.action == "list" else PlanVersionContentSerializer
