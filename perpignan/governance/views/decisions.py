"""Decisions with what they bear on, and the to-dos that follow."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.permissions import can_finish_task, can_view_decisions
from perpignan.governance.views.doors import crumbs, for_members

PAGE_SIZE = 40


@for_members
@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Show what the bodies have to settle and what they settled."""
    if not can_view_decisions(request.user):
        raise PermissionDenied
    page = Paginator(queries.decisions_for(request.user), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    decisions = list(page.object_list)
    links = queries.links_of(decisions, request.user)
    today = timezone.localdate()
    context = {
        "rows": [(item, links.get(item.pk, []), item.is_late_at(today)) for item in decisions],
        "page_obj": page,
        "tab": "decisions",
        "breadcrumb": crumbs((_("Décisions"), None)),
    }
    return render(request, "governance/decision_list.html", context)


@for_members
@require_safe
def task_detail(request: HttpRequest, code: str) -> HttpResponse:
    task = get_object_or_404(queries.tasks_for(request.user), code=code)
    context = {
        "task": task,
        "is_late": task.is_late_at(timezone.localdate()),
        "can_finish": can_finish_task(request.user, task),  # type: ignore[arg-type]  # signed in
        "tab": "workspace",
        "breadcrumb": crumbs((task.title, None)),
    }
    return render(request, "governance/task_detail.html", context)


@for_members
@require_POST
def task_finish(request: HttpRequest, code: str) -> HttpResponse:
    """Mark a to-do as done and come back to what waits."""
    task = get_object_or_404(queries.tasks_for(request.user), code=code)
    try:
        operations.finish_task(task=task, by=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("C'est noté : « %(task)s » est fait.") % {"task": task})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("governance:workspace")
