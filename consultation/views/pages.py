"""What the public reads before and after answering."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultation.models import Consultation
from consultation.permissions import can_read_results
from consultation.queries import (
    answering_minutes,
    consultation_to_show,
    current_questionnaire,
    pages_of,
    public_budget_vote,
    response_counts,
    visible_consultations,
)
from consultation.views.results_menu import results_menu

#: How many other consultations the first page lists.
OTHERS = 20


def index(request: HttpRequest) -> HttpResponse:
    """Show the consultation that matters now, and name the others."""
    consultations = list(visible_consultations(request.user)[: OTHERS + 1])
    shown = consultation_to_show(consultations)
    if shown is None:
        return render(request, "consultation/consultation_none.html")
    others = [(item, item.state_at(timezone.now())) for item in consultations if item != shown]
    return render(
        request,
        "consultation/consultation_detail.html",
        {**_presented(request, shown), "others": others},
    )


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    consultations: QuerySet[Consultation] = visible_consultations(request.user)
    consultation = get_object_or_404(consultations, slug=slug)
    return render(
        request, "consultation/consultation_detail.html", _presented(request, consultation)
    )


def _presented(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    pages = pages_of(current_questionnaire(consultation))
    return {
        "consultation": consultation,
        "state": consultation.state_at(timezone.now()),
        "counts": response_counts([consultation.pk])[consultation.pk],
        "pages": pages,
        "question_count": sum(len(page.questions) for page in pages),
        "has_results": can_read_results(request.user, consultation),
        "minutes": answering_minutes(pages),
        "results_menu": results_menu(consultation, ""),
        "budget_vote": public_budget_vote(consultation),
    }
