"""Sheets and their lines in and out as tables; a sheet is known by the code of its action."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet
from import_export.fields import Field

from actionplan import operations
from actionplan.models import (
    ActionSheet,
    ActionStep,
    CostLine,
    Dependency,
    Risk,
    SheetPart,
    SheetPartner,
)
from perpignan.backoffice_imports import KeysLoader, PortalResource
from perpignan.backoffice_widgets import Keys, LinkWidget


class SheetKeys(Keys):
    """The sheets by the codes of their actions, read in one statement."""

    @cached_property
    def rows(self) -> dict[str, models.Model]:
        return {sheet.code: sheet for sheet in ActionSheet.objects.select_related("action")}


class SheetLinkWidget(LinkWidget):
    def __init__(self) -> None:
        super().__init__(ActionSheet)
        self.keys = SheetKeys(ActionSheet)


class SheetLinkResource(PortalResource):
    """A table whose links to sheets are written as codes of actions."""

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        field = super().field_from_django_field(field_name, django_field, readonly)
        if django_field.is_relation and django_field.related_model is ActionSheet:
            field.widget = SheetLinkWidget()
        if isinstance(django_field, models.CharField) and django_field.blank:
            field.default = ""  # an empty cell says empty, whatever a new row would get
        return field


class ActionSheetResource(SheetLinkResource):
    """Sheets without what is internal: notes and coordinates leave the portal by no file."""

    class Meta(PortalResource.Meta):
        model = ActionSheet
        import_id_fields = ("action",)
        instance_loader_class = KeysLoader
        fields = (
            *("action", "parent", "horizon", "effort", "impact"),
            *("capital_min", "capital_max", "operating_min", "operating_max", "vat_basis"),
            *("contact_function", "participation", "targets"),
            *("planned_start", "planned_end", "actual_start", "actual_end"),
            *("progress", "delay_reason", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[ActionSheet]:
        return ActionSheet.objects.select_related("action", "parent__action")

    def do_instance_save(self, instance: ActionSheet, is_create: bool) -> None:
        operations.save_sheet(sheet=instance)


class PartResource(SheetLinkResource):
    """A line of a sheet, stored by the operation that all lines share."""

    linked: tuple[str, ...] = ()

    def get_queryset(self) -> QuerySet[Any]:
        rows = self._meta.model._default_manager.select_related("sheet__action", *self.linked)
        return rows.order_by("sheet__action__code", "pk")  # type: ignore[no-any-return]  # the manager is typed Any

    def do_instance_save(self, instance: SheetPart, is_create: bool) -> None:
        operations.save_part(part=instance)


class ActionStepResource(PartResource):
    class Meta(PortalResource.Meta):
        model = ActionStep
        import_id_fields = ("sheet", "order")
        instance_loader_class = KeysLoader
        fields = ("sheet", "order", "text", "due_on", "done_on")


class CostLineResource(PartResource):
    """A cost is known by all that tells it from another but its amount; the basis is kept."""

    class Meta(PortalResource.Meta):
        model = CostLine
        import_id_fields = ("sheet", "year", "kind", "nature", "label")
        instance_loader_class = KeysLoader
        fields = (
            *("sheet", "year", "kind", "nature", "label"),
            *("amount", "vat_basis", "vat_rate", "is_illustrative"),
        )


class SheetPartnerResource(PartResource):
    linked = ("partner",)

    class Meta(PortalResource.Meta):
        model = SheetPartner
        import_id_fields = ("sheet", "partner", "name")
        instance_loader_class = KeysLoader
        fields = (
            *("sheet", "partner", "name", "role", "contribution", "amount", "vat_basis"),
            *("in_kind", "commit_by", "committed_on"),
        )


class RiskResource(PartResource):
    class Meta(PortalResource.Meta):
        model = Risk
        import_id_fields = ("sheet", "text")
        instance_loader_class = KeysLoader
        fields = ("sheet", "text", "likelihood", "impact", "answer")


class DependencyResource(PartResource):
    linked = ("needs__action",)

    class Meta(PortalResource.Meta):
        model = Dependency
        import_id_fields = ("sheet", "needs")
        instance_loader_class = KeysLoader
        fields = ("sheet", "needs", "lag_weeks")
