"""Imports as data, for those who import; files are sent on the page, not here."""

from django.db.models import QuerySet
from rest_framework import permissions
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from diagnostic import queries
from diagnostic.models import ImportMapping, ImportRun
from diagnostic.permissions import can_import_values
from diagnostic.serializers import ImportMappingSerializer, ImportRunSerializer


class MayImport(permissions.BasePermission):
    """The same question as the import page."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in permissions.SAFE_METHODS and can_import_values(request.user)


class ImportMappingViewSet(ReadOnlyModelViewSet[ImportMapping]):
    """How each kind of file is read."""

    queryset = ImportMapping.objects.none()
    serializer_class = ImportMappingSerializer
    permission_classes = [MayImport]

    def get_queryset(self) -> QuerySet[ImportMapping]:
        return queries.mappings()


class ImportRunViewSet(ReadOnlyModelViewSet[ImportRun]):
    """What was imported, newest first, the given-up imports left out."""

    queryset = ImportRun.objects.none()
    serializer_class = ImportRunSerializer
    permission_classes = [MayImport]

    def get_queryset(self) -> QuerySet[ImportRun]:
        return queries.imports_for(self.request.user)
