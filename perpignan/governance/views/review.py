"""A text under review: what it says, what changed in it word by word, what is said of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perpignan.governance import operations, queries
from perpignan.governance.forms import CommentForm
from perpignan.governance.models import Comment
from perpignan.governance.permissions import can_resolve
from perpignan.governance.views.doors import crumbs, for_members
from perpignan.study import references


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a text with its changes and remarks, and take one more."""
    sort, found = references.kind_of(kind), references.find_one(kind, key, request.user)
    if sort is None or found is None:
        raise Http404
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        operations.add_comment(kind=kind, key=key, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("Votre remarque est enregistrée."))
        return redirect("governance:review", kind=kind, key=key)
    comments = list(queries.comments_on(kind, key))
    context = {
        "found": found,
        "sort": sort,
        "texts": queries.reviewed_texts(sort, found.record),
        "open": [c for c in comments if c.resolved_at is None],
        "resolved": [c for c in comments if c.resolved_at is not None],
        "form": form,
        "tab": "workspace",
        "breadcrumb": crumbs((_("Relecture"), None)),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/review.html", context, status=status)


@for_members
@require_POST
def comment_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Resolve a remark, or open it again."""
    comment = get_object_or_404(Comment, pk=pk)
    if references.find_one(comment.kind, comment.key, request.user) is None:
        raise Http404
    if not can_resolve(request.user, comment):  # type: ignore[arg-type]  # signed in
        raise PermissionDenied
    verb = operations.reopen_comment if comment.resolved_at else operations.resolve_comment
    verb(comment=comment, by=request.user)  # type: ignore[arg-type]  # signed in
    return redirect("governance:review", kind=comment.kind, key=comment.key)
