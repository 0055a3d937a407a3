"""Pages of reports: ask for one, watch it being made, download it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HTMX_STOP_POLLING

from perpignan.backoffice_streams import csv_stream
from perpignan.reports import files, operations
from perpignan.reports.annex_files import table_rows
from perpignan.reports.formats import FORMATS
from perpignan.reports.forms import ReportRequestForm, form_for
from perpignan.reports.kinds import KINDS
from perpignan.reports.models import Report
from perpignan.reports.permissions import can_request_report, can_submit_version
from perpignan.reports.queries import (
    frozen_annexes,
    get_report_for,
    reports_visible_to,
    versions_visible_to,
    zone_of,
)
from perpignan.reports.reading import read_chapters
from perpignan.study.permissions import Person

PAGE_SIZE = 20
private = cache_control(private=True, no_store=True)


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: HttpRequest) -> HttpResponse:
    """Show what can be asked for and what was; a POST asks for a report."""
    if not can_request_report(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _request_report(request)
    return _list_page(request)


def _request_report(request: HttpRequest) -> HttpResponse:
    form = ReportRequestForm(request.POST, user=request.user)
    if not form.is_valid():
        return _list_page(request, status=400)
    try:
        report = operations.request_report(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in, so a User of ours
    except ValidationError:
        return _list_page(request, status=400)
    return redirect("reports:report-detail", pk=report.pk)


def _list_page(request: HttpRequest, status: int = 200) -> HttpResponse:
    reports = Paginator(reports_visible_to(request.user), PAGE_SIZE)
    if status == 400:
        messages.error(request, _("Ce rapport n'existe pas. Choisissez dans la liste."))
    asked = KINDS.get(request.GET.get("nature", ""))
    context = {
        "offers": [(kind, form_for(kind, request.user)) for kind in KINDS.values()],
        "detailed": (asked, form_for(asked, request.user, in_detail=True)) if asked else None,
        "page_obj": reports.get_page(request.GET.get("page")),
        "breadcrumb": [(_("Rapports"), None)],
    }
    return render(request, "reports/report_list.html", context, status=status)


@login_required
@private
@require_GET
def report_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = load_report(request, pk)
    return render(request, "reports/report_detail.html", _context(report, request.user))


@login_required
@private
@require_GET
def report_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the page that watches: how far it is; once ended, stop asking."""
    report = load_report(request, pk)
    status = 200 if report.is_pending else HTMX_STOP_POLLING
    return render(
        request, "reports/_report_status.html", _context(report, request.user), status=status
    )


@login_required
@private
@require_http_methods(["GET", "HEAD"])
def report_download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give the file to those who may read it, after asking again each time."""
    report = load_report(request, pk)
    if not report.is_ready:
        raise Http404
    response = file_response(request, report)
    if request.method == "GET" and response.status_code == 200:
        operations.record_download(report=report, by=request.user)  # type: ignore[arg-type]  # signed in
    return response


def file_response(request: HttpRequest, report: Report) -> HttpResponseBase:
    """Send the file of a report, unless the browser already has it."""
    etag = f'"{report.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    return FileResponse(
        files.storage().open(str(report.file)),
        as_attachment=True,
        filename=report.filename,
        content_type=FORMATS[report.format].content_type,
        headers={"ETag": etag, "X-Content-Type-Options": "nosniff"},
    )


@login_required
@private
@require_http_methods(["GET", "HEAD"])
def annex_download(request: HttpRequest, pk: UUID, slug: str) -> HttpResponseBase:
    """Give the frozen rows of an annex as CSV, asking again each time who wants them."""
    report = load_report(request, pk)
    response = annex_response(report, slug)
    if request.method == "GET":
        operations.record_download(report=report, by=request.user, annex=slug)  # type: ignore[arg-type]  # signed in
    return response


def annex_response(report: Report, slug: str) -> HttpResponseBase:
    """Send an annex of a report that is ready, as it is read. Raise Http404 without it."""
    found = [annex for annex in frozen_annexes(report) if annex["slug"] == slug]
    if not found or not report.is_ready:
        raise Http404
    name = report.annex_filename(slug)
    return StreamingHttpResponse(
        csv_stream(table_rows(found[0])),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@login_required
@private
@require_http_methods(["GET", "HEAD"])
def report_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the report as a page: what its file says, from the same frozen data."""
    report = load_report(request, pk)
    if not report.is_ready or report.snapshot is None:
        raise Http404
    context = _context(report, request.user) | {
        "snapshot": report.snapshot,
        "chapters": read_chapters(report.snapshot),
        "version": versions_visible_to(request.user).filter(report=report).first(),
    }
    return render(request, "reports/report_read.html", context)


@login_required
@private
@require_POST
def report_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = load_report(request, pk)
    try:
        operations.retry_report(report=report, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("reports:report-detail", pk=pk)


@login_required
@private
@require_POST
def report_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = load_report(request, pk)
    if not operations.cancel_report(report=report):
        messages.info(request, _("Ce rapport est déjà terminé."))
    return redirect("reports:report-detail", pk=pk)


def load_report(request: HttpRequest, pk: UUID) -> Report:
    """Load and authorise together: what may not be seen does not exist."""
    try:
        return get_report_for(request.user, pk)
    except Report.DoesNotExist as error:
        raise Http404 from error


def _context(report: Report, user: Person) -> dict[str, Any]:
    return {
        "report": report,
        "annexes": frozen_annexes(report) if report.is_ready else [],
        "zone": zone_of(report),
        "can_submit": report.is_ready and can_submit_version(user),
        "breadcrumb": [(_("Rapports"), reverse("reports:report-list")), (report.title, None)],
    }
