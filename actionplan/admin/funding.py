"""The back office of the money: lines of funding with their amounts, and the plans' terms."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actionplan import operations
from actionplan.admin.parts import PartAdmin
from actionplan.models import (
    CostLine,
    FundingAmount,
    FundingTerms,
    LeverDeadline,
    PastGrant,
    SheetLever,
)
from actionplan.resources import (
    FundingAmountResource,
    FundingTermsResource,
    LeverDeadlineResource,
    PastGrantResource,
    SheetLeverResource,
)
from perpignan.backoffice import LOCAL_NUMBERS, PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


class AmountInline(PortalTabularInline):
    model = FundingAmount
    formfield_overrides = LOCAL_NUMBERS
    fields = ("year", "amount", "vat_basis")
    extra = 1


class SheetLeverForm(ModelForm):
    """A line of funding; the expenses it pays are those of its action, and of its budget."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "expenses" in self.fields:
            costs = CostLine.objects.filter(sheet=self.instance.sheet_id)
            self.fields["expenses"].queryset = costs  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "expenses" in found and "kind" in found:
            line = SheetLever(sheet=found.get("sheet"), kind=found["kind"])
            line.check_expenses(found["expenses"])
        return found


@admin.register(SheetLever)
class SheetLeverAdmin(PartAdmin):
    form = SheetLeverForm
    resource_classes = (SheetLeverResource,)
    list_display = ("sheet", "name", "kind", "origin", "state", "total", "probability")
    list_filter = ("state", "origin", "kind", "lever", "sheet__action__priority")
    search_fields = ("sheet__action__code", "sheet__action__title", "lever__name", "funder")
    list_select_related = ("sheet__action", "lever")
    autocomplete_fields = ("sheet", "lever")
    inlines = (AmountInline,)
    fieldsets = (
        (None, {"fields": ("sheet", "lever", "funder", ("kind", "origin"))}),
        (
            _("Où en est la demande"),
            {
                "fields": (
                    ("state", "probability"),
                    ("requested_on", "accepted_on", "decided_on"),
                    ("eligible_base", "decision_reference"),
                )
            },
        ),
        (
            _("Ce que cet argent paie"),
            {
                "fields": ("expenses",),
                "description": _(
                    "Deux fonds européens restent possibles sur une action quand chacun paie ses"
                    " propres dépenses. Enregistrez d'abord la ligne pour choisir parmi elles."
                ),
            },
        ),
        (
            _("Pour les données ouvertes"),
            {"fields": ("funder_siret", "payment_terms", "is_notified", "is_illustrative")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SheetLever]:
        lines: QuerySet[SheetLever] = super().get_queryset(request)
        return lines.annotate(_total=Sum("amounts__amount"))

    @admin.display(description=_("financeur"))
    def name(self, line: SheetLever) -> str:
        return line.name

    @admin.display(description=_("total (€)"), ordering="_total")
    def total(self, line: Any) -> Decimal | None:
        found: Decimal | None = line._total
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "expenses" in form.cleaned_data:
            operations.set_expenses(
                line=form.instance, expenses=list(form.cleaned_data["expenses"])
            )

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        amounts = formset.save(commit=False)
        for amount in formset.deleted_objects:
            amount.delete()
        for amount in amounts:
            operations.save_amount(amount=amount)
        formset.save_m2m()


@admin.register(FundingAmount)
class FundingAmountAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (FundingAmountResource,)
    list_display = ("request", "year", "amount", "vat_basis")
    list_filter = ("year", "vat_basis", "request__state")
    search_fields = ("request__sheet__action__code", "request__lever__name", "request__funder")
    list_select_related = ("request__sheet__action", "request__lever")
    autocomplete_fields = ("request",)

    def view_on_site(self, obj: Any) -> str | None:
        return str(obj.request.sheet.get_absolute_url())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_amount(amount=obj)


@admin.register(FundingTerms)
class FundingTermsAdmin(PartAdmin):
    resource_classes = (FundingTermsResource,)
    list_display = ("sheet", "owner", "threshold", "derogation_ground", "works_start")
    list_filter = ("threshold", "derogation_ground", "helps_companies")
    search_fields = ("sheet__action__code", "sheet__action__title", "derogation_reason")


@admin.register(LeverDeadline)
class LeverDeadlineAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (LeverDeadlineResource,)
    list_display = ("lever", "on", "label")
    list_filter = ("lever__kind",)
    search_fields = ("lever__name", "label")
    list_select_related = ("lever",)
    autocomplete_fields = ("lever",)
    date_hierarchy = "on"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_deadline(deadline=obj)


@admin.register(PastGrant)
class PastGrantAdmin(PortalImportExport, PortalModelAdmin):
    """Published facts: corrected here one by one, brought in by import_past_grants."""

    resource_classes = (PastGrantResource,)
    list_display = ("description", "territory", "program", "year", "total_cost", "amount")
    list_filter = ("program", "scale", "category")
    search_fields = ("key", "territory", "description")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_past_grant(grant=obj)
