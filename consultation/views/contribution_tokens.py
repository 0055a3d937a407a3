"""What a browser keeps of its contributions: signed cookies, set when it takes part.

One holds for an hour the token of what was just sent, to show its receipt again. The
other tells, for a consultation, a browser that supported from another.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultation.models import Consultation
from consultation.views.attempt import RECEIPT_SECONDS

SALT = "consultation.contribution"
#: The cookie of a browser that supported: the number of the consultation follows.
SUPPORTER = "soutien-"
#: As long as a consultation may last: a support can be taken back until its end.
SUPPORTER_SECONDS = 120 * 86_400


def read_supporter(request: HttpRequest, consultation: Consultation) -> str:
    return _read(request, f"{SUPPORTER}{consultation.pk}", SUPPORTER_SECONDS)


def keep_supporter(response: HttpResponse, consultation: Consultation, token: str) -> None:
    _keep(response, f"{SUPPORTER}{consultation.pk}", token, SUPPORTER_SECONDS)


def read_sent(request: HttpRequest, consultation: Consultation) -> str:
    return _read(request, f"contribution-{consultation.pk}", RECEIPT_SECONDS)


def keep_sent(response: HttpResponse, consultation: Consultation, token: str) -> None:
    _keep(response, f"contribution-{consultation.pk}", token, RECEIPT_SECONDS)


def forget(response: HttpResponse, consultation: Consultation) -> None:
    for name in ("contribution-", SUPPORTER):
        response.delete_cookie(f"{name}{consultation.pk}", samesite="Lax")


def _read(request: HttpRequest, name: str, seconds: int) -> str:
    return request.get_signed_cookie(name, default="", salt=SALT, max_age=seconds) or ""


def _keep(response: HttpResponse, name: str, token: str, seconds: int) -> None:
    response.set_signed_cookie(
        name,
        token,
        salt=SALT,
        max_age=seconds,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
