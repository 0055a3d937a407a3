"""Ranking sessions as data: the frozen ones for everyone."""

from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic.models import RankingSession
from diagnostic.queries import sessions_for
from diagnostic.serializers import RankingSessionDetailSerializer, RankingSessionSerializer


class RankingSessionViewSet(ReadOnlyModelViewSet[RankingSession]):
    """The list names the sessions; one of them comes with all its numbers."""

    queryset = RankingSession.objects.none()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[RankingSession]:
        if self.action == "retrieve":
            return RankingSession.objects.visible_to(self.request.user)
        return sessions_for(self.request.user)

    def get_serializer_class(self) -> type[RankingSessionSerializer]:
        is_detail = self.action == "retrieve"
        return RankingSessionDetailSerializer if is_detail else RankingSessionSerializer
