"""The back office of the shared nouns."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb
from perpignan.backoffice_imports import PortalImportExport
from perpignan.study import operations
from perpignan.study.enums import (
    NOT_YET_SUBMITTED,
    ActionStatus,
    DeliverableStatus,
    LeverState,
    PartnerRole,
    Role,
)
from perpignan.study.forms import DiscardActionForm, MoveDeliverableForm
from perpignan.study.models import (
    Action,
    Axis,
    Deliverable,
    FundingLever,
    Partner,
    Phase,
    Priority,
    Source,
    Study,
    User,
    Zone,
)
from perpignan.study.permissions import can_edit_action
from perpignan.study.resources import ActionResource

# Roles are given by the code, one permission at a time: see each app's role migration.
admin.site.unregister(Group)


class IsLateFilter(admin.SimpleListFilter):
    title = _("retard")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("En retard"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(status__in=NOT_YET_SUBMITTED, due_on__lt=timezone.localdate())
        return queryset


class LeverStateFilter(admin.SimpleListFilter):
    """The state of a lever today, computed from its dates."""

    title = _("état aujourd'hui")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(LeverState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == LeverState.NOT_YET_OPEN:
            return queryset.filter(opens_on__gt=today)
        if self.value() == LeverState.CLOSED:
            return queryset.filter(closes_on__lt=today).exclude(opens_on__gt=today)
        if self.value() == LeverState.OPEN:
            return queryset.filter(
                Q(opens_on=None) | Q(opens_on__lte=today),
                Q(closes_on=None) | Q(closes_on__gte=today),
            )
        return queryset


class PartnerRoleFilter(admin.SimpleListFilter):
    title = _("rôle")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(PartnerRole.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in PartnerRole.values:
            return queryset.filter(roles__contains=[self.value()])
        return queryset


class PortalRoleFilter(admin.SimpleListFilter):
    title = _("rôle")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in Role.values:
            return queryset.filter(groups__name=self.value())
        return queryset


@admin.register(Source)
class SourceAdmin(PortalModelAdmin):
    list_display = ("title", "publisher", "published_on", "consulted_on", "confidence")
    list_filter = ("confidence", "publisher")
    search_fields = ("key", "title", "publisher", "url")
    date_hierarchy = "consulted_on"


class TranslatedAdmin(PortalModelAdmin):
    """A noun with a French name and its Catalan and English ones."""

    list_display: tuple[str, ...] = ("name", "code", "name_ca", "name_en", "order")
    search_fields = ("code", "name", "name_ca", "name_en")


@admin.register(Axis)
class AxisAdmin(TranslatedAdmin):
    list_display = ("name", "kind", "acv_axis", "name_ca", "name_en", "order")
    list_filter = ("kind",)


@admin.register(Priority)
class PriorityAdmin(TranslatedAdmin):
    pass


@admin.register(Zone)
class ZoneAdmin(TranslatedAdmin):
    list_display = ("name", "in_qpv", "is_heart_of_town", "confidence", "name_ca", "order")
    list_filter = ("is_heart_of_town", "in_qpv", "confidence")


@admin.register(Partner)
class PartnerAdmin(PortalModelAdmin):
    list_display = ("name", "short_name", "kind", "roles_shown", "website")
    list_filter = ("kind", PartnerRoleFilter)
    search_fields = ("code", "name", "short_name", "contribution")
    fields = (
        *("code", "name", "short_name", "kind", "roles", "contribution", "website"),
        "is_illustrative",
    )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "roles":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label=_("Rôles"),
            choices=PartnerRole,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @admin.display(description=_("rôles"))
    def roles_shown(self, obj: Partner) -> str:
        return ", ".join(obj.role_labels)


@admin.register(FundingLever)
class FundingLeverAdmin(PortalModelAdmin):
    list_display = ("name", "body", "kind", "state_today", "rate_text", "closes_on", "confidence")
    list_filter = (LeverStateFilter, "kind", "destination", "confidence", "priorities", "axes")
    search_fields = ("code", "name", "body", "detail", "legal_reference")
    autocomplete_fields = ("priorities", "axes", "sources", "excludes")
    fieldsets = (
        (None, {"fields": ("name", "code", "body", "kind", "destination", "priorities", "axes")}),
        (
            _("Pour qui, et avec quoi"),
            {"fields": ("beneficiaries", "excludes", "is_contribution_fund")},
        ),
        (
            _("Ce qu'il apporte"),
            {
                "fields": (
                    ("rate_min", "rate_max"),
                    *("rate_text", "ceiling", "eligible_base", "detail"),
                )
            },
        ),
        (_("Quand"), {"fields": (("opens_on", "closes_on"), "recurrence", "period")}),
        (
            _("D'où vient l'information"),
            {
                "fields": (
                    *("confidence", "sources", "url", "legal_reference", "internal_note"),
                    "is_illustrative",
                )
            },
        ),
    )

    @admin.display(description=_("aujourd'hui"))
    def state_today(self, obj: FundingLever) -> str:
        return str(obj.state_at(timezone.localdate()).label)


@admin.register(Action)
class ActionAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (ActionResource,)
    list_display = ("code", "title", "priority", "status", "visibility", "lead_department")
    list_display_links = ("code", "title")
    list_filter = ("status", "visibility", "priority", "axes", "zones", "is_illustrative")
    list_select_related = ("priority",)
    search_fields = ("code", "title", "objective", "lead_department")
    autocomplete_fields = ("priority", "axes", "zones")
    readonly_fields = ("discard_reason",)
    fields = (
        *("code", "title", "priority", "axes", "zones", "objective", "lead_department"),
        *("status", "discard_reason", "visibility", "is_illustrative"),
    )
    verbs = (
        Verb(
            "ecarter",
            _("Écarter"),
            DiscardActionForm,
            lambda action, answers, user: operations.discard_action(action=action, **answers),
            lambda action, user: can_edit_action(user) and action.status != ActionStatus.DISCARDED,
        ),
    )

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An action is discarded by its own button, which asks why."""
        if db_field.name == "status":
            discarded = ActionStatus.DISCARDED
            kwargs["choices"] = [c for c in ActionStatus.choices if c[0] != discarded]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        is_discarded = isinstance(obj, Action) and obj.status == ActionStatus.DISCARDED
        return ("status", "discard_reason") if is_discarded else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_action(action=obj)


