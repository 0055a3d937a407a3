"""A text under review: what it says, what changed in it word by word, what is said of it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perpignan.governance import operations, queries
from perpignan.governance.forms import CommentForm
from perpignan.governance.models import Comment
from perpignan.governance.permissions import can_resolve
from perpignan.governance.views.doors import crumbs, for_members
from perpignan.study import references
from perpignan.study.references import Reference


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a text with its changes and remarks, and take one more."""
    sort, found = references.kind_of(kind), references.find_one(kind, key, request.user)
    if sort is None or found is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    initial = {"place": request.GET.get("place", "")}
    form = CommentForm(sent, initial=initial, places=sort.places_of(found.record))
    if form.is_bound and form.is_valid() and _added(request, found, form):
        messages.success(request, _("Votre remarque est enregistrée."))
        return _back(request, found)
    context = {
        "found": found,
        "sort": sort,
        "edit_url": _edit_url(request, found.record),
        "texts": queries.reviewed_texts(sort, found.record),
        "remarks": queries.remarks_on(sort, found, request.user),  # type: ignore[arg-type]  # signed in
        "form": form,
        "tab": "workspace",
        "breadcrumb": crumbs((_("Relecture"), None)),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/review.html", context, status=status)


def _added(request: HttpRequest, found: Reference, form: CommentForm) -> bool:
    try:
        operations.add_comment(kind=found.kind, key=found.key, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _edit_url(request: HttpRequest, record: Any) -> str:
    """Lead those who may to the back office, where the text is changed and published."""
    if not request.user.is_staff or not admin.site.is_registered(type(record)):
        return ""
    if not admin.site.get_model_admin(type(record)).has_change_permission(request, record):
        return ""
    return reverse(admin_urlname(record._meta, "change"), args=[record.pk])  # type: ignore[arg-type]  # it takes any options


def _back(request: HttpRequest, found: Reference) -> HttpResponse:
    """Return to where the remark was made: the page of the text itself, or its review."""
    if "from_page" in request.POST and found.url:
        return redirect(f"{found.url}#remarks")
    return redirect("governance:review", kind=found.kind, key=found.key)


@for_members
@require_POST
def comment_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolve a remark, or open it again."""
    comment = get_object_or_404(Comment, pk=pk)
    found = references.find_one(comment.kind, comment.key, request.user)
    if found is None:
        raise Http404
    if not can_resolve(request.user, comment):  # type: ignore[arg-type]  # signed in
        raise PermissionDenied
    verb = operations.reopen_comment if comment.resolved_at else operations.resolve_comment
    verb(comment=comment, by=request.user)  # type: ignore[arg-type]  # signed in
    return _back(request, found)
