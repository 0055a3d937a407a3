from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from actionplan import operations
from actionplan.models import (
    ActionSheet,
    ActionStep,
    Dependency,
    Risk,
    SheetLever,
    SheetPartner,
)
from perpignan.backoffice import PortalModelAdmin


class LacksFilter(admin.SimpleListFilter):
    """What a sheet still lacks before it can be discussed."""

    title = _("il manque")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("steps", _("Les étapes")),
            ("partners", _("Les partenaires")),
            ("levers", _("Les leviers de financement")),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ActionSheet]
    ) -> QuerySet[ActionSheet]:
        known = {value for value, _label in self.lookup_choices}
        part = self.value()
        return queryset.filter(**{f"{part}__isnull": True}) if part in known else queryset


class StepInline(admin.TabularInline):
    model = ActionStep
    fields = ("order", "text")
    extra = 1


class PartnerInline(admin.TabularInline):
    model = SheetPartner
    fields = ("partner", "name", "role")
    autocomplete_fields = ("partner",)
    extra = 0


class LeverInline(admin.TabularInline):
    model = SheetLever
    fields = ("lever", "state")
    autocomplete_fields = ("lever",)
    extra = 0


class RiskInline(admin.TabularInline):
    model = Risk
    fields = ("text",)
    extra = 0


class DependencyInline(admin.TabularInline):
    model = Dependency
    fk_name = "sheet"
    fields = ("needs",)
    autocomplete_fields = ("needs",)
    extra = 0


@admin.register(ActionSheet)
class ActionSheetAdmin(PortalModelAdmin):
    list_display = ("action", "priority", "horizon", "effort", "impact", "capital", "operating")
    list_filter = (LacksFilter, "action__priority", "action__status", "action__visibility")
    search_fields = ("action__code", "action__title", "action__lead_department")
    list_select_related = ("action__priority",)
    autocomplete_fields = ("action",)
    readonly_fields = ("action_link",)
    inlines = (StepInline, PartnerInline, LeverInline, RiskInline, DependencyInline)

    @admin.display(description=_("priorité"), ordering="action__priority__order")
    def priority(self, sheet: ActionSheet) -> str:
        return str(sheet.action.priority)

    @admin.display(description=_("investissement"), ordering="capital_max")
    def capital(self, sheet: ActionSheet) -> str:
        return sheet.capital_range

    @admin.display(description=_("fonctionnement par an"), ordering="operating_max")
    def operating(self, sheet: ActionSheet) -> str:
        return sheet.operating_range

    @admin.display(description=_("titre, état, service responsable"))
    def action_link(self, sheet: ActionSheet) -> str:
        """Lead to the action itself: what every phase shares of it is changed there."""
        if sheet.pk is None:
            return "-"
        url = reverse("admin:study_action_change", args=[sheet.action_id])
        return format_html('<a href="{}">{}</a>', url, _("Modifier l'action"))

    def save_model(
        self, request: HttpRequest, obj: ActionSheet, form: ModelForm, change: bool
    ) -> None:
        operations.save_sheet(sheet=obj)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        parts = formset.save(commit=False)
        for part in formset.deleted_objects:
            part.delete()
        for part in parts:
            operations.save_part(part=part)
        formset.save_m2m()
