"""The back office of the benchmark."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from benchmark import operations
from benchmark.enums import Country, InitiativeStatus, SizeClass
from benchmark.models import (
    City,
    CityIndicator,
    CityInterview,
    Initiative,
    InitiativeAction,
)
from benchmark.permissions import can_edit_initiative, can_publish_initiative
from benchmark.resources import CityResource, InitiativeResource
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb, VerbForm
from perpignan.backoffice_imports import PortalImportExport
from perpignan.study.enums import InterviewStatus


class BenchmarkAdmin(PortalModelAdmin):
    """Rows and the rows inside them are stored by operations, as at every door."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_record(record=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for record in formset.save(commit=False):
            operations.save_record(record=record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()


class CountryFilter(admin.SimpleListFilter):
    """The countries that have a row, by their French names."""

    title = _("pays")
    parameter_name = "country"
    path = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        codes = model_admin.model.objects.order_by().values_list(self.path, flat=True).distinct()
        named = [(code, str(Country(code).label)) for code in codes]
        return sorted(named, key=lambda choice: choice[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.path: self.value()}) if self.value() else queryset


class InitiativeCountryFilter(CountryFilter):
    path = "city__country"


class SizeFilter(admin.SimpleListFilter):
    title = _("taille")
    parameter_name = "size"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(SizeClass.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in SizeClass.values:
            return queryset
        first, beyond = SizeClass(str(value)).bounds
        found = queryset.filter(population__gte=first)
        return found if beyond is None else found.filter(population__lt=beyond)


class LacksSourceFilter(admin.SimpleListFilter):
    title = _("sources")
    parameter_name = "sourced"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Sans source"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(sources__isnull=True) if self.value() == "no" else queryset


class CityIndicatorInline(PortalTabularInline):
    model = CityIndicator
    extra = 0
    autocomplete_fields = ("source",)


@admin.register(City)
class CityAdmin(PortalImportExport, BenchmarkAdmin):
    resource_classes = [CityResource]
    list_display = (
        *("name", "country", "kind", "population", "population_year"),
        *("population_confidence", "density_shown", "is_home"),
    )
    list_filter = (CountryFilter, SizeFilter, "kind", "population_confidence")
    search_fields = ("code", "name", "name_ca", "name_en")
    autocomplete_fields = ("population_source", "area_source")
    inlines = (CityIndicatorInline,)
    fieldsets = (
        (None, {"fields": ("name", "code", "country", "kind", "is_home")}),
        (
            _("Population"),
            {
                "fields": (
                    ("population", "population_year"),
                    ("population_source", "population_confidence"),
                ),
                "description": _("Sans source, le portail dit « ordre de grandeur, à vérifier »."),
            },
        ),
        (_("Superficie"), {"fields": ("area", ("area_source", "area_confidence"))}),
        (_("Sur la carte"), {"fields": (("latitude", "longitude"),)}),
        (_("Traductions"), {"fields": ("name_ca", "name_en")}),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_city(city=obj)

    @admin.display(description=_("densité"))
    def density_shown(self, obj: City) -> Any:
        return obj.density


class InitiativeActionInline(PortalTabularInline):
    model = InitiativeAction
    extra = 0
    autocomplete_fields = ("action",)


def _is_draft(initiative: Initiative, user: Any) -> bool:
    return can_edit_initiative(user) and initiative.status == InitiativeStatus.DRAFT


def _is_unpublished(initiative: Initiative, user: Any) -> bool:
    return can_publish_initiative(user) and not initiative.is_published


def _is_published(initiative: Initiative, user: Any) -> bool:
    return can_publish_initiative(user) and initiative.is_published


@admin.register(Initiative)
class InitiativeAdmin(PortalImportExport, BenchmarkAdmin):
    resource_classes = [InitiativeResource]
    list_display = ("name", "city", "year", "status", "published_on", "confidence")
    list_filter = (
        *("status", "priorities", "axes", "zones", InitiativeCountryFilter, LacksSourceFilter),
        *("confidence", "is_illustrative"),
    )
    list_select_related = ("city",)
    search_fields = ("code", "name", "city__name", "description", "lesson")
    autocomplete_fields = ("city", "priorities", "axes", "zones", "sources")
    readonly_fields = ("status", "published_on")
    inlines = (InitiativeActionInline,)
    actions = ("publish_selected",)
    fieldsets = (
        (None, {"fields": ("name", "code", ("city", "year"), ("status", "published_on"))}),
        (_("Ce qu'elle concerne"), {"fields": ("priorities", "axes", "zones")}),
        (_("Ce qui a été fait"), {"fields": ("description", "governance", "partners")}),
        (_("Coût"), {"fields": ("cost", ("cost_amount", "cost_basis"))}),
        (_("Ce que cela a donné"), {"fields": ("result", "limits", "transfer_conditions")}),
        (_("Pour Perpignan"), {"fields": ("lesson",)}),
        (
            _("D'où vient l'information"),
            {"fields": ("sources", "confidence", "is_illustrative")},
        ),
    )
    verbs = (
        Verb(
            "soumettre",
            _("Proposer à la relecture"),
            VerbForm,
            lambda initiative, answers, user: operations.submit_initiative(initiative=initiative),
            _is_draft,
        ),
        Verb(
            "publier",
            _("Publier"),
            VerbForm,
            lambda initiative, answers, user: operations.publish_initiative(initiative=initiative),
            _is_unpublished,
        ),
        Verb(
            "depublier",
            _("Dépublier"),
            VerbForm,
            lambda initiative, answers, user: operations.unpublish_initiative(
                initiative=initiative
            ),
            _is_published,
        ),
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_initiative(initiative=obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return can_publish_initiative(request.user)

    @admin.action(description=_("Publier les fiches choisies"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Initiative]) -> None:
        """Publish what can be; tell for each other sheet what it lacks."""
        published = 0
        for initiative in queryset.filter(published_on=None):
            try:
                operations.publish_initiative(initiative=initiative)
                published += 1
            except ValidationError as error:
                messages.error(request, f"{initiative} : {' '.join(error.messages)}")
        if published:
            told = ngettext("%d fiche publiée.", "%d fiches publiées.", published)
            messages.success(request, told % published)


@admin.register(CityInterview)
class CityInterviewAdmin(BenchmarkAdmin):
    """Which city an interview is about; what was said is kept with the interview itself."""

    list_display = ("interview", "city", "initiative", "held_on", "status")
    list_display_links = ("interview", "city")
    list_filter = ("interview__status", "interview__guide")
    list_select_related = ("interview", "city", "initiative")
    search_fields = ("city__name", "initiative__name", "interview__guide__title")
    autocomplete_fields = ("interview", "city", "initiative")

    @admin.display(description=_("date"), ordering="interview__held_on")
    def held_on(self, obj: CityInterview) -> date | None:
        return obj.interview.held_on

    @admin.display(description=_("état"), ordering="interview__status")
    def status(self, obj: CityInterview) -> str:
        return str(InterviewStatus(obj.interview.status).label)
