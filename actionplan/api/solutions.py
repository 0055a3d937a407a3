from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from actionplan import queries
from actionplan.models import Solution
from actionplan.serializers import SolutionSerializer


class SolutionViewSet(ReadOnlyModelViewSet[Solution]):
    """The solutions that the person asking may see, decided or not."""

    queryset = Solution.objects.none()
    serializer_class = SolutionSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Solution]:
        return queries.solutions_for(self.request.user)
