from django.db.models import QuerySet
from rest_framework import mixins, permissions, viewsets
from rest_framework.request import Request
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from perpignan.reports import operations
from perpignan.reports.models import Report
from perpignan.reports.permissions import can_download_report, can_request_report
from perpignan.reports.queries import reports_visible_to
from perpignan.reports.serializers import ReportSerializer


class MayUseReports(permissions.BasePermission):
    """The same questions as the pages: who may read, who may ask."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in permissions.SAFE_METHODS:
            return can_download_report(request.user)
        return can_request_report(request.user)


class ReportViewSet(
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Report],
):
    """Ask for a report, follow it, and learn where to download it."""

    queryset = Report.objects.none()
    serializer_class = ReportSerializer
    permission_classes = [MayUseReports]

    def get_queryset(self) -> QuerySet[Report]:
        return reports_visible_to(self.request.user)

    def perform_create(self, serializer: BaseSerializer[Report]) -> None:
        serializer.instance = operations.request_report(
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            **serializer.validated_data,
        )


def register(router: DefaultRouter) -> None:
    router.register("reports", ReportViewSet)
