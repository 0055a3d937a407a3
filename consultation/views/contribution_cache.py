"""Public pages of contributions kept as they were drawn, until something they show changes.

A page is kept under a version: the last line of every history and log that it may show.
Nothing has to be thrown away by hand, and words withdrawn are gone at the next request.
Only visitors without an account, a message or a support of their own share pages.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from consultation.models import Consultation
from consultation.models.keys import new_token
from consultation.queries import versioned_consultation
from consultation.views.contribution_tokens import SUPPORTER

#: Two writes that end in another order than they began may hide one for this long.
SECONDS = 60
#: Stand in a kept page for what each visitor has of her own.
CSRF, TOKEN = "csrf-of-the-visitor", "token-of-the-visitor" + "-" * 12
SHARED_FILTERS = {"page", "theme", "zone", "answer", "sort"}
LONGEST = 200
COOKIES = ("messages", settings.SESSION_COOKIE_NAME)


def kept(
    request: HttpRequest, slug: str, draw: Callable[[Consultation | None], HttpResponse]
) -> HttpResponse:
    """Give the page kept for this address, or draw it and keep it.

    `draw` is given the consultation of a page that will be shared, and then leaves the
    marks `CSRF` and `TOKEN` in it; None for a page that is one person's.
    """
    consultation = versioned_consultation(slug) if _is_anybodys(request) else None
    if consultation is None:
        return draw(None)
    key = _key(request, consultation)
    body = caches["charts"].get(key)
    if body is None:
        answer = draw(consultation)
        if answer.status_code != 200:
            return answer
        body = answer.content.decode()
        caches["charts"].set(key, body, SECONDS)
    return HttpResponse(_for_visitor(request, body))


def _is_anybodys(request: HttpRequest) -> bool:
    """Say whether all visitors see this page alike; a search has no end of addresses."""
    own = [name for name in request.COOKIES if name in COOKIES or name.startswith(SUPPORTER)]
    is_known = set(request.GET) <= SHARED_FILTERS and len(request.get_full_path()) < LONGEST
    return request.method == "GET" and is_known and not own and not request.user.is_authenticated


def _for_visitor(request: HttpRequest, body: str) -> str:
    if CSRF not in body:
        return body
    return body.replace(CSRF, get_token(request)).replace(TOKEN, new_token())


def _key(request: HttpRequest, consultation: Any) -> str:
    parts = (
        *(request.get_full_path(), get_language(), consultation.state_at(timezone.now())),
        *(consultation.opens_at, consultation.closes_at, consultation.version),
    )
    return "contributions:" + sha256(repr(parts).encode()).hexdigest()
