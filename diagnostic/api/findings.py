"""The inventory, the expectations and the findings as data, read only."""

from django.db.models import Prefetch, QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.models import DigitalAsset, Expectation, Finding
from diagnostic.serializers import (
    DigitalAssetSerializer,
    ExpectationSerializer,
    FindingSerializer,
)


class DigitalAssetViewSet(ReadOnlyModelViewSet[DigitalAsset]):
    """What exists already, but what is still to verify."""

    queryset = DigitalAsset.objects.none()
    serializer_class = DigitalAssetSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[DigitalAsset]:
        overlaps = queries.overlaps_for(self.request.user)
        return queries.assets_for(self.request.user).prefetch_related(
            Prefetch("overlaps_as_first", queryset=overlaps),
            Prefetch("overlaps_as_second", queryset=overlaps),
        )


class ExpectationViewSet(ReadOnlyModelViewSet[Expectation]):
    """What people expect, by whom and where from."""

    queryset = Expectation.objects.none()
    serializer_class = ExpectationSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Expectation]:
        return queries.expectations_for(self.request.user)


class FindingViewSet(ReadOnlyModelViewSet[Finding]):
    """The findings with their proofs; those merged or split say what they have become."""

    queryset = Finding.objects.none()
    serializer_class = FindingSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Finding]:
        return queries.findings_for(self.request.user)