@admin.register(Study)
class StudyAdmin(PortalModelAdmin):
    list_display = ("title", "starts_on", "funding_date")
    autocomplete_fields = ("sources",)
    fieldsets = (
        (None, {"fields": ("title", "purpose", "starts_on", "funding_date", "sources")}),
        (
            _("Traductions"),
            {"fields": ("title_ca", "title_en", "purpose_ca", "purpose_en")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Study.objects.exists()


class DeliverableInline(PortalTabularInline):
    """What is owed at the step; each deliverable moves from its own page."""

    model = Deliverable
    extra = 0
    fields = ("code", "title", "due_on", "status")
    readonly_fields = ("status",)
    show_change_link = True


@admin.register(Phase)
class PhaseAdmin(PortalModelAdmin):
    list_display = ("code", "name", "state_shown", "starts_on", "ends_on", "gate")
    list_display_links = ("code", "name")
    search_fields = ("code", "name")
    inlines = (DeliverableInline,)
    fieldsets = (
        (None, {"fields": ("code", "name", "order", "gate", "is_illustrative")}),
        (
            _("Calendrier"),
            {"fields": (("planned_start", "planned_end"), ("actual_start", "actual_end"))},
        ),
        (_("Traductions"), {"fields": ("name_ca", "name_en")}),
    )

    @admin.display(description=_("état"))
    def state_shown(self, obj: Phase) -> str:
        return str(obj.state.label)

    @admin.display(description=_("commence le"))
    def starts_on(self, obj: Phase) -> date:
        return obj.starts_on

    @admin.display(description=_("finit le"))
    def ends_on(self, obj: Phase) -> date:
        return obj.ends_on


@admin.register(Deliverable)
class DeliverableAdmin(PortalModelAdmin):
    list_display = ("code", "title", "phase", "status", "due_on", "late_shown")
    list_display_links = ("code", "title")
    list_filter = (IsLateFilter, "status", "phase")
    list_select_related = ("phase",)
    search_fields = ("code", "title", "content")
    autocomplete_fields = ("phase",)
    fields = (
        *("phase", "code", "title", "content", "due_on", "status", "status_reason"),
        *("submitted_on", "admitted_on", "is_illustrative"),
    )
    readonly_fields = ("status", "status_reason", "submitted_on", "admitted_on")
    verbs = (
        Verb(
            "avancer",
            _("Changer d'état"),
            MoveDeliverableForm,
            lambda deliverable, answers, user: operations.move_deliverable(
                deliverable=deliverable,
                to=DeliverableStatus(answers["to"]),
                by=user,
                reason=answers["reason"],
            ),
            lambda deliverable, user: bool(operations.next_steps(deliverable, user)),
        ),
    )

    @admin.display(description=_("en retard"), boolean=True)
    def late_shown(self, obj: Deliverable) -> bool | None:
        return False if obj.is_late else None


@admin.register(User)
class PersonAdmin(UserAdmin, PortalModelAdmin):
    """Accounts of the team; a role gives its rights, and the back office if it works there."""

    change_form_template = "admin/portal_change_form.html"
    list_display = ("full_name", "email", "roles_shown", "organisation", "is_active", "last_login")
    list_display_links = ("full_name", "email")
    list_filter = (PortalRoleFilter, "is_active", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("email", "full_name", "department", "organisation__name")
    ordering = ("full_name", "email")
    autocomplete_fields = ("organisation",)
    readonly_fields = ("is_staff", "last_login", "date_joined")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Personne"), {"fields": ("full_name", "job_title", "department", "organisation")}),
        (_("Rôles"), {"fields": ("groups", "is_active", "is_staff")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "organisation", "groups")}),
        (_("Mot de passe"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("rôles"))
    def roles_shown(self, obj: User) -> str:
        return ", ".join(role_label(group) for group in obj.groups.all())

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return RolesField(
            label=_("Rôles"),
            queryset=Group.objects.filter(name__in=Role.values),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser touches the account of another one."""
        is_out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_out_of_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_out_of_reach and super().has_delete_permission(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        operations.open_backoffice_by_role(user=form.instance)


class RolesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return role_label(obj)


def role_label(group: Group) -> str:
    """Name a role as the team does; a group that is no role by its own name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name
