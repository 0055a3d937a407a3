"""Prioritisation in the back office. What is frozen is read, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from diagnostic import operations
from diagnostic.enums import SessionStatus
from diagnostic.models import (
    ActionScore,
    Criterion,
    RankedAction,
    RankingSession,
    Stakeholder,
    StakeholderWeight,
)
from diagnostic.permissions import can_freeze_session
from diagnostic.resources import (
    ActionScoreResource,
    CriterionResource,
    RankingSessionResource,
    StakeholderResource,
    StakeholderWeightResource,
)
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb, VerbForm
from perpignan.backoffice_imports import PortalImportExport


class IsKnownFilter(admin.SimpleListFilter):
    """Scores that are exact, intervals, or not known."""

    title = _("précision")
    parameter_name = "known"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Inconnue")), ("yes", _("Connue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(low__isnull=self.value() == "no")
        return queryset


class RankedActionInline(PortalTabularInline):
    model = RankedAction
    fields = ("action", "category", "public_reason")
    autocomplete_fields = ("action",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)


def _is_open(session: RankingSession | None) -> bool:
    return session is None or not session.is_frozen


@admin.register(RankingSession)
class RankingSessionAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (RankingSessionResource,)
    list_display = ("title", "held_on", "status", "weight_model", "is_illustrative")
    list_filter = ("status", "weight_model", "is_illustrative")
    search_fields = ("code", "title", "adopted_note")
    date_hierarchy = "held_on"
    prepopulated_fields = {"code": ("title",)}
    readonly_fields = ("status", "frozen_at", "frozen_by", "sha256")
    inlines = (RankedActionInline,)
    verbs = (
        Verb(
            "figer",
            _("Figer et publier"),
            VerbForm,
            lambda record, answers, user: operations.freeze_session(session=record, by=user),
            lambda record, user: not record.is_frozen and can_freeze_session(user),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RankingSession]:
        return super().get_queryset(request).defer("snapshot", "results")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Leave the actions for the second step: a new session takes all those in play."""
        return super().get_inline_instances(request, obj) if obj else []

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer no deletion in bulk: it would meet frozen sessions."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(
        self, request: HttpRequest, obj: RankingSession, form: ModelForm, change: bool
    ) -> None:
        operations.save_session(session=obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        ranked = formset.save(commit=False)
        operations.save_ranked_actions(
            session=formset.instance,  # type: ignore[attr-defined]  # an inline formset
            kept=ranked,
            removed=formset.deleted_objects,
        )
        formset.save_m2m()


@admin.register(Criterion)
class CriterionAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [CriterionResource]
    list_display = ("name", "code", "typical_weight", "direction", "family", "veto", "is_active")
    list_filter = ("is_active", "family", "direction")
    search_fields = ("code", "name", "question")
    autocomplete_fields = ("sources",)

    def save_model(
        self, request: HttpRequest, obj: Criterion, form: ModelForm, change: bool
    ) -> None:
        operations.save_criterion(criterion=obj)


@admin.register(Stakeholder)
class StakeholderAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (StakeholderResource,)
    list_display = ("name", "code", "organisation", "is_reference", "order")
    search_fields = ("code", "name")
    list_select_related = ("organisation",)
    autocomplete_fields = ("organisation",)

    def save_model(
        self, request: HttpRequest, obj: Stakeholder, form: ModelForm, change: bool
    ) -> None:
        operations.save_stakeholder(stakeholder=obj)


class OfSessionAdmin(PortalImportExport, PortalModelAdmin):
    """Rows that belong to a session: those of a frozen one are read only."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "session":
            kwargs["queryset"] = RankingSession.objects.filter(status=SessionStatus.OPEN)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        open_one = obj is None or _is_open(obj.session)
        return open_one and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        open_one = obj is not None and _is_open(obj.session)
        return open_one and super().has_delete_permission(request, obj)


@admin.register(StakeholderWeight)
class StakeholderWeightAdmin(OfSessionAdmin):
    resource_classes = [StakeholderWeightResource]
    list_display = ("stakeholder", "criterion", "weight", "session")
    list_filter = ("session", "stakeholder", "criterion")
    search_fields = ("stakeholder__name", "criterion__name", "session__title")
    list_select_related = ("stakeholder", "criterion", "session")
    autocomplete_fields = ("session", "stakeholder", "criterion")

    def save_model(
        self, request: HttpRequest, obj: StakeholderWeight, form: ModelForm, change: bool
    ) -> None:
        operations.save_weight(weight=obj)

    def delete_model(self, request: HttpRequest, obj: StakeholderWeight) -> None:
        operations.delete_weight(weight=obj)


@admin.register(ActionScore)
class ActionScoreAdmin(OfSessionAdmin):
    resource_classes = [ActionScoreResource]
    list_display = ("action", "criterion", "low", "high", "source_text", "scored_by", "session")
    list_filter = ("session", IsKnownFilter, "criterion")
    search_fields = ("action__code", "action__title", "criterion__name", "source_text")
    list_select_related = ("action", "criterion", "scored_by", "session")
    autocomplete_fields = ("session", "action", "criterion", "source")
    readonly_fields = ("scored_by",)

    def save_model(
        self, request: HttpRequest, obj: ActionScore, form: ModelForm, change: bool
    ) -> None:
        operations.save_score(score=obj, scored_by=request.user)

    def delete_model(self, request: HttpRequest, obj: ActionScore) -> None:
        operations.delete_score(score=obj)
