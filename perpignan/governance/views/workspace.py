"""The first page after sign-in: what waits for me, what changed, what comes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from perpignan.governance import operations, queries
from perpignan.governance.permissions import can_use_workspace
from perpignan.study.waiting import work_of_the_week


@login_required
@cache_control(private=True, no_store=True)
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Tell a person what is expected of her; who has no place in the study goes home."""
    user = request.user
    if not can_use_workspace(user):
        return redirect("study:home")
    now, today = timezone.now(), timezone.localdate()
    before = operations.note_visit(person=user, now=now)  # type: ignore[arg-type]  # signed in
    groups = queries.waiting_by_duty(user, today)  # type: ignore[arg-type]  # signed in
    items = [item for group in groups for item in group.items]
    context = {
        "groups": groups,
        "waiting_count": len(items),
        "late_count": sum(item.is_late_at(today) for item in items),
        "today": today,
        "week": work_of_the_week(user),  # type: ignore[arg-type]  # signed in
        "queues": queries.queues_for(user),  # type: ignore[arg-type]  # signed in
        "before": before,
        "changes": queries.changes_for(user, before) if before else [],  # type: ignore[arg-type]  # signed in
        "meetings": queries.next_meetings(user),
        "diary": queries.diary_to_come(),
        "tab": "workspace",
    }
    return render(request, "governance/workspace.html", context)
