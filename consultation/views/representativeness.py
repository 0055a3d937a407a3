"""Whether the answers look like the city, in public."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultation.enums import AccessMode
from consultation.models import Consultation
from consultation.queries import (
    Results,
    coverages,
    weighted_lines,
    weighted_questions,
    weighting_refusal,
)
from consultation.views.results import Link
from consultation.views.results_door import (
    consultation_with_results,
    kept,
    results_context,
    results_of,
)
from perpignan.study.localisation import localised_text

#: How many missing categories the first sentence names.
NAMED = 3


@require_safe
def representativeness(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare with the census, then show weighted shares beside the others, part by part."""
    consultation = consultation_with_results(request, slug, "weighting")
    return kept(request, consultation, lambda: _drawn(request, consultation))


def _drawn(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    found = results_of(consultation)
    context = results_context(consultation, "results-representativeness")
    if found is None:
        return render(request, "consultation/results_waiting.html", context)
    margins = coverages(found)
    context |= {
        "results": found,
        "coverages": margins,
        "missing": [part for margin in margins for part in margin.missing][:NAMED],
        "refusal": weighting_refusal(found),
        "figures": found.row.weighting if "people" in found.row.weighting else None,
        "gap_left": 100 * found.row.weighting.get("deviation", 0),
        "has_intervals": consultation.access == AccessMode.CODES,
        **_weighted(request, consultation, found),
    }
    return render(request, "consultation/results_representativeness.html", context)


def _weighted(request: HttpRequest, consultation: Consultation, found: Results) -> dict[str, Any]:
    """Show the part of the questionnaire that is asked, else the first."""
    weighed = weighted_questions(found)
    codes = {result.question.code for result in weighed}
    pages = [page for page in found.pages if any(q.code in codes for q in page.questions)]
    asked = request.GET.get("partie", "")
    page = next((page for page in pages if page.section.code == asked), None)
    if asked and page is None:
        raise Http404
    shown = page or (pages[0] if pages else None)
    return {
        "parts": [
            Link(
                f"?partie={item.section.code}#redressement",
                localised_text(item.section, "title").text,
                item == shown,
            )
            for item in pages
        ],
        "weighted": [
            (result, weighted_lines(found, result.question.code, consultation.access))
            for result in weighed
            if shown and result.question.section_id == shown.section.pk
        ],
    }
