"""The back office of votes on a budget: prepare them; ballots are nobody's to see."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from consultation import operations
from consultation.models import BudgetDistrict, BudgetProject, BudgetVote
from consultation.queries import ballot_count
from consultation.resources import BudgetProjectResource
from perpignan.backoffice import PortalModelAdmin
from perpignan.backoffice_imports import PortalImportExport


@admin.register(BudgetVote)
class BudgetVoteAdmin(PortalModelAdmin):
    list_display = ("title", "consultation", "rule", "opens_at", "closes_at", "is_published")
    list_filter = ("is_published", "rule", "ballot_kind", "is_illustrative")
    list_select_related = ("consultation",)
    search_fields = ("title",)
    autocomplete_fields = ("consultation",)
    readonly_fields = ("ballots_shown",)
    fieldsets = (
        (None, {"fields": ("consultation", "title", "introduction", "is_illustrative")}),
        (_("Budget"), {"fields": ("budget", "cost_basis")}),
        (
            _("Bulletin"),
            {"fields": ("ballot_kind", "min_choices", "max_choices", "points", "must_fit")},
        ),
        (_("Décompte"), {"fields": ("rule", "minimum_votes", "tie_note")}),
        (_("Dates"), {"fields": ("opens_at", "closes_at", "is_published", "ballots_shown")}),
    )

    @admin.display(description=_("bulletins reçus"))
    def ballots_shown(self, obj: BudgetVote) -> int:
        return ballot_count(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_budget_vote(vote=obj)


@admin.register(BudgetDistrict)
class BudgetDistrictAdmin(PortalModelAdmin):
    list_display = ("name", "vote", "budget", "zone", "order")
    list_filter = ("vote",)
    list_select_related = ("vote", "zone")
    search_fields = ("name", "code")
    autocomplete_fields = ("vote", "zone")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_budget_district(district=obj)


@admin.register(BudgetProject)
class BudgetProjectAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [BudgetProjectResource]
    list_display = ("name", "vote", "cost", "district", "zone", "action", "order")
    list_filter = ("vote", "district", "is_illustrative")
    list_select_related = ("vote", "district", "zone", "action")
    search_fields = ("name", "code")
    autocomplete_fields = ("vote", "district", "zone", "action")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_budget_project(project=obj)
