"""What came of a vote on a budget, by its own rule and beside the others."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.models import BudgetCount
from consultation.queries import count_of
from consultation.views.budget import get_vote
from consultation.views.results_menu import results_menu
from consultation.wording import rules_told, told_parts


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the kept count; before the closing there is none, for anyone."""
    shown = get_vote(request, slug)
    if not shown.is_over_at(timezone.now()):
        raise Http404
    count = count_of(shown)
    context = {
        "consultation": shown.consultation,
        "vote": shown,
        "count": count,
        "parts": told_parts(count.results) if count else [],
        "has_points": shown.ballot_kind in ("points", "ranking"),
        "is_too_small": bool(count and count.results["is_too_small"]),
        "threshold": settings.PUBLICATION_THRESHOLD,
        **rules_told(shown.rule),
        "results_menu": results_menu(shown.consultation, "budget-results"),
    }
    return render(request, "consultation/budget_results.html", context)


@require_safe
def ballots_file(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Hand over the ballots of a part as they were counted, without anything of their authors."""
    shown = get_vote(request, slug)
    if not shown.is_over_at(timezone.now()):
        raise Http404
    count = get_object_or_404(BudgetCount, vote=shown)
    if part not in count.files:
        raise Http404
    response = HttpResponse(count.files[part], content_type="text/plain; charset=utf-8")
    name = f"{shown.consultation.slug}-{part}.pb"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
