from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from diagnostic import operations, queries
from diagnostic.models import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Perimeter,
    ReferenceValue,
    StandardCode,
)
from diagnostic.resources import (
    IndicatorResource,
    IndicatorValueResource,
    PerimeterResource,
    ReferenceValueResource,
)
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class MeasuredFilter(admin.SimpleListFilter):
    """Indicators that have a published value, or none."""

    title = _("valeur publiée")
    parameter_name = "measured"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Au moins une")), ("no", _("Aucune"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Indicator]) -> QuerySet[Indicator]:
        kept = {"yes": queries.measured_indicators, "no": queries.unmeasured_indicators}
        choose = kept.get(self.value() or "")
        return queryset.filter(pk__in=choose()) if choose else queryset


class IndicatorValueInline(PortalTabularInline):
    model = IndicatorValue
    formfield_overrides = LOCAL_NUMBERS
    fields = ("perimeter", "year", "value", "method", "author", "source", "confidence")
    autocomplete_fields = ("perimeter", "source")
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[IndicatorValue]:
        """Show the study's territory: imported values of other places are too many."""
        return super().get_queryset(request).filter(perimeter__is_home=True)


class ReferenceValueInline(PortalTabularInline):
    model = ReferenceValue
    formfield_overrides = LOCAL_NUMBERS
    fields = ("label", "year", "value", "source", "confidence")
    autocomplete_fields = ("source",)
    extra = 0


class StandardCodeInline(PortalTabularInline):
    model = StandardCode
    fields = ("framework", "code", "source")
    autocomplete_fields = ("source",)
    extra = 0


class IndicatorActionInline(PortalTabularInline):
    model = IndicatorAction
    fields = ("action", "is_illustrative")
    autocomplete_fields = ("action",)
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [IndicatorResource]
    list_display = ("code", "name", "axis", "unit", "direction", "value_count")
    list_filter = (MeasuredFilter, "axis", "direction")
    search_fields = ("code", "name", "definition", "institution")
    list_select_related = ("axis",)
    autocomplete_fields = ("axis", "sources")
    inlines = (
        IndicatorValueInline,
        ReferenceValueInline,
        StandardCodeInline,
        IndicatorActionInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Indicator]:
        found: QuerySet[Indicator] = super().get_queryset(request)
        return found.annotate(count_of_values=Count("values"))

    @admin.display(description=_("valeurs"))
    def value_count(self, indicator: Indicator) -> int:
        return int(indicator.count_of_values)  # type: ignore[attr-defined]  # annotated by the query

    def save_model(
        self, request: HttpRequest, obj: Indicator, form: ModelForm, change: bool
    ) -> None:
        operations.save_indicator(indicator=obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        for record in formset.save(commit=False):
            _save(record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()


def _save(record: IndicatorValue | ReferenceValue | StandardCode | IndicatorAction) -> None:
    if isinstance(record, IndicatorValue):
        operations.record_value(value=record)
    elif isinstance(record, ReferenceValue):
        operations.record_reference(reference=record)
    elif isinstance(record, StandardCode):
        operations.save_standard_code(code=record)
    else:
        operations.save_link(link=record)


@admin.register(IndicatorValue)
class IndicatorValueAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [IndicatorValueResource]
    list_display = ("indicator", "year", "value", "perimeter", "method", "confidence", "source")
    list_filter = ("confidence", "indicator__axis", "perimeter__is_home", "perimeter__kind")
    search_fields = ("indicator__code", "indicator__name", "method", "author")
    list_select_related = ("indicator", "perimeter", "source")
    autocomplete_fields = ("indicator", "perimeter", "source")

    def save_model(
        self,
        request: HttpRequest,
        obj: IndicatorValue,
        form: ModelForm,
        change: bool,
    ) -> None:
        operations.record_value(value=obj)


@admin.register(Perimeter)
class PerimeterAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [PerimeterResource]
    list_display = ("code", "name", "kind", "is_home", "zone")
    list_filter = ("is_home", "kind")
    search_fields = ("code", "name")
    list_select_related = ("zone",)
    autocomplete_fields = ("zone",)

    def save_model(
        self, request: HttpRequest, obj: Perimeter, form: ModelForm, change: bool
    ) -> None:
        operations.save_perimeter(perimeter=obj)


@admin.register(ReferenceValue)
class ReferenceValueAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [ReferenceValueResource]
    list_display = ("indicator", "label", "year", "value", "confidence", "source")
    list_filter = ("confidence", "indicator__axis")
    search_fields = ("indicator__code", "indicator__name", "label")
    list_select_related = ("indicator", "source")
    autocomplete_fields = ("indicator", "source")

    def save_model(
        self, request: HttpRequest, obj: ReferenceValue, form: ModelForm, change: bool
    ) -> None:
        operations.record_reference(reference=obj)
