"""The page of the opinions: what unites, what divides, in words before the drawing."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultation.charts import opinions_chart
from consultation.models import Consultation
from consultation.permissions import can_read_opinions, can_read_results, can_vote_on_statements
from consultation.queries import opinions_of, vote_rows, votes_of
from consultation.views.attempt import get_consultation
from consultation.views.results_menu import results_menu
from consultation.wording import (
    opinions_headline,
    opinions_method,
    opinions_sentence,
    stability_in_words,
)

STATEMENTS_A_PAGE = 10


@require_safe
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = get_consultation(request, slug)
    now = timezone.now()
    may_read = can_read_opinions(request.user, consultation, now)
    found = opinions_of(consultation) if may_read else None
    context: dict[str, Any] = {
        "consultation": consultation,
        "may_read": may_read,
        "is_early": not can_read_results(request.user, consultation),
        "may_vote": can_vote_on_statements(consultation, now),
        "results_menu": results_menu(consultation, "opinions"),
        "found": found,
    }
    if found is not None:
        context |= {
            "headline": opinions_headline(found.sizes),
            "sentence": opinions_sentence(
                participants=found.participants,
                votes=found.votes,
                statements=found.statements,
                consensus=len(found.consensus),
                divisive=len(found.divisive),
            ),
            "method": opinions_method(),
            "stability": stability_in_words(found.stability),
            "chart": opinions_chart(found),
            "page_obj": Paginator(found.lines, STATEMENTS_A_PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "consultation/opinions.html", context)


@require_safe
def opinion_votes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the votes of the analysis shown, in the file that our own command reads."""
    consultation = get_consultation(request, slug)
    if not can_read_opinions(request.user, consultation, timezone.now()):
        raise Http404
    found = opinions_of(consultation)
    if found is None or not found.may_be_downloaded:
        raise Http404
    lines = _lines(consultation, found.made_at)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="avis-{consultation.slug}.csv"'
    return response


class _Line:
    """What `csv` writes to: it gives the line back."""

    def write(self, text: str) -> str:
        return text


def _lines(consultation: Consultation, until: Any) -> Iterator[str]:
    writer = csv.writer(_Line())
    for row in vote_rows(votes_of(consultation, until=until)):
        yield writer.writerow(row)
