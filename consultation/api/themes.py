from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import GenericViewSet

from consultation.queries import follow_up_sheets, source_sheets, visible_consultations
from consultation.serializers.themes import TextThemeSerializer

WHICH = OpenApiParameter(
    "consultation", OpenApiTypes.STR, description="Slug of a consultation.", required=True
)


class TextThemeViewSet(GenericViewSet[Any]):
    """The validated themes of a consultation, with what the City does of them."""

    serializer_class = TextThemeSerializer
    permission_classes = [AllowAny]

    @extend_schema(parameters=[WHICH], responses=TextThemeSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Give the figures of the public page, to the team as to everyone."""
        slug = request.query_params.get("consultation", "").replace("\x00", "")[:60]
        public = AnonymousUser()
        if not slug:
            return self.get_paginated_response(self.paginate_queryset([]))
        consultation = get_object_or_404(visible_consultations(public), slug=slug)
        sheets = [
            sheet for source in source_sheets(consultation, public) for sheet in source.themes
        ]
        shown: Any = self.paginate_queryset(sheets)
        context = {
            **self.get_serializer_context(),
            "follow_ups": {
                item.sheet.theme.pk: item for item in follow_up_sheets(consultation, public)
            },
        }
        return self.get_paginated_response(
            TextThemeSerializer(shown, many=True, context=context).data
        )


def register(router: DefaultRouter) -> None:
    router.register("text-themes", TextThemeViewSet, basename="text-theme")
