from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalTabularInline, Verb, VerbForm
from perpignan.backoffice_imports import PortalImportExport
from perpignan.governance import operations
from perpignan.governance.admin.records import RecordAdmin
from perpignan.governance.enums import DecisionState, TaskState
from perpignan.governance.models import Decision, DecisionLink, Task
from perpignan.governance.permissions import can_edit_decision, can_finish_task
from perpignan.governance.resources import DecisionResource, TaskResource
from perpignan.study import references


class DecisionLinkForm(forms.ModelForm):
    """What a decision bears on, checked against what the portal knows."""

    kind = forms.ChoiceField(label=_("Nature"), choices=())

    class Meta:
        model = DecisionLink
        fields = ("kind", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.slug, kind.label) for kind in references.kinds()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = references.kind_of(cleaned.get("kind", ""))
        key = cleaned.get("key", "")
        if kind is not None and key and not kind.is_there(key):
            raise ValidationError({"key": _now("« %(key)s » n'est pas connu.") % {"key": key}})
        return cleaned


class DecisionLinkInline(PortalTabularInline):
    model = DecisionLink
    form = DecisionLinkForm
    extra = 0


class IsLateFilter(admin.SimpleListFilter):
    title = _("retard")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("En retard"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        waiting = [DecisionState.TO_TAKE, DecisionState.TAKEN, TaskState.OPEN]
        return queryset.filter(due_on__lt=timezone.localdate(), state__in=waiting)


@admin.register(Decision)
class DecisionAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (DecisionResource,)
    list_display = ("__str__", "body", "state", "decided_on", "holder", "due_on")
    list_filter = (IsLateFilter, "state", "body")
    list_select_related = ("body", "holder__organisation")
    search_fields = ("code", "text")
    autocomplete_fields = ("body", "meeting", "holder")
    inlines = (DecisionLinkInline,)
    verbs = (
        Verb(
            "prendre",
            _("Noter que la décision est prise"),
            VerbForm,
            lambda decision, answers, user: operations.take_decision(decision=decision, by=user),
            lambda decision, user: (
                decision.state == DecisionState.TO_TAKE and can_edit_decision(user)
            ),
        ),
    )


@admin.register(Task)
class TaskAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (TaskResource,)
    list_display = ("title", "holder", "due_on", "state")
    list_filter = (IsLateFilter, "state", "holder__body")
    list_select_related = ("holder__organisation",)
    search_fields = ("code", "title", "detail")
    autocomplete_fields = ("holder", "decision", "interview")
    readonly_fields = ("done_on",)
    verbs = (
        Verb(
            "terminer",
            _("Marquer comme faite"),
            VerbForm,
            lambda task, answers, user: operations.finish_task(task=task, by=user),
            lambda task, user: task.state == TaskState.OPEN and can_finish_task(user, task),
        ),
    )
