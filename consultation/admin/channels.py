"""The back office of the other channels: batches, workshops, populations of reference."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from consultation import operations
from consultation.models import Batch, CensusMargin, Workshop
from consultation.resources import CensusMarginResource
from perpignan.backoffice import PortalModelAdmin
from perpignan.backoffice_imports import PortalImportExport


@admin.register(CensusMargin)
class CensusMarginAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [CensusMarginResource]
    list_display = ("profile", "category", "population", "year", "source", "consultation")
    list_filter = ("profile", "year", "is_illustrative")
    list_select_related = ("consultation",)
    search_fields = ("category", "source")
    autocomplete_fields = ("consultation",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_margin(margin=obj)


@admin.register(Workshop)
class WorkshopAdmin(PortalModelAdmin):
    list_display = ("title", "consultation", "held_on", "place", "participant_count")
    list_filter = ("consultation", "is_illustrative")
    list_select_related = ("consultation",)
    search_fields = ("title", "place")
    autocomplete_fields = ("consultation", "zone")
    date_hierarchy = "held_on"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_workshop(workshop=obj)


@admin.register(Batch)
class BatchAdmin(PortalModelAdmin):
    """A batch is prepared on its page, where its numbers are given; its facts are mended here."""

    list_display = ("__str__", "consultation", "collected_on", "first_number", "expected_count")
    list_filter = ("consultation", "language")
    list_select_related = ("consultation",)
    search_fields = ("place",)
    fields = ("consultation", "place", "collected_on", "collected_by", "language")
    readonly_fields = ("consultation", "language")
    autocomplete_fields = ("collected_by",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_batch(batch=obj)
