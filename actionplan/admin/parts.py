"""Lines of sheets as lists of their own: to find them, and to import and export them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from actionplan import operations
from actionplan.models import (
    ActionIndicator,
    ActionStep,
    CostLine,
    Dependency,
    IndicatorMeasure,
    Risk,
    SheetPartner,
)
from actionplan.resources import (
    ActionIndicatorResource,
    ActionStepResource,
    CostLineResource,
    DependencyResource,
    IndicatorMeasureResource,
    RiskResource,
    SheetPartnerResource,
)
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class PartAdmin(PortalImportExport, PortalModelAdmin):
    """A line of a sheet, stored by the operation that all lines share."""

    autocomplete_fields: ClassVar[tuple[str, ...]] = ("sheet",)
    list_select_related: ClassVar[tuple[str, ...]] = ("sheet__action",)

    def view_on_site(self, obj: Any) -> str | None:
        return str(obj.sheet.get_absolute_url())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_part(part=obj)


@admin.register(CostLine)
class CostLineAdmin(PartAdmin):
    resource_classes = (CostLineResource,)
    list_display = ("sheet", "year", "kind", "nature", "label", "amount", "vat_basis")
    list_filter = ("year", "kind", "nature", "vat_basis", "sheet__action__priority")
    search_fields = ("sheet__action__code", "sheet__action__title", "label")


@admin.register(SheetPartner)
class SheetPartnerAdmin(PartAdmin):
    resource_classes = (SheetPartnerResource,)
    list_display = ("sheet", "label", "role", "contribution_text", "commit_by", "committed_on")
    list_filter = ("role", "contribution", "sheet__action__priority")
    search_fields = ("sheet__action__code", "partner__name", "name")
    list_select_related: ClassVar = ("sheet__action", "partner")
    autocomplete_fields: ClassVar = ("sheet", "partner")

    @admin.display(description=SheetPartner._meta.verbose_name)
    def label(self, part: SheetPartner) -> str:
        return part.label

    @admin.display(description=SheetPartner._meta.get_field("contribution").verbose_name)
    def contribution_text(self, part: SheetPartner) -> str:
        return part.contribution_text


@admin.register(ActionStep)
class ActionStepAdmin(PartAdmin):
    resource_classes = (ActionStepResource,)
    list_display = ("sheet", "order", "text", "due_on", "done_on")
    list_filter = ("sheet__action__priority",)
    search_fields = ("sheet__action__code", "text")


@admin.register(Risk)
class RiskAdmin(PartAdmin):
    resource_classes = (RiskResource,)
    list_display = ("sheet", "text", "likelihood", "impact", "answer")
    list_filter = ("likelihood", "impact", "sheet__action__priority")
    search_fields = ("sheet__action__code", "text")


@admin.register(Dependency)
class DependencyAdmin(PartAdmin):
    resource_classes = (DependencyResource,)
    list_display = ("sheet", "needs", "lag_weeks")
    search_fields = ("sheet__action__code", "needs__action__code")
    list_select_related: ClassVar = ("sheet__action", "needs__action")
    autocomplete_fields: ClassVar = ("sheet", "needs")


class MeasureInline(PortalTabularInline):
    model = IndicatorMeasure
    formfield_overrides = LOCAL_NUMBERS
    fields = ("measured_on", "value", "note")
    extra = 1


@admin.register(ActionIndicator)
class ActionIndicatorAdmin(PartAdmin):
    resource_classes = (ActionIndicatorResource,)
    list_display = ("code", "name", "sheet", "baseline", "target", "target_on")
    list_filter = ("direction", "sheet__action__priority")
    search_fields = ("code", "name", "sheet__action__code")
    inlines = (MeasureInline,)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for measure in formset.save(commit=False):
            operations.record_measure(measure=measure)
        for measure in formset.deleted_objects:
            measure.delete()
        formset.save_m2m()


@admin.register(IndicatorMeasure)
class IndicatorMeasureAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (IndicatorMeasureResource,)
    list_display = ("indicator", "measured_on", "value", "note")
    list_select_related: ClassVar = ("indicator",)
    autocomplete_fields = ("indicator",)
    search_fields = ("indicator__code", "indicator__name")
    date_hierarchy = "measured_on"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.record_measure(measure=obj)
