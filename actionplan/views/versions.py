"""Frozen versions of the plan: the list, one of them, two compared, a new one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import operations, queries
from actionplan.forms import CompareForm, FreezeForm
from actionplan.models import PlanVersion
from actionplan.permissions import can_freeze_plan
from actionplan.queries import labels, told


def _path(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Plan d’actions"), reverse("actionplan:index")),
        (_("Versions"), reverse("actionplan:version-list") if last else ""),
        *last,
    ]


@require_safe
def version_list(request: HttpRequest) -> HttpResponse:
    context = {
        "versions": list(queries.plan_versions()),
        "can_freeze": can_freeze_plan(request.user),
        "tab": "dashboard",
        "breadcrumb": _path(),
    }
    return render(request, "actionplan/version_list.html", context)


@require_safe
def version_detail(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version said, action by action, as far as the reader may know."""
    version = get_object_or_404(PlanVersion, number=number)
    content = queries.content_for(version.snapshot, request.user)
    sheets = [
        (code, facts, [(label, told(name, facts.get(name))) for name, label in labels().items()])
        for code, facts in content.items()
    ]
    context = {
        "version": version,
        "sheets": sheets,
        "tab": "dashboard",
        "breadcrumb": _path((str(version), "")),
    }
    return render(request, "actionplan/version_detail.html", context)


@require_safe
def version_compare(request: HttpRequest) -> HttpResponse:
    """Tell what changed from a version to another; by default, since the last one."""
    form = CompareForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    before = _version(chosen.get("de")) or PlanVersion.objects.first()
    after = _version(chosen.get("a"))
    context: dict[str, Any] = {
        "form": CompareForm(initial={"de": before and before.number, "a": after and after.number}),
        "before": before,
        "after": after,
        "tab": "dashboard",
        "breadcrumb": _path((_("Comparer"), "")),
    }
    if before is not None:
        new = after.snapshot if after else queries.snapshot_of_plan()
        context["changes"] = queries.differences(
            queries.content_for(before.snapshot, request.user),
            queries.content_for(new, request.user),
        )
    return render(request, "actionplan/version_compare.html", context)


def _version(number: Any) -> PlanVersion | None:
    return PlanVersion.objects.filter(number=number).first() if number else None


@login_required
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def version_freeze(request: HttpRequest) -> HttpResponse:
    """Keep the plan as it stands, for good."""
    if not can_freeze_plan(request.user):
        raise PermissionDenied
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = operations.freeze_plan(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in, so a User of ours
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("La version est figée."))
            return redirect(version)
    context = {"form": form, "tab": "dashboard", "breadcrumb": _path((_("Figer"), ""))}
    return render(request, "actionplan/version_freeze.html", context)
