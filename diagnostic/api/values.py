"""The values and the places as data, with filters that say when they are wrong."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.enums import PerimeterKind
from diagnostic.models import IndicatorValue, Perimeter
from diagnostic.serializers import PerimeterSerializer, ValueSerializer

AXIS = OpenApiParameter("axis", str, description="Code de l'axe, par exemple commerce.")
VALUE_FILTERS = [
    OpenApiParameter("indicator", str, description="Code de l'indicateur, par exemple VAC_COM."),
    AXIS,
    OpenApiParameter("perimeter", str, description="Code du périmètre, par exemple 66136."),
    OpenApiParameter("year", OpenApiTypes.INT, description="Année de la mesure."),
]
PERIMETER_FILTERS = [
    OpenApiParameter("kind", str, enum=PerimeterKind.values, description="Nature du périmètre."),
    OpenApiParameter("q", str, description="Début du nom."),
]


class IndicatorValueViewSet(ListModelMixin, GenericViewSet[IndicatorValue]):
    """Every published value, imported ones included: page by page, newest year first."""

    queryset = IndicatorValue.objects.none()
    serializer_class = ValueSerializer

    @extend_schema(parameters=VALUE_FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[IndicatorValue]:
        asked = self.request.query_params
        paths = {
            "indicator": "indicator__code",
            "axis": "indicator__axis__code",
            "perimeter": "perimeter__code",
        }
        found = queries.values_for(self.request.user).select_related("indicator")
        kept = {path: _plain(asked[name]) for name, path in paths.items() if asked.get(name)}
        if asked.get("year"):
            kept["year"] = _year(asked["year"])
        return found.filter(**kept).order_by("-year", "pk")


class PerimeterViewSet(ReadOnlyModelViewSet[Perimeter]):
    """The places that values speak of."""

    queryset = Perimeter.objects.none()
    serializer_class = PerimeterSerializer
    lookup_field = "code"

    @extend_schema(parameters=PERIMETER_FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Perimeter]:
        found, asked = Perimeter.objects.order_by("code"), self.request.query_params
        if asked.get("kind"):
            found = found.filter(kind=_plain(asked["kind"]))
        if asked.get("q"):
            found = found.filter(name__istartswith=_plain(asked["q"]))
        return found


def _plain(text: str) -> str:
    return text.replace("\0", "")


def _year(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValidationError({"year": [_("Une année en quatre chiffres est attendue.")]})
    return text
