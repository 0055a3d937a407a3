"""The back office of the global strategy: written here, then proposed and adopted by verbs."""

from typing import Any

from django.contrib import admin
from django.forms import BaseModelFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan import operations, queries
from actionplan.enums import StrategyState
from actionplan.forms import AdoptStrategyForm, ConfirmForm, FreezeStrategyForm
from actionplan.models import Orientation, OrientationAction, Strategy
from actionplan.permissions import can_adopt_strategy, can_edit_strategy
from actionplan.resources import OrientationActionResource, OrientationResource, StrategyResource
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb
from perpignan.backoffice_imports import PortalImportExport

VERBS = (
    Verb(
        "proposer",
        _("Proposer au conseil"),
        ConfirmForm,
        lambda strategy, answers, user: operations.propose_strategy(strategy=strategy),
        lambda strategy, user: strategy.state == StrategyState.DRAFT and can_edit_strategy(user),
    ),
    Verb(
        "adopter",
        _("Noter l'adoption"),
        AdoptStrategyForm,
        lambda strategy, answers, user: operations.adopt_strategy(
            strategy=strategy, on=answers["on"], by=user
        ),
        lambda strategy, user: (
            strategy.state == StrategyState.PROPOSED and can_adopt_strategy(user)
        ),
    ),
    Verb(
        "rouvrir",
        _("Rouvrir la rédaction"),
        ConfirmForm,
        lambda strategy, answers, user: operations.reopen_strategy(strategy=strategy),
        lambda strategy, user: strategy.state != StrategyState.DRAFT and can_adopt_strategy(user),
    ),
    Verb(
        "figer",
        _("Figer une version"),
        FreezeStrategyForm,
        lambda strategy, answers, user: operations.freeze_strategy(
            strategy=strategy, title=answers["title"], by=user
        ),
        lambda strategy, user: can_adopt_strategy(user),
    ),
)


class OrientationInline(PortalTabularInline):
    """The orientations in order; the text of each stands behind its link."""

    model = Orientation
    fields = ("order", "code", "priority", "name")
    show_change_link = True
    extra = 0


class ServedInline(admin.StackedInline):
    model = OrientationAction
    fields = ("action", "sentence", "sentence_ca", "sentence_en", "is_illustrative")
    autocomplete_fields = ("action",)
    extra = 0


class StrategyPartAdmin(PortalImportExport, PortalModelAdmin):
    """What every part of the strategy is stored and removed by; none of it once adopted."""

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Say what the menu of every page shows, without asking whether it is adopted."""
        return {
            "add": super().has_add_permission(request),
            "change": super().has_change_permission(request),
            "delete": super().has_delete_permission(request),
            "view": super().has_view_permission(request),
        }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not queries.is_strategy_adopted()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show what is adopted without fields to fill in: it is reopened first."""
        return super().has_change_permission(request, obj) and not queries.is_strategy_adopted()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not queries.is_strategy_adopted()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_strategy_part(part=obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        operations.remove_strategy_part(part=obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for part in queryset:
            operations.remove_strategy_part(part=part)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool
    ) -> None:
        parts = formset.save(commit=False)
        for part in formset.deleted_objects:
            operations.remove_strategy_part(part=part)
        for part in parts:
            operations.save_strategy_part(part=part)
        formset.save_m2m()


@admin.register(Strategy)
class StrategyAdmin(StrategyPartAdmin):
    """State and day of adoption are read only here: the verbs above the form write them."""

    resource_classes = (StrategyResource,)
    verbs = VERBS
    list_display = ("title", "state", "completeness", "visibility")
    search_fields = ("title", "vision")
    readonly_fields = ("completeness", "state", "adopted_on", "versions_link")
    fieldsets = (
        (None, {"fields": ("code", "title", "completeness", "state", "adopted_on")}),
        (None, {"fields": ("visibility", "is_illustrative", "versions_link")}),
        (_("Le texte en français"), {"fields": queries.STRATEGY_TEXTS}),
        (
            _("Le texte en catalan"),
            {"fields": ("title_ca", *(f"{name}_ca" for name in queries.STRATEGY_TEXTS))},
        ),
        (
            _("Le texte en anglais"),
            {"fields": ("title_en", *(f"{name}_en" for name in queries.STRATEGY_TEXTS))},
        ),
    )
    inlines = (OrientationInline,)

    @admin.display(description=_("ce qui est écrit"))
    def completeness(self, strategy: Strategy) -> str:
        """Tell how far the strategy is written, and what it lacks."""
        if strategy.pk is None:
            return "-"
        found = queries.strategy_lacks(strategy)
        if found.is_complete:
            return _now("complète")
        words = {"done": found.done, "total": found.total, "lacks": ", ".join(found.lacks)}
        return _now("%(done)d sur %(total)d ; manquent : %(lacks)s") % words

    @admin.display(description=_("versions"))
    def versions_link(self, strategy: Strategy) -> str:
        url = reverse("actionplan:strategy-compare")
        return format_html('<a href="{}">{}</a>', url, _("Voir ce qui a changé"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_strategy(strategy=obj)


@admin.register(Orientation)
class OrientationAdmin(StrategyPartAdmin):
    resource_classes = (OrientationResource,)
    list_display = ("code", "name", "priority", "order")
    list_filter = ("priority",)
    search_fields = ("code", "name", "text")
    list_select_related = ("priority", "strategy")
    fieldsets = (
        (None, {"fields": ("strategy", ("code", "order"), "priority", "is_illustrative")}),
        (_("En français"), {"fields": ("name", "text")}),
        (_("En catalan"), {"fields": ("name_ca", "text_ca")}),
        (_("En anglais"), {"fields": ("name_en", "text_en")}),
    )
    inlines = (ServedInline,)

    def view_on_site(self, obj: Any) -> str | None:
        return reverse("actionplan:strategy")


@admin.register(OrientationAction)
class OrientationActionAdmin(StrategyPartAdmin):
    resource_classes = (OrientationActionResource,)
    list_display = ("action", "orientation", "sentence")
    list_filter = ("orientation",)
    search_fields = ("action__code", "action__title", "sentence")
    list_select_related = ("action", "orientation")
    autocomplete_fields = ("action", "orientation")

    def view_on_site(self, obj: Any) -> str | None:
        return reverse("actionplan:strategy")
