"""The back office of the solutions: argued here, decided by a verb that asks why."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actionplan import operations
from actionplan.enums import SolutionStatus
from actionplan.forms import MergeForm, ReasonForm, SplitForm
from actionplan.models import Solution, SolutionArgument
from actionplan.permissions import can_edit_solution
from actionplan.resources import SolutionArgumentResource, SolutionResource
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb
from perpignan.backoffice_imports import PortalImportExport


def _may_decide(solution: Solution, user: Any) -> bool:
    return solution.is_open and can_edit_solution(user)


VERBS = (
    Verb(
        "retenir",
        _("Retenir"),
        ReasonForm,
        lambda solution, answers, user: operations.retain_solution(
            solution=solution, reason=answers["reason"]
        ),
        lambda solution, user: (
            solution.status != SolutionStatus.RETAINED and _may_decide(solution, user)
        ),
    ),
    Verb(
        "ecarter",
        _("Écarter"),
        ReasonForm,
        lambda solution, answers, user: operations.discard_solution(
            solution=solution, reason=answers["reason"]
        ),
        lambda solution, user: (
            solution.status != SolutionStatus.DISCARDED and _may_decide(solution, user)
        ),
    ),
    Verb(
        "fusionner",
        _("Fusionner"),
        MergeForm,
        lambda solution, answers, user: operations.merge_solutions(
            kept=solution, absorbed=answers["absorbed"], reason=answers["reason"]
        ),
        _may_decide,
    ),
    Verb(
        "scinder",
        _("Scinder"),
        SplitForm,
        lambda solution, answers, user: operations.split_solution(
            solution=solution, halves=answers["halves"], reason=answers["reason"]
        ),
        _may_decide,
    ),
)


class ArgumentInline(PortalTabularInline):
    model = SolutionArgument
    fields = ("side", "text", "source", "reference", "is_illustrative")
    autocomplete_fields = ("source",)
    extra = 1


@admin.register(Solution)
class SolutionAdmin(PortalImportExport, PortalModelAdmin):
    """What was decided is read only here: the verbs above the form decide, with a reason."""

    resource_classes = (SolutionResource,)
    verbs = VERBS
    list_display = ("title", "priority", "status", "decided_on", "visibility")
    list_filter = ("status", "visibility", "priority", "axes")
    search_fields = ("code", "title", "description")
    list_select_related = ("priority",)
    autocomplete_fields = ("axes", "actions")
    readonly_fields = ("status", "reason", "decided_on", "merged_into", "split_from")
    inlines = (ArgumentInline,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_solution(solution=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for argument in formset.save(commit=False):
            operations.save_argument(argument=argument)
        for argument in formset.deleted_objects:
            argument.delete()
        formset.save_m2m()


@admin.register(SolutionArgument)
class SolutionArgumentAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = (SolutionArgumentResource,)
    list_display = ("solution", "side", "text", "source")
    list_filter = ("side",)
    search_fields = ("text", "solution__title")
    list_select_related = ("solution", "source")
    autocomplete_fields = ("solution", "source")

    def view_on_site(self, obj: Any) -> str | None:
        return str(obj.solution.get_absolute_url())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_argument(argument=obj)
