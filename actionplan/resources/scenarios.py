"""Scenarios and their limits in and out as tables; an answer goes out and is not read back."""

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from actionplan import operations, queries
from actionplan.models import (
    Scenario,
    ScenarioAction,
    ScenarioBudget,
    ScenarioLever,
    ScenarioMinimum,
    ScenarioPair,
    ScenarioPart,
)
from actionplan.resources.sheets import SheetLinkResource
from perpignan.backoffice_imports import KeysLoader, PortalResource

#: Written out, never read back: a scenario is computed, then adopted, by a verb.
ANSWER = (
    *("status", "solver_status", "objective", "bound", "gap"),
    *("is_adopted", "adoption_reason", "adopted_on"),
)


class ScenarioResource(PortalResource):
    """What a scenario is; its limits are tables of their own."""

    class Meta(PortalResource.Meta):
        model = Scenario
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "description", "value_basis", "budget_change"),
            *("owner_share", "time_limit", "is_illustrative", *ANSWER),
        )

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        closed = readonly or field_name in ANSWER
        return super().field_from_django_field(field_name, django_field, closed)

    def get_queryset(self) -> QuerySet[Scenario]:
        return Scenario.objects.defer("result").order_by("code")

    def do_instance_save(self, instance: Scenario, is_create: bool) -> None:
        operations.save_scenario(scenario=instance)


class LimitResource(SheetLinkResource):
    """A limit of a scenario, stored by the operation that all limits share."""

    def get_queryset(self) -> QuerySet[Any]:
        return queries.scenario_limits(self._meta.model)

    def do_instance_save(self, instance: ScenarioPart, is_create: bool) -> None:
        operations.save_limit(limit=instance)


class ScenarioBudgetResource(LimitResource):
    class Meta(PortalResource.Meta):
        model = ScenarioBudget
        import_id_fields = ("scenario", "year")
        instance_loader_class = KeysLoader
        fields = ("scenario", "year", "amount", "staff")


class ScenarioActionResource(LimitResource):
    class Meta(PortalResource.Meta):
        model = ScenarioAction
        import_id_fields = ("scenario", "sheet")
        instance_loader_class = KeysLoader
        fields = ("scenario", "sheet", "imposition", "earliest", "latest", "value", "staff")


class ScenarioLeverResource(LimitResource):
    class Meta(PortalResource.Meta):
        model = ScenarioLever
        import_id_fields = ("scenario", "lever")
        instance_loader_class = KeysLoader
        fields = ("scenario", "lever", "is_refused", "envelope", "rate")


class ScenarioMinimumResource(LimitResource):
    class Meta(PortalResource.Meta):
        model = ScenarioMinimum
        import_id_fields = ("scenario", "priority", "zone")
        instance_loader_class = KeysLoader
        fields = ("scenario", "priority", "zone", "count", "amount")


class ScenarioPairResource(LimitResource):
    class Meta(PortalResource.Meta):
        model = ScenarioPair
        import_id_fields = ("scenario", "first", "second")
        instance_loader_class = KeysLoader
        fields = ("scenario", "first", "second", "kind", "bonus")
