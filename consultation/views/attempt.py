"""The thread between a browser and the answers it is giving: one signed cookie.

It is set when someone starts to answer, never before, and holds a random token that
says nothing of who it is. The answers stay on the server. A browser that took up an
answer begun elsewhere also keeps the code it was given, to show it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404

from consultation.models import Consultation, DraftResponse, Questionnaire
from consultation.models.keys import new_token, resume_code
from consultation.operations import Submission, known_submission
from consultation.queries import (
    DRAFT_DAYS,
    SectionPage,
    asked_pages,
    current_questionnaire,
    draft_of,
    pages_of,
    plan_of,
    response_of,
    visible_consultations,
    went_on_elsewhere,
)
from consultation.validators.rules import Plan
from consultation.views.voter import read_voter

#: How long the receipt can be shown again in the browser that sent the answer.
RECEIPT_SECONDS = 3600
DRAFT_SECONDS = DRAFT_DAYS * 86_400
SALT = "consultation.attempt"


@dataclass
class Attempt:
    """What a browser is doing with a consultation."""

    consultation: Consultation
    token: str
    resume_code: str
    draft: DraftResponse | None
    submission: Submission | None
    is_elsewhere: bool
    questionnaire: Questionnaire | None
    pages: list[SectionPage]
    plan: Plan

    @property
    def is_started(self) -> bool:
        return self.draft is not None

    @property
    def is_correction(self) -> bool:
        return self.draft is not None and self.draft.corrects_id is not None

    @property
    def answers(self) -> dict[str, object]:
        return self.draft.answers if self.draft else {}

    @cached_property
    def asked(self) -> list[SectionPage]:
        """List the pages that the answers given so far call for."""
        return asked_pages(self.plan, self.pages, self.answers)

    @cached_property
    def unsent(self) -> Sequence[SectionPage]:
        """List the questions answered that are no longer asked: their answers are not sent."""
        answered = {key.partition(".")[0] for key in self.answers}
        asked = {question.code for page in self.asked for question in page.questions}
        left = [
            SectionPage(
                page.section,
                [q for q in page.questions if q.code in answered and q.code not in asked],
            )
            for page in self.pages
        ]
        return [page for page in left if page.questions]


def get_attempt(request: HttpRequest, slug: str) -> Attempt:
    """Load a consultation that this person may see, with what she has answered so far."""
    consultation = get_consultation(request, slug)
    token, code = read_cookie(request, consultation)
    draft = draft_of(consultation, token) if token else None
    sent = known_submission(consultation=consultation, token=token) if token and not draft else None
    elsewhere = bool(token and not draft and not sent and went_on_elsewhere(consultation, token))
    questionnaire = draft.questionnaire if draft else current_questionnaire(consultation)
    token = token or _token_to_begin(request, consultation)
    return Attempt(
        consultation,
        token,
        code or resume_code(consultation.pk, token),
        draft,
        sent,
        elsewhere,
        questionnaire,
        pages_of(questionnaire),
        plan_of(questionnaire.pk) if questionnaire else Plan({}),
    )


def _token_to_begin(request: HttpRequest, consultation: Consultation) -> str:
    """Answer under the token of the votes given here, unless it has served; else a new one."""
    voter = read_voter(request, consultation)
    if (
        voter
        and not response_of(consultation, voter)
        and not went_on_elsewhere(consultation, voter)
    ):
        return voter
    return new_token()


def get_consultation(request: HttpRequest, slug: str) -> Consultation:
    return get_object_or_404(visible_consultations(request.user), slug=slug)


def cookie_name(consultation: Consultation) -> str:
    return f"reponse-{consultation.pk}"


def read_cookie(request: HttpRequest, consultation: Consultation) -> tuple[str, str]:
    """Return the browser's token, and the code it resumed with; empty texts if none."""
    name = cookie_name(consultation)
    found = request.get_signed_cookie(name, default="", salt=SALT, max_age=DRAFT_SECONDS)
    token, _dot, code = (found or "").partition(".")
    return token, code


def read_token(request: HttpRequest, consultation: Consultation) -> str:
    return read_cookie(request, consultation)[0]


def keep_token(
    response: HttpResponse,
    consultation: Consultation,
    token: str,
    seconds: int = DRAFT_SECONDS,
    code: str = "",
) -> None:
    response.set_signed_cookie(
        cookie_name(consultation),
        f"{token}.{code}" if code else token,
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
