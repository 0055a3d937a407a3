"""The back office of the sheets: one form holds a sheet with all its lines."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan import operations, queries
from actionplan.models import (
    ActionIndicator,
    ActionSheet,
    ActionStep,
    CostLine,
    Dependency,
    FundingTerms,
    Risk,
    SheetLever,
    SheetPartner,
)
from actionplan.resources import ActionSheetResource
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class LacksFilter(admin.SimpleListFilter):
    """What a sheet still lacks before it can be discussed."""

    title = _("il manque")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        parts = [(name, label) for name, (label, _condition) in queries.LACKS.items()]
        return [(queries.ANY, _("quelque chose")), *parts]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ActionSheet]
    ) -> QuerySet[ActionSheet]:
        part = self.value()
        if part == queries.ANY:
            return queries.lacking(queryset)
        return queries.lacking(queryset, [part]) if part in queries.LACKS else queryset


class StepInline(PortalTabularInline):
    model = ActionStep
    fields = ("order", "text", "due_on", "done_on")
    extra = 1


class PartnerInline(admin.StackedInline):
    model = SheetPartner
    formfield_overrides = LOCAL_NUMBERS
    fields = (
        ("partner", "name", "role"),
        ("contribution", "amount", "vat_basis"),
        "in_kind",
        ("commit_by", "committed_on"),
    )
    autocomplete_fields = ("partner",)
    extra = 0


class LeverInline(PortalTabularInline):
    """The lines of funding; the amounts of each stand behind its link."""

    model = SheetLever
    fields = ("lever", "funder", "kind", "origin", "state", "probability")
    autocomplete_fields = ("lever",)
    show_change_link = True
    extra = 0


class TermsInline(admin.StackedInline):
    model = FundingTerms
    formfield_overrides = LOCAL_NUMBERS
    fields = (
        ("owner", "owner_siret"),
        ("threshold", "derogation_ground", "derogation_on"),
        "derogation_reason",
        ("works_start", "helps_companies", "earlier_minimis"),
        ("study_weeks", "quote_weeks", "council_weeks"),
    )
    extra = 0


class RiskInline(PortalTabularInline):
    model = Risk
    fields = ("text", "likelihood", "impact", "answer")
    extra = 0


class CostInline(PortalTabularInline):
    model = CostLine
    formfield_overrides = LOCAL_NUMBERS
    fields = ("year", "kind", "nature", "label", "amount", "vat_basis", "vat_rate")
    extra = 0


class IndicatorInline(PortalTabularInline):
    model = ActionIndicator
    formfield_overrides = LOCAL_NUMBERS
    fields = ("code", "name", "unit", "direction", "baseline", "target", "target_on")
    show_change_link = True
    extra = 0


class DependencyInline(PortalTabularInline):
    model = Dependency
    fk_name = "sheet"
    fields = ("needs", "lag_weeks")
    autocomplete_fields = ("needs",)
    extra = 0


@admin.register(ActionSheet)
class ActionSheetAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (ActionSheetResource,)
    list_display = ("action", "priority", "completeness", "progress", "planned_end", "capital")
    list_filter = (LacksFilter, "action__priority", "action__status", "action__visibility")
    search_fields = ("action__code", "action__title", "action__lead_department")
    list_select_related = ("action__priority",)
    autocomplete_fields = ("action", "parent")
    readonly_fields = ("action_link", "completeness", "files_link")
    fieldsets = (
        (None, {"fields": ("action", "action_link", "parent", "completeness", "files_link")}),
        (
            _("Qui, pour qui, où"),
            {
                "fields": (
                    "contact_function",
                    "contact_details",
                    "participation",
                    "targets",
                )
            },
        ),
        (
            _("Quand"),
            {
                "fields": (
                    "horizon",
                    ("planned_start", "planned_end"),
                    ("actual_start", "actual_end"),
                    "progress",
                    "delay_reason",
                )
            },
        ),
        (
            _("Combien"),
            {
                "fields": (
                    ("effort", "impact"),
                    ("capital_min", "capital_max"),
                    ("operating_min", "operating_max"),
                    "vat_basis",
                )
            },
        ),
        (_("Interne"), {"fields": ("internal_note", "is_illustrative")}),
    )
    inlines = (
        StepInline,
        PartnerInline,
        CostInline,
        TermsInline,
        LeverInline,
        IndicatorInline,
        RiskInline,
        DependencyInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ActionSheet]:
        return queries.with_completeness(super().get_queryset(request))

    @admin.display(description=_("fiche complète"))
    def completeness(self, sheet: ActionSheet) -> str:
        """Tell how far the sheet is written, and what it lacks."""
        if sheet.pk is None:
            return "-"
        found = queries.completeness_of(sheet)
        if found.is_complete:
            return _now("complète")
        words = {"done": found.done, "total": found.total, "lacks": ", ".join(found.lacks)}
        return _now("%(done)d sur %(total)d ; manquent : %(lacks)s") % words

    @admin.display(description=_("documents et lettres"))
    def files_link(self, sheet: ActionSheet) -> str:
        if sheet.pk is None:
            return "-"
        url = reverse("actionplan:sheet-files", args=[sheet.code])
        return format_html('<a href="{}">{}</a>', url, _("Voir et joindre des fichiers"))

    @admin.display(description=_("priorité"), ordering="action__priority__order")
    def priority(self, sheet: ActionSheet) -> str:
        return str(sheet.action.priority)

    @admin.display(description=_("investissement"), ordering="capital_max")
    def capital(self, sheet: ActionSheet) -> str:
        return sheet.capital_range

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
