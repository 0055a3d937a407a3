"""The back office of the scenarios: one form holds a scenario and all its limits."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actionplan import operations
from actionplan.models import (
    Scenario,
    ScenarioAction,
    ScenarioBudget,
    ScenarioLever,
    ScenarioMinimum,
    ScenarioPair,
)
from actionplan.resources import (
    ScenarioActionResource,
    ScenarioBudgetResource,
    ScenarioLeverResource,
    ScenarioMinimumResource,
    ScenarioPairResource,
    ScenarioResource,
)
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class LimitInline(PortalTabularInline):
    """Limits may change until the scenario is computed; then they are only read."""

    formfield_overrides = LOCAL_NUMBERS
    extra = 0

    def _is_open(self, obj: Any) -> bool:
        return obj is None or obj.is_open

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_open(obj) and super().has_delete_permission(request, obj)


class BudgetInline(LimitInline):
    model = ScenarioBudget
    fields = ("year", "amount", "staff")


class ActionInline(LimitInline):
    model = ScenarioAction
    fields = ("sheet", "imposition", "earliest", "latest", "value", "staff")
    autocomplete_fields = ("sheet",)


class LeverInline(LimitInline):
    model = ScenarioLever
    fields = ("lever", "is_refused", "envelope", "rate")
    autocomplete_fields = ("lever",)


class MinimumInline(LimitInline):
    model = ScenarioMinimum
    fields = ("priority", "zone", "count", "amount")


class PairInline(LimitInline):
    model = ScenarioPair
    fields = ("first", "second", "kind", "bonus")
    autocomplete_fields = ("first", "second")


@admin.register(Scenario)
class ScenarioAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (ScenarioResource,)
    list_display = ("name", "status", "solver_status", "objective", "budget_change", "is_adopted")
    list_filter = ("status", "solver_status", "is_adopted")
    search_fields = ("name", "code", "description")
    inlines = (BudgetInline, ActionInline, LeverInline, MinimumInline, PairInline)
    prepopulated_fields = {"code": ("name",)}
    OPEN = (
        *("name", "code", "description", "value_basis", "budget_change", "owner_share"),
        *("time_limit", "is_illustrative"),
    )
    ANSWER = (
        *("status", "solver_status", "objective", "bound", "gap", "problem"),
        *("is_adopted", "adoption_reason", "adopted_on"),
    )
    fieldsets = (
        (_("Limites"), {"fields": OPEN}),
        (_("Réponse, sur la page du scénario"), {"fields": ANSWER}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scenario]:
        return super().get_queryset(request).defer("result")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.ANSWER if obj is None or obj.is_open else (*self.OPEN, *self.ANSWER)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj is not None else dict(self.prepopulated_fields)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if obj.is_open:
            operations.save_scenario(scenario=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        limits = formset.save(commit=False)
        for limit in formset.deleted_objects:
            limit.delete()
        for limit in limits:
            operations.save_limit(limit=limit)
        formset.save_m2m()


class LimitAdmin(PortalImportExport, PortalModelAdmin):
    """Limits of one kind, of all scenarios: to find them, and to take them in and out."""

    list_select_related: ClassVar[tuple[str, ...]] = ("scenario",)
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("scenario",)

    def view_on_site(self, obj: Any) -> str | None:
        return str(obj.scenario.get_absolute_url())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.scenario.is_open)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.scenario.is_open)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_limit(limit=obj)


@admin.register(ScenarioBudget)
class ScenarioBudgetAdmin(LimitAdmin):
    resource_classes = (ScenarioBudgetResource,)
    list_display = ("scenario", "year", "amount", "staff")
    list_filter = ("scenario", "year")
    search_fields = ("scenario__name", "scenario__code")


@admin.register(ScenarioAction)
class ScenarioActionAdmin(LimitAdmin):
    resource_classes = (ScenarioActionResource,)
    list_display = ("scenario", "sheet", "imposition", "earliest", "latest", "value")
    list_filter = ("scenario", "imposition")
    search_fields = ("scenario__name", "sheet__action__code", "sheet__action__title")
    list_select_related: ClassVar = ("scenario", "sheet__action")
    autocomplete_fields: ClassVar = ("scenario", "sheet")


@admin.register(ScenarioLever)
class ScenarioLeverAdmin(LimitAdmin):
    resource_classes = (ScenarioLeverResource,)
    list_display = ("scenario", "lever", "is_refused", "envelope", "rate")
    list_filter = ("scenario", "is_refused")
    search_fields = ("scenario__name", "lever__name")
    list_select_related: ClassVar = ("scenario", "lever")
    autocomplete_fields: ClassVar = ("scenario", "lever")


@admin.register(ScenarioMinimum)
class ScenarioMinimumAdmin(LimitAdmin):
    resource_classes = (ScenarioMinimumResource,)
    list_display = ("scenario", "priority", "zone", "count", "amount")
    list_filter = ("scenario", "priority", "zone")
    search_fields = ("scenario__name", "priority__name", "zone__name")
    list_select_related: ClassVar = ("scenario", "priority", "zone")


@admin.register(ScenarioPair)
class ScenarioPairAdmin(LimitAdmin):
    resource_classes = (ScenarioPairResource,)
    list_display = ("scenario", "first", "second", "kind", "bonus")
    list_filter = ("scenario", "kind")
    search_fields = ("scenario__name", "first__action__code", "second__action__code")
    list_select_related: ClassVar = ("scenario", "first__action", "second__action")
    autocomplete_fields: ClassVar = ("scenario", "first", "second")
