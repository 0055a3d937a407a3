from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalModelAdmin
from perpignan.backoffice_imports import PortalImportExport
from perpignan.governance import operations
from perpignan.governance.admin.records import RecordAdmin
from perpignan.governance.forms import MilestoneMoveForm
from perpignan.governance.models import DiaryEntry, MilestoneMove, StudyRisk
from perpignan.governance.resources import DiaryEntryResource, StudyRiskResource


@admin.register(StudyRisk)
class StudyRiskAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (StudyRiskResource,)
    list_display = ("title", "weight_shown", "likelihood", "impact", "state", "holder")
    list_filter = ("state",)
    list_select_related = ("holder__organisation",)
    search_fields = ("code", "title", "response")
    autocomplete_fields = ("holder",)

    @admin.display(description=_("poids"))
    def weight_shown(self, obj: StudyRisk) -> int:
        return obj.weight


@admin.register(DiaryEntry)
class DiaryEntryAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (DiaryEntryResource,)
    list_display = ("title", "kind", "starts_at", "place", "zone", "attendance")
    list_filter = ("kind", "zone")
    list_select_related = ("zone",)
    date_hierarchy = "starts_at"
    search_fields = ("code", "title", "place", "audience")
    autocomplete_fields = ("zone", "host")


@admin.register(MilestoneMove)
class MilestoneMoveAdmin(PortalModelAdmin):
    """Dates that moved: added here, the date moves too; never changed afterwards."""

    form = MilestoneMoveForm
    list_display = ("__str__", "old_date", "new_date", "reason", "moved_on")
    list_select_related = ("deliverable", "meeting")
    search_fields = ("reason", "deliverable__title", "meeting__title")
    autocomplete_fields = ("deliverable", "meeting")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: MilestoneMove, form: Any, change: bool) -> None:
        milestone = obj.deliverable or obj.meeting
        moved = operations.move_milestone(
            milestone=milestone,  # type: ignore[arg-type]  # the form asks for one of the two
            to=obj.new_date,
            reason=obj.reason,
            by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
        )
        obj.pk, obj._state.adding = moved.pk, False
