"""Maturity as data: what is asked, and closed rounds summed up."""

from typing import Any

from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic.models import MaturityDimension, MaturityRound
from diagnostic.queries import closed_rounds, dimensions_with_levels, results_of
from diagnostic.serializers import MaturityDimensionSerializer, MaturityRoundSerializer


class MaturityDimensionViewSet(ReadOnlyModelViewSet[MaturityDimension]):
    """What departments are asked, with the five levels of each dimension."""

    queryset = MaturityDimension.objects.none()
    serializer_class = MaturityDimensionSerializer
    lookup_field = "code"

    def get_queryset(self) -> Any:
        return dimensions_with_levels()


class MaturityRoundViewSet(ReadOnlyModelViewSet[MaturityRound]):
    queryset = MaturityRound.objects.none()
    serializer_class = MaturityRoundSerializer
    lookup_field = "code"

    def get_queryset(self) -> Any:
        return closed_rounds()

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """Sum up the rounds of a page together, so that ten cost as much as one."""
        if args:
            many = kwargs.get("many", False)
            rounds = list(args[0]) if many else [args[0]]
            for result in results_of(rounds):
                result.round.summed = result.dimensions  # type: ignore[attr-defined]  # a place to carry it to the serializer
            args = (rounds if many else rounds[0], *args[1:])
        return super().get_serializer(*args, **kwargs)
