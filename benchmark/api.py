from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from benchmark import queries
from benchmark.forms import InitiativeSearchForm
from benchmark.models import City, Initiative
from benchmark.serializers import CitySerializer, InitiativeSerializer

FILTERS = [
    OpenApiParameter("q", str, description="Words of the sheet, accents ignored."),
    OpenApiParameter("priority", str, description="Code of a priority: P1, P2, P3."),
    OpenApiParameter("axis", str, description="Code of an axis."),
    OpenApiParameter("country", str, description="ISO code of a country."),
    OpenApiParameter("zone", str, description="Code of a zone of the heart of town."),
    OpenApiParameter("size", str, description="Class of population: small to very_large."),
]


LINKS = ("sources", "zones")


@extend_schema_view(list=extend_schema(parameters=FILTERS))
class InitiativeViewSet(ReadOnlyModelViewSet[Initiative]):
    """The sheets that the person asking may see; anyone sees those published."""

    queryset = Initiative.objects.none()
    serializer_class = InitiativeSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Initiative]:
        if self.detail:
            return queries.visible_initiatives(self.request.user).prefetch_related(*LINKS)
        return self._search().prefetch_related(*LINKS)

    def _search(self) -> QuerySet[Initiative]:
        form = InitiativeSearchForm(self.request.query_params, user=self.request.user)
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return queries.search_initiatives(self.request.user, form.filters)


class CityViewSet(ReadOnlyModelViewSet[City]):
    """Perpignan and the cities of the visible sheets, with the figures held."""

    queryset = City.objects.none()
    serializer_class = CitySerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[City]:
        return queries.visible_cities(self.request.user)


def register(router: DefaultRouter) -> None:
    router.register("initiatives", InitiativeViewSet)
    router.register("cities", CityViewSet)
