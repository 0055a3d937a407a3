from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import Throttled
from rest_framework.mixins import CreateModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from consultation.enums import ContributionAnswer
from consultation.models import Contribution
from consultation.operations import (
    submit_contribution,
    support_contribution,
    withdraw_support,
)
from consultation.queries import (
    UNANSWERED,
    ContributionFilters,
    Sort,
    contributions_to_export,
    matching_contributions,
    published_contributions,
)
from consultation.serializers import (
    ContributionReceiptSerializer,
    ContributionSerializer,
    ContributionSubmissionSerializer,
    SupportCountSerializer,
    TokenSerializer,
)
from perpignan.limits import is_write_refused

LIMIT = "contribution-api"
FILTERS = [
    OpenApiParameter("consultation", OpenApiTypes.STR, description="Slug of a consultation."),
    OpenApiParameter("q", OpenApiTypes.STR, description="Words, with or without accents."),
    OpenApiParameter("theme", OpenApiTypes.STR, description="Code of a theme."),
    OpenApiParameter("zone", OpenApiTypes.STR, description="Code of a zone."),
    OpenApiParameter("answer", OpenApiTypes.STR, enum=[*ContributionAnswer.values, UNANSWERED]),
    OpenApiParameter("sort", OpenApiTypes.STR, enum=Sort.values),
]


class ContributionViewSet(CreateModelMixin, ReadOnlyModelViewSet[Contribution]):
    """Published contributions; anyone gives one, or a support, as on the pages."""

    queryset = Contribution.objects.none()
    serializer_class = ContributionSerializer
    permission_classes = [AllowAny]

    def get_queryset(self) -> QuerySet[Contribution]:
        if self.action in ("support", "unsupport"):
            return published_contributions()
        found = contributions_to_export()
        asked = {name: value.replace("\x00", "") for name, value in self._asked()}
        if consultation := asked.get("consultation"):
            found = found.filter(consultation__slug=consultation)
        names = ContributionFilters.__dataclass_fields__
        return matching_contributions(
            found, ContributionFilters(**{name: asked.get(name, "")[:100] for name in names})
        )

    def _asked(self) -> Any:
        return self.request.query_params.items() if self.action == "list" else ()

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(
        request=ContributionSubmissionSerializer,
        responses={201: ContributionReceiptSerializer, 200: ContributionReceiptSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give an idea, without an account: the same checks and the same receipt as the page."""
        given = _checked(request, ContributionSubmissionSerializer).validated_data
        given["theme"] = _theme(given)
        sent = submit_contribution(**given)
        status = 201 if sent.is_new else 200
        return Response(ContributionReceiptSerializer(sent).data, status=status)

    @extend_schema(request=TokenSerializer, responses={200: SupportCountSerializer})
    @action(detail=True, methods=["post"])
    def support(self, request: Request, pk: str) -> Response:
        """Support a contribution: counted once a token."""
        return self._supported(request, support_contribution)

    @extend_schema(request=TokenSerializer, responses={200: SupportCountSerializer})
    @action(detail=True, methods=["post"], url_path="unsupport")
    def unsupport(self, request: Request, pk: str) -> Response:
        """Take a support back."""
        return self._supported(request, withdraw_support)

    def _supported(self, request: Request, change: Any) -> Response:
        contribution = self.get_object()
        token = _checked(request, TokenSerializer).validated_data["token"]
        change(contribution=contribution, token=token)
        count = published_contributions().get(pk=contribution.pk).support_count
        return Response(SupportCountSerializer({"supports": count}).data)


def _checked(request: Request, kind: type[BaseSerializer[Any]]) -> Any:
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    if is_write_refused(request._request, LIMIT, given.validated_data["token"]):
        raise Throttled(detail=_("Trop d'envois à la suite. Attendez dix minutes."))
    return given


def _theme(given: dict[str, Any]) -> Any:
    code = given.get("theme")
    if not code:
        return None
    theme = given["consultation"].themes.filter(code=code).first()
    if theme is None:
        raise ValidationError({"theme": _("Ce thème n'est pas de cette consultation.")})
    return theme


def register(router: DefaultRouter) -> None:
    router.register("contributions", ContributionViewSet)
