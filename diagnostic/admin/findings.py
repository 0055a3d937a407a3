"""The back office of the inventory, the expectations and the findings."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from diagnostic import operations
from diagnostic.models import (
    AssetOverlap,
    DigitalAsset,
    Expectation,
    Finding,
    FindingAction,
    FindingProof,
)
from diagnostic.models.proofs import LINKS
from diagnostic.resources.findings import (
    DigitalAssetResource,
    ExpectationResource,
    FindingResource,
)
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport


def save_part(record: AssetOverlap | FindingProof | FindingAction) -> None:
    """Store a line of a record through the operation of its noun."""
    if isinstance(record, AssetOverlap):
        operations.save_overlap(overlap=record)
    elif isinstance(record, FindingProof):
        operations.save_proof(proof=record)
    else:
        operations.save_finding_link(link=record)


class PartsAdmin(PortalImportExport, PortalModelAdmin):
    """A record with lines, each stored by its operation."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for record in formset.save(commit=False):
            save_part(record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()


class OverlapInline(PortalTabularInline):
    model = AssetOverlap
    fk_name = "first"
    fields = ("second", "sentence", "is_illustrative")
    autocomplete_fields = ("second",)
    extra = 0


class OverlapFilter(admin.SimpleListFilter):
    title = _("recouvrement")
    parameter_name = "overlap"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("En recouvre un autre"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        near = AssetOverlap.objects.all()
        return queryset.filter(Q(pk__in=near.values("first")) | Q(pk__in=near.values("second")))


@admin.register(DigitalAsset)
class DigitalAssetAdmin(PartsAdmin):
    resource_classes = (DigitalAssetResource,)
    list_display = ("code", "name", "kind", "owner_label", "state", "confidence")
    list_filter = (OverlapFilter, "kind", "state", "confidence")
    search_fields = ("code", "name", "description", "owner__name", "owner_name")
    list_select_related = ("owner",)
    autocomplete_fields = ("owner", "sources")
    inlines = (OverlapInline,)

    @admin.display(description=_("porteur"), ordering="owner__name")
    def owner_label(self, asset: DigitalAsset) -> str:
        return asset.owner_label

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_asset(asset=obj)


@admin.register(Expectation)
class ExpectationAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (ExpectationResource,)
    list_display = ("holder", "statement", "priority", "origin", "weight", "visibility")
    list_filter = ("visibility", "origin", "weight", "priority")
    search_fields = ("code", "holder", "statement")
    list_select_related = ("priority",)
    autocomplete_fields = ("priority", "axis", "source")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_expectation(expectation=obj)


class ProofInline(admin.StackedInline):
    model = FindingProof
    formfield_overrides = PortalModelAdmin.formfield_overrides
    fields = (
        ("source", "indicator_value"),
        ("asset", "expectation"),
        ("quote", "interview"),
        ("reference", "reference_url"),
        "sentence",
    )
    autocomplete_fields = LINKS
    extra = 0


class FindingActionInline(PortalTabularInline):
    model = FindingAction
    fields = ("action", "sentence", "is_illustrative")
    autocomplete_fields = ("action",)
    extra = 0


class LacksFilter(admin.SimpleListFilter):
    """Findings that lack a proof or an action."""

    title = _("il manque")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("proof", _("Une preuve")), ("action", _("Une action"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "proof":
            return queryset.without_proof()
        return queryset.without_action() if self.value() == "action" else queryset


@admin.register(Finding)
class FindingAdmin(PartsAdmin):
    """Status and lineage are read only: the finding's page merges and splits."""

    resource_classes = (FindingResource,)
    list_display = ("code", "statement", "axis", "box", "weight", "status", "visibility")
    list_filter = (LacksFilter, "status", "visibility", "box", "axis")
    search_fields = ("code", "statement")
    list_select_related = ("axis",)
    autocomplete_fields = ("axis",)
    readonly_fields = ("status", "merged_into", "split_from")
    inlines = (ProofInline, FindingActionInline)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_finding(finding=obj)
