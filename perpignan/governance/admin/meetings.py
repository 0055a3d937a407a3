from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalTabularInline, Verb, VerbForm
from perpignan.backoffice_imports import PortalImportExport
from perpignan.governance import operations
from perpignan.governance.admin.records import RecordAdmin
from perpignan.governance.enums import MeetingStatus, MinutesState
from perpignan.governance.forms import MoveForm
from perpignan.governance.models import AgendaItem, Meeting, Minutes
from perpignan.governance.permissions import (
    can_approve_minutes,
    can_edit_meeting,
    can_move_milestone,
)
from perpignan.governance.resources import MeetingResource, MinutesResource


class AgendaItemInline(PortalTabularInline):
    model = AgendaItem
    extra = 0
    fields = ("order", "kind", "title", "url")


@admin.register(Meeting)
class MeetingAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (MeetingResource,)
    list_display = ("title", "body", "starts_at", "place", "status")
    list_filter = ("status", "body")
    list_select_related = ("body",)
    date_hierarchy = "starts_at"
    search_fields = ("code", "title", "place")
    autocomplete_fields = ("body",)
    inlines = (AgendaItemInline,)
    verbs = (
        Verb(
            "ordre-du-jour",
            _("Ajouter ce qui attend à l'ordre du jour"),
            VerbForm,
            lambda meeting, answers, user: operations.build_agenda(meeting=meeting, by=user),
            lambda meeting, user: (
                meeting.status == MeetingStatus.PLANNED and can_edit_meeting(user)
            ),
        ),
        Verb(
            "deplacer",
            _("Déplacer la réunion"),
            MoveForm,
            lambda meeting, answers, user: operations.move_milestone(
                milestone=meeting, by=user, **answers
            ),
            lambda meeting, user: (
                meeting.status == MeetingStatus.PLANNED and can_move_milestone(user)
            ),
        ),
    )


@admin.register(Minutes)
class MinutesAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (MinutesResource,)
    list_display = ("meeting", "state", "approved_on")
    list_filter = ("state", "meeting__body")
    list_select_related = ("meeting",)
    search_fields = ("meeting__title", "text")
    autocomplete_fields = ("meeting",)
    readonly_fields = ("approved_on",)
    verbs = (
        Verb(
            "approuver",
            _("Approuver"),
            VerbForm,
            lambda minutes, answers, user: operations.approve_minutes(minutes=minutes, by=user),
            lambda minutes, user: (
                minutes.state == MinutesState.IN_REVIEW and can_approve_minutes(user)
            ),
        ),
    )

    def save_model(self, request: HttpRequest, obj: Minutes, form: Any, change: bool) -> None:
        operations.save_minutes(minutes=obj)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Approving is a verb of its own, for those who may."""
        if db_field.name == "state" and not can_approve_minutes(request.user):
            kept = [pair for pair in MinutesState.choices if pair[0] != MinutesState.APPROVED]
            kwargs["choices"] = kept
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Minutes | None = None) -> bool:
        """What is approved is changed by those who approve."""
        may = super().has_change_permission(request, obj)
        is_final = obj is not None and obj.state == MinutesState.APPROVED
        return may and (not is_final or can_approve_minutes(request.user))
