"""The dates of the study: what comes, what moved and why."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.forms import MoveForm
from perpignan.governance.permissions import can_move_milestone, can_view_moves
from perpignan.governance.views.doors import crumbs, for_members, refused


@for_members
@require_safe
def milestone_list(request: HttpRequest) -> HttpResponse:
    """Show the dates of the study in their order, today among them, with their moves."""
    if not can_view_moves(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    milestones = queries.milestones_for(request.user)
    rows = [(item, item.is_late_at(today)) for item in milestones]
    context = {
        "past": [row for row in reversed(rows) if row[0].day < today],
        "to_come": [row for row in rows if row[0].day >= today],
        "late_count": sum(is_late for _item, is_late in rows),
        "moved_count": sum(bool(item.moves) for item in milestones),
        "can_move": can_move_milestone(request.user),
        "today": today,
        "tab": "milestones",
        "breadcrumb": crumbs((_("Jalons"), None)),
    }
    return render(request, "governance/milestone_list.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_move(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Ask for the new date and the reason, and keep the old date."""
    if not can_move_milestone(request.user):
        raise PermissionDenied
    milestone = queries.milestone_for(request.user, kind, code)
    if milestone is None or not milestone.is_movable:
        raise Http404
    form = MoveForm(request.POST or None, record=milestone.record, user=request.user)
    if form.is_valid():
        try:
            operations.move_milestone(
                milestone=milestone.record,
                by=request.user,  # type: ignore[arg-type]  # signed in
                **form.cleaned_data,
            )
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("La date est déplacée, et la raison gardée."))
            return redirect("governance:milestone-list")
    context = {
        "milestone": milestone,
        "form": form,
        "tab": "milestones",
        "breadcrumb": crumbs(
            (_("Jalons"), reverse("governance:milestone-list")), (_("Déplacer"), None)
        ),
    }
    status = 400 if form.is_bound else 200
    return render(request, "governance/milestone_move.html", context, status=status)
