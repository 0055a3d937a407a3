"""The indicators as data."""

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.models import Indicator
from diagnostic.serializers import IndicatorSerializer


class IndicatorViewSet(ReadOnlyModelViewSet[Indicator]):
    """The indicators with their values: several may stand for the same year."""

    queryset = Indicator.objects.none()
    serializer_class = IndicatorSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Indicator]:
        return queries.indicators_for(self.request.user)
