"""The door of the pages of results: who may enter, and pages kept for everybody alike."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from consultation.models import Consultation
from consultation.permissions import RESULTS_PUBLISHED, can_read_results
from consultation.queries import HEAVY, Results, presented_results, visible_consultations
from consultation.views.results_menu import results_menu

#: A title or a translation corrected after the count shows within this time.
SECONDS = 60
LONGEST = 300
PERSONAL = ("messages", settings.SESSION_COOKIE_NAME)
#: What an address of these pages may ask.
PARAMETERS = {"partie", "par", "groupe", "a", "b"}


def consultation_with_results(request: HttpRequest, slug: str, *documents: str) -> Consultation:
    """Load a consultation and its last count in one statement. 404 for who may not read it."""
    left = [f"results__{name}" for name in HEAVY if name not in documents]
    found = visible_consultations(request.user).select_related("results__questionnaire")
    consultation = get_object_or_404(found.defer(*left), slug=slug)
    if not can_read_results(request.user, consultation):
        raise Http404
    return consultation


def results_of(consultation: Consultation) -> Results | None:
    """Present the results that came with the consultation; None before the first count."""
    row = getattr(consultation, "results", None)
    return None if row is None else presented_results(row)


def results_context(consultation: Consultation, page: str) -> dict[str, Any]:
    """Give what every page of results shows around its own content."""
    return {
        "consultation": consultation,
        "is_provisional": consultation.status not in RESULTS_PUBLISHED,
        "results_menu": results_menu(consultation, page, reads_results=True),
        "threshold": settings.PUBLICATION_THRESHOLD,
    }


def kept(
    request: HttpRequest, consultation: Consultation, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """Give the page kept for this address and this count, or draw it and keep it.

    Provisional pages are the team's: they are drawn for each reader and kept nowhere.
    """
    if not _is_anybodys(request) or consultation.status not in RESULTS_PUBLISHED:
        response = draw()
        add_never_cache_headers(response)
        return response
    key = _key(request, consultation)
    body = caches["charts"].get(key)
    if body is None:
        response = draw()
        if response.status_code != 200:
            return response
        body = response.content
        caches["charts"].set(key, body, SECONDS)
    return HttpResponse(body)


def _is_anybodys(request: HttpRequest) -> bool:
    own = any(name in request.COOKIES for name in PERSONAL) or request.user.is_authenticated
    return not own and set(request.GET) <= PARAMETERS and len(request.get_full_path()) < LONGEST


def _key(request: HttpRequest, consultation: Consultation) -> str:
    row = getattr(consultation, "results", None)
    told = (
        *(request.get_full_path(), get_language(), consultation.status),
        *(row.counted_at if row else None, "accompagnement" in request.COOKIES),
    )
    return "results:" + sha256(repr(told).encode()).hexdigest()
