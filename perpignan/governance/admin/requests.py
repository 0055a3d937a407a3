from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice_imports import PortalImportExport
from perpignan.governance import operations
from perpignan.governance.admin.records import RecordAdmin
from perpignan.governance.models import DocumentRequest
from perpignan.governance.resources import DocumentRequestResource


class RequestStateFilter(admin.SimpleListFilter):
    """Where a request stands today, computed from its dates."""

    title = _("état aujourd'hui")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("late", _("En retard")), ("waiting", _("Attendu")), ("received", _("Reçu"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[DocumentRequest]
    ) -> QuerySet[DocumentRequest]:
        today = timezone.localdate()
        chosen: dict[str, dict[str, Any]] = {
            "late": {"received_on": None, "is_dropped": False, "due_on__lt": today},
            "waiting": {"received_on": None, "is_dropped": False, "due_on__gte": today},
            "received": {"received_on__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


@admin.register(DocumentRequest)
class DocumentRequestAdmin(PortalImportExport, RecordAdmin):
    """The register of documents: the file itself is read on the request's own page."""

    resource_classes = (DocumentRequestResource,)
    list_display = ("title", "kind", "asked_of", "asked_on", "due_on", "received_on", "state_shown")
    list_filter = (RequestStateFilter, "kind", "asked_of__body")
    list_select_related = ("asked_of__organisation",)
    search_fields = ("code", "title", "detail", "asked_of__department")
    autocomplete_fields = ("asked_of",)
    exclude = ("file",)
    readonly_fields = ("file_name",)

    def save_model(
        self, request: HttpRequest, obj: DocumentRequest, form: Any, change: bool
    ) -> None:
        operations.save_request(request=obj)

    @admin.display(description=_("état"))
    def state_shown(self, obj: DocumentRequest) -> str:
        return str(obj.state.label)
