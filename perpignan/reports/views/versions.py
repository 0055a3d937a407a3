"""Deliverables submitted: what waits for a decision, its reading, its remarks, its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from perpignan.reports import operations
from perpignan.reports.differences import compare_snapshots
from perpignan.reports.enums import VersionState
from perpignan.reports.forms import DecisionForm, SubmissionForm
from perpignan.reports.models import DeliverableVersion
from perpignan.reports.permissions import can_review_versions, can_submit_version
from perpignan.reports.queries import (
    published_versions,
    version_before,
    versions_visible_to,
)
from perpignan.reports.views.reports import annex_response, file_response, load_report, private
from perpignan.study.permissions import can_admit_deliverable


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Rapports"), reverse("reports:report-list")), *more]


def _load(request: HttpRequest, pk: int) -> DeliverableVersion:
    """Load and authorise together: what may not be seen does not exist."""
    return get_object_or_404(versions_visible_to(request.user), pk=pk)


@login_required
@private
@require_GET
def version_list(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, then what was decided."""
    if not can_review_versions(request.user):
        raise PermissionDenied
    versions = list(versions_visible_to(request.user).order_by("-submitted_at")[:200])
    context = {
        "waiting": [v for v in versions if v.state == VersionState.SUBMITTED],
        "decided": [v for v in versions if v.state != VersionState.SUBMITTED],
        "can_decide": can_admit_deliverable(request.user),
        "breadcrumb": _crumbs((_("Livrables"), None)),
    }
    return render(request, "reports/version_list.html", context)


@login_required
@private
@require_GET
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _version_page(request, _load(request, pk))


def _version_page(
    request: HttpRequest, version: DeliverableVersion, status: int = 200, **forms: Any
) -> HttpResponse:
    is_open = version.state == VersionState.SUBMITTED
    context = {
        "version": version,
        "before": version_before(version),
        "decision_form": forms.get("decision") or DecisionForm(),
        "can_decide": is_open and can_admit_deliverable(request.user),
        "can_publish": version.state == VersionState.ADMITTED
        and can_admit_deliverable(request.user),
        "breadcrumb": _crumbs(
            (_("Livrables"), reverse("reports:version-list")), (str(version), None)
        ),
    }
    return render(request, "reports/version_detail.html", context, status=status)


@login_required
@private
@require_POST
def version_decide(request: HttpRequest, pk: int) -> HttpResponse:
    version = _load(request, pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            operations.decide_version(version=version, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "reason", error.messages)
        else:
            messages.success(request, _("La décision est enregistrée."))
            return redirect("reports:version-detail", pk=pk)
    return _version_page(request, version, status=400, decision=form)


@login_required
@private
@require_POST
def version_publish(request: HttpRequest, pk: int) -> HttpResponse:
    version = _load(request, pk)
    try:
        operations.publish_version(version=version, by=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Le livrable est publié."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("reports:version-detail", pk=pk)


@login_required
@private
@require_GET
def version_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed since the version before, chapter by chapter."""
    version = _load(request, pk)
    before = version_before(version)
    if before is None or not versions_visible_to(request.user).filter(pk=before.pk).exists():
        raise Http404
    old, new = before.report.snapshot, version.report.snapshot
    changes = compare_snapshots(old or {"chapters": []}, new or {"chapters": []})
    context = {
        "version": version,
        "before": before,
        "changes": [change for change in changes if change.is_changed],
        "same": [change.title for change in changes if not change.is_changed],
        "breadcrumb": _crumbs(
            (_("Livrables"), reverse("reports:version-list")),
            (str(version), reverse("reports:version-detail", args=[version.pk])),
            (_("Ce qui change"), None),
        ),
    }
    return render(request, "reports/version_compare.html", context)


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def report_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Submit a report that is ready as a version of a deliverable."""
    if not can_submit_version(request.user):
        raise PermissionDenied
    report = load_report(request, pk)
    form = SubmissionForm(request.POST or None, report=report)
    if request.method == "POST" and form.is_valid():
        try:
            version = operations.submit_version(
                report=report,
                by=request.user,  # type: ignore[arg-type]  # signed in
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Le livrable est remis : la Ville peut le relire."))
            return redirect("reports:version-detail", pk=version.pk)
    context = {
        "report": report,
        "form": form,
        "breadcrumb": _crumbs((report.title, report.get_absolute_url()), (_("Remettre"), None)),
    }
    status = 400 if form.is_bound else 200
    return render(request, "reports/report_submit.html", context, status=status)


@require_safe
def published_list(request: HttpRequest) -> HttpResponse:
    """List for everyone the deliverables that the city has published."""
    context = {
        "versions": published_versions(),
        "breadcrumb": [(_("Livrables publiés"), None)],
    }
    return render(request, "reports/published_list.html", context)


@require_safe
def published_download(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the file of a published deliverable to whoever asks."""
    version = get_object_or_404(published_versions(), deliverable__code=code)
    return file_response(request, version.report)


@require_safe
def published_annex(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Give the rows behind a published deliverable to whoever asks."""
    version = get_object_or_404(published_versions(), deliverable__code=code)
    return annex_response(version.report, slug)
