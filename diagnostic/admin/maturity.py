"""The maturity self-assessment in the back office; comments are read here only."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from diagnostic import operations
from diagnostic.models import MaturityAnswer, MaturityDimension, MaturityLevel, MaturityRound
from diagnostic.resources import (
    MaturityAnswerResource,
    MaturityDimensionResource,
    MaturityLevelResource,
    MaturityRoundResource,
)
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class MaturityLevelInline(PortalTabularInline):
    model = MaturityLevel
    extra = 0
    max_num = 5


class MaturityAdmin(PortalModelAdmin):
    """Rows and their inner rows are stored by one operation."""

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        operations.save_maturity(record=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for record in formset.save(commit=False):
            operations.save_maturity(record=record)
        for record in formset.deleted_objects:
            record.delete()


@admin.register(MaturityDimension)
class MaturityDimensionAdmin(PortalImportExport, MaturityAdmin):
    resource_classes = [MaturityDimensionResource]
    list_display = ("name", "code", "question", "order")
    search_fields = ("code", "name", "question")
    autocomplete_fields = ("sources",)
    inlines = (MaturityLevelInline,)


@admin.register(MaturityLevel)
class MaturityLevelAdmin(PortalImportExport, MaturityAdmin):
    resource_classes = [MaturityLevelResource]
    list_display = ("dimension", "level", "description")
    list_filter = ("dimension", "level")
    search_fields = ("dimension__name", "description")
    list_select_related = ("dimension",)
    autocomplete_fields = ("dimension",)


@admin.register(MaturityRound)
class MaturityRoundAdmin(PortalImportExport, MaturityAdmin):
    resource_classes = [MaturityRoundResource]
    list_display = ("title", "opens_on", "closes_on", "is_illustrative")
    list_filter = ("is_illustrative",)
    search_fields = ("code", "title")
    date_hierarchy = "opens_on"


@admin.register(MaturityAnswer)
class MaturityAnswerAdmin(PortalImportExport, MaturityAdmin):
    resource_classes = [MaturityAnswerResource]
    list_display = ("round", "dimension", "level", "respondent", "respondent_label", "answered_at")
    list_filter = ("round", "dimension", "level")
    search_fields = ("respondent__email", "respondent_label", "comment")
    list_select_related = ("round", "dimension", "respondent")
    autocomplete_fields = ("round", "dimension", "respondent")
