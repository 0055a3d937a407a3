"""What actions are judged by and who weighs them: public, as the method is."""

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.models import Criterion, Stakeholder
from diagnostic.serializers import CriterionSerializer, StakeholderSerializer


class CriterionViewSet(ReadOnlyModelViewSet[Criterion]):
    """The criteria with their scale and sources; frozen sessions keep those they had."""

    queryset = Criterion.objects.none()
    serializer_class = CriterionSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Criterion]:
        return queries.criteria_with_sources()


class StakeholderViewSet(ReadOnlyModelViewSet[Stakeholder]):
    """Those whose weights are heard apart."""

    queryset = Stakeholder.objects.none()
    serializer_class = StakeholderSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Stakeholder]:
        return queries.stakeholders()
