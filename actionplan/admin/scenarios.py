"""The back office of the scenarios: one form holds a scenario and all its limits."""

from typing import Any

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
)
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin


class LimitInline(admin.TabularInline):
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
    fields = ("year", "amount")


class ActionInline(LimitInline):
    model = ScenarioAction
    fields = ("sheet", "imposition", "earliest", "latest", "value")
    autocomplete_fields = ("sheet",)


class LeverInline(LimitInline):
    model = ScenarioLever
    fields = ("lever", "is_refused", "envelope", "rate")
    autocomplete_fields = ("lever",)


class MinimumInline(LimitInline):
    model = ScenarioMinimum
    fields = ("priority", "count")


@admin.register(Scenario)
class ScenarioAdmin(PortalModelAdmin):
    list_display = ("name", "status", "solver_status", "objective", "budget_change", "is_adopted")
    list_filter = ("status", "solver_status", "is_adopted")
    search_fields = ("name", "code", "description")
    inlines = (BudgetInline, ActionInline, LeverInline, MinimumInline)
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
