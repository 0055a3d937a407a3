"""The indicators as data."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.api.values import AXIS
from diagnostic.models import Indicator
from diagnostic.serializers import IndicatorSerializer


class IndicatorViewSet(ReadOnlyModelViewSet[Indicator]):
    """The indicators with their values in Perpignan: several may stand for the same year."""

    queryset = Indicator.objects.none()
    serializer_class = IndicatorSerializer
    lookup_field = "code"

    @extend_schema(parameters=[AXIS])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Indicator]:
        found = queries.indicators_for(self.request.user)
        axis = self.request.query_params.get("axis", "").replace("\0", "")
        return found.filter(axis__code=axis) if axis else found
