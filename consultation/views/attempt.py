"""The thread between a browser and the answers it is giving: one signed cookie.

It is set when someone starts to answer, never before, and holds a random token that
says nothing of who it is. The answers stay on the server.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404

from consultation.models import Consultation, DraftResponse, Questionnaire, Response
from consultation.models.keys import new_token
from consultation.queries import (
    DRAFT_DAYS,
    SectionPage,
    current_questionnaire,
    draft_of,
    pages_of,
    response_of,
    visible_consultations,
)

#: How long the receipt can be shown again in the browser that sent the answer.
RECEIPT_SECONDS = 3600
SALT = "consultation.attempt"


@dataclass
class Attempt:
    """What a browser is doing with a consultation."""

    consultation: Consultation
    token: str
    is_started: bool
    draft: DraftResponse | None
    response: Response | None
    questionnaire: Questionnaire | None
    pages: list[SectionPage]

    @property
    def answers(self) -> dict[str, object]:
        return self.draft.answers if self.draft else {}


def get_attempt(request: HttpRequest, slug: str) -> Attempt:
    """Load a consultation that this person may see, with what she has answered so far."""
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    draft = draft_of(consultation, token) if token else None
    response = response_of(consultation, token) if token and draft is None else None
    questionnaire = draft.questionnaire if draft else current_questionnaire(consultation)
    pages = pages_of(questionnaire)
    is_started = draft is not None
    return Attempt(
        consultation, token or new_token(), is_started, draft, response, questionnaire, pages
    )


def get_consultation(request: HttpRequest, slug: str) -> Consultation:
    return get_object_or_404(visible_consultations(request.user), slug=slug)


def cookie_name(consultation: Consultation) -> str:
    return f"reponse-{consultation.pk}"


def read_token(request: HttpRequest, consultation: Consultation) -> str:
    name = cookie_name(consultation)
    found = request.get_signed_cookie(name, default="", salt=SALT, max_age=DRAFT_DAYS * 86_400)
    return found or ""


def keep_token(
    response: HttpResponse, consultation: Consultation, token: str, seconds: int
) -> None:
    response.set_signed_cookie(
        cookie_name(consultation),
        token,
        salt=SALT,
        max_age=seconds,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_token(response: HttpResponse, consultation: Consultation) -> None:
    response.delete_cookie(cookie_name(consultation), samesite="Lax")


def browser_key(request: HttpRequest) -> str:
    """Tell browsers apart for the limits: each has its own token against forged forms."""
    return str(request.META.get("CSRF_COOKIE") or get_token(request))
