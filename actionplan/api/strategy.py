from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from actionplan import queries
from actionplan.models import Strategy, StrategyVersion
from actionplan.serializers import (
    StrategySerializer,
    StrategyVersionContentSerializer,
    StrategyVersionSerializer,
)


class StrategyViewSet(ReadOnlyModelViewSet[Strategy]):
    """The global strategy, where the person asking may see it."""

    queryset = Strategy.objects.none()
    serializer_class = StrategySerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Strategy]:
        return queries.strategies_for(self.request.user)


class StrategyVersionViewSet(ReadOnlyModelViewSet[StrategyVersion]):
    """The frozen versions of the strategy."""

    queryset = StrategyVersion.objects.none()
    lookup_field = "number"
    lookup_value_regex = r"\d{1,9}"

    def get_queryset(self) -> QuerySet[StrategyVersion]:
        versions = queries.versions_for(self.request.user)
        return versions if self.action == "list" else versions.defer(None)

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return StrategyVersionSerializer
        return StrategyVersionContentSerializer
