"""How far the answers can be relied on: what is marked, why, and what it changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from consultation.enums import MarkReason
from consultation.permissions import can_count_responses, can_mark_responses, can_read_results
from consultation.queries import Reliability, reliability_of
from consultation.views.attempt import get_consultation
from consultation.views.results_menu import results_menu
from consultation.wording import reliability_headline, reliability_method

#: Batches told to the team on the page; the rest is a matter for the back office.
DETAILED = 50


@require_safe
def reliability(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_consultation(request, slug)
    may_compare = can_read_results(request.user, consultation)
    found = reliability_of(consultation, with_results=may_compare)
    is_team = can_count_responses(request.user)
    context = {
        "consultation": consultation,
        "found": found,
        "headline": reliability_headline(
            responses=found.report.response_count if found else 0,
            marked=found.report.marked_count if found else 0,
            is_small=bool(found and found.is_small),
        ),
        "method": reliability_method(),
        "may_compare": may_compare,
        "batches": _batches(found) if is_team and found else [],
        "is_team": is_team,
        "may_mark": can_mark_responses(request.user),
        "results_menu": results_menu(consultation, "reliability"),
    }
    return render(request, "consultation/reliability.html", context)


def _batches(found: Reliability) -> list[dict[str, Any]]:
    """Tell the team each group of answers that stood out, its times as dates."""
    return [
        {
            "reason": MarkReason(line["reason"]).label,
            "count": line["count"],
            "expected": line["expected"],
            "first": parse_datetime(line["first"]) if line["first"] else None,
            "last": parse_datetime(line["last"]) if line["last"] else None,
        }
        for line in found.report.result["found"][:DETAILED]
    ]
