"""The back office of imports: mappings are edited here, runs are only looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from diagnostic import operations
from diagnostic.models import ImportMapping, ImportRun, MappedColumn
from diagnostic.resources import (
    ImportMappingResource,
    ImportRunResource,
    MappedColumnResource,
)
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class MappedColumnInline(PortalTabularInline):
    model = MappedColumn
    fields = ("column", "indicator", "year")
    autocomplete_fields = ("indicator",)
    extra = 1


@admin.register(ImportMapping)
class ImportMappingAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (ImportMappingResource,)
    list_display = ("name", "perimeter_kind", "shape", "year", "method", "source")
    list_filter = ("shape", "perimeter_kind")
    search_fields = ("name", "method", "author")
    list_select_related = ("source",)
    autocomplete_fields = ("source", "year_indicator")
    inlines = (MappedColumnInline,)
    fieldsets = (
        (None, {"fields": ("name", "shape")}),
        (
            _("De quel territoire"),
            {
                "fields": (
                    *("perimeter_column", "name_column", "perimeter_kind", "new_perimeters"),
                    *("kept_prefixes", "kept_rows", "code_prefix", "code_width"),
                )
            },
        ),
        (_("De quelle année"), {"fields": ("year", "year_column", "year_indicator")}),
        (
            _("Comment c'est mesuré"),
            {"fields": ("method", "author", "source", "confidence")},
        ),
        (
            _("Comment le fichier est écrit"),
            {
                "fields": (
                    *("is_workbook", "sheet", "encoding", "delimiter", "header_line"),
                    *("decimal_comma", "blanks"),
                )
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        operations.save_mapping(mapping=obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        for record in formset.save(commit=False):
            operations.save_mapped_column(column=record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()


@admin.register(MappedColumn)
class MappedColumnAdmin(PortalImportExport, PortalModelAdmin):
    """Columns by themselves, to carry the mappings of one portal to another."""

    resource_classes = (MappedColumnResource,)
    list_display = ("column", "indicator", "year", "mapping")
    list_filter = ("mapping",)
    search_fields = ("column", "indicator__code", "indicator__name", "mapping__name")
    list_select_related = ("indicator", "mapping")
    autocomplete_fields = ("mapping", "indicator")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        operations.save_mapped_column(column=obj)


@admin.register(ImportRun)
class ImportRunAdmin(PortalImportExport, PortalModelAdmin):
    """What was imported, when and by whom; an import is made on its page."""

    resource_classes = (ImportRunResource,)

    list_display = (
        *("file_name", "mapping", "status", "requested_by", "requested_at"),
        *("created_count", "updated_count", "error_count"),
    )
    list_filter = ("status", "mapping")
    search_fields = ("file_name", "mapping__name", "sha256")
    list_select_related = ("mapping", "requested_by")
    fields = (
        *("file_name", "sha256", "mapping", "status", "problem"),
        *("requested_by", "requested_at", "started_at", "finished_at"),
        *("line_count", "created_count", "updated_count", "unchanged_count"),
        *("skipped_count", "left_out_count", "perimeter_count", "error_count"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return super().get_queryset(request).defer("errors", "samples")

    def has_import_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
