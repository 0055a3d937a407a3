"""What a browser keeps of its votes: one signed cookie with the token of its answers.

The token is the one of the questionnaire, so that what a person answers there and votes here
is one person's. It is set at the first vote, and erased at her request.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultation.models import Consultation

SALT = "consultation.voter"
#: As long as a consultation may last: a vote can be changed until its end.
VOTER_SECONDS = 120 * 86_400


def _name(consultation: Consultation) -> str:
    return f"avis-{consultation.pk}"


def read_voter(request: HttpRequest, consultation: Consultation) -> str:
    name = _name(consultation)
    return request.get_signed_cookie(name, default="", salt=SALT, max_age=VOTER_SECONDS) or ""


def keep_voter(response: HttpResponse, consultation: Consultation, token: str) -> None:
    response.set_signed_cookie(
        _name(consultation),
        token,
        salt=SALT,
        max_age=VOTER_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def forget_voter(response: HttpResponse, consultation: Consultation) -> None:
    response.delete_cookie(_name(consultation), samesite="Lax")
