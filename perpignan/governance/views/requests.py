"""The register of documents and data; each file is given after asking who it is, each time."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.forms import AnswerForm
from perpignan.governance.models import DocumentRequest
from perpignan.governance.permissions import can_answer_request, can_view_register
from perpignan.governance.views.doors import crumbs, for_members

PAGE_SIZE = 50


@for_members
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Show what was asked, of everyone for the team, of her for a contact."""
    every = queries.requests_for(request.user)
    service = request.GET.get("service", "").replace("\x00", "")
    asked = queries.requests_for(request.user, service) if service else every
    is_register, today = can_view_register(request.user), timezone.localdate()
    context = {
        "page_obj": Paginator(asked, PAGE_SIZE).get_page(request.GET.get("page")),
        "late_count": every.late_at(today).count(),
        "waiting_count": every.unanswered().count(),
        "is_register": is_register,
        "services": queries.requests_by_service(request.user, today) if is_register else [],
        "service": service,
        "tab": "requests",
        "breadcrumb": crumbs((_("Documents demandés"), None)),
    }
    return render(request, "governance/request_list.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is asked, and receive it."""
    asked = _load(request, code)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerForm(*sent, initial={"answer": asked.answer})
    if request.method == "POST" and form.is_valid() and _answered(request, asked, form):
        messages.success(request, _("Merci : votre réponse est arrivée."))
        return redirect("governance:request-detail", code=code)
    is_mine = can_answer_request(request.user, asked)  # type: ignore[arg-type]  # signed in
    context = {
        "asked": asked,
        "form": form if is_mine and not asked.is_dropped else None,
        "tab": "requests",
        "breadcrumb": crumbs(
            (_("Documents demandés"), reverse("governance:request-list")), (asked.title, None)
        ),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/request_detail.html", context, status=status)


def _answered(request: HttpRequest, asked: DocumentRequest, form: AnswerForm) -> bool:
    data = form.cleaned_data
    try:
        operations.answer_request(
            request=asked,
            by=request.user,  # type: ignore[arg-type]  # signed in
            file=data["file"],
            answer=data["answer"],
        )
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return False
    return True


@for_members
@require_safe
def request_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send the file to be kept, never to be opened as a page of the portal."""
    asked = _load(request, code)
    name = str(asked.file)
    if not name or not default_storage.exists(name):
        raise Http404
    return FileResponse(
        default_storage.open(name),
        as_attachment=True,
        filename=asked.file_name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _load(request: HttpRequest, code: str) -> DocumentRequest:
    try:
        return queries.get_request_for(request.user, code)
    except DocumentRequest.DoesNotExist as error:
        raise Http404 from error
