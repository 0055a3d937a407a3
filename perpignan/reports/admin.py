from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from perpignan.backoffice import PortalModelAdmin
from perpignan.reports import operations
from perpignan.reports.forms import ScheduleForm
from perpignan.reports.models import Report, ReportSchedule
from perpignan.reports.permissions import can_request_report


@admin.register(Report)
class ReportAdmin(PortalModelAdmin):
    """Follow the reports of everyone; they are asked for on the site."""

    list_display = ["__str__", "requested_by", "requested_at", "status", "progress", "is_internal"]
    list_filter = ["status", "kind", "is_internal"]
    list_select_related = ["requested_by"]
    search_fields = ["kind", "requested_by__email", "requested_by__full_name"]
    date_hierarchy = "requested_at"
    actions = ["retry"]
    fields = [
        *("kind", "format", "day", "is_internal", "status", "progress", "step", "error"),
        *("requested_by", "requested_at", "started_at", "finished_at", "attempt"),
        *("sha256", "size"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).defer("snapshot")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return can_request_report(request.user)

    @admin.action(description=_("Relancer les rapports échoués"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        done = 0
        for report in queryset:
            try:
                operations.retry_report(report=report, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
                done += 1
            except ValidationError as error:
                self.message_user(request, f"{report} : {error.messages[0]}", messages.WARNING)
        text = ngettext("%d rapport relancé.", "%d rapports relancés.", done) % done
        self.message_user(request, text)


@admin.register(ReportSchedule)
class ReportScheduleAdmin(PortalModelAdmin):
    """Reports that are asked for each week, in the name of a person."""

    form = ScheduleForm
    list_display = ("__str__", "hour", "format", "owner", "is_internal", "is_active", "last_day")
    list_filter = ("is_active", "weekday")
    list_select_related = ("owner",)
    search_fields = ("kind", "owner__email", "owner__full_name")
    autocomplete_fields = ("owner",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_schedule(schedule=obj)
