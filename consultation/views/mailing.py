"""Mailing a code at its holder's request: the address serves once and is kept nowhere."""

from functools import partial

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from consultation.forms import MailForm
from consultation.models import Consultation
from consultation.queue import enqueue_code
from consultation.views.attempt import browser_key
from perpignan.limits import Counter, Limit, count, write_counters
from perpignan.study.views import too_many_requests

#: A code is mailed to oneself, not to a list.
MAILS_OF_ONE_ANSWER = Limit(count=3, seconds=3600)


def mail_code(
    request: HttpRequest,
    kind: str,
    consultation: Consultation,
    token: str,
    code: str,
    form: MailForm,
) -> HttpResponse | None:
    """Have the code sent in the language of the page; None, or the refusal to show."""
    counters = [
        Counter("mail:answer", token, MAILS_OF_ONE_ANSWER),
        *write_counters(request, "mail", browser_key(request)),
    ]
    if any(count(counters)):
        return too_many_requests(request)
    transaction.on_commit(
        partial(
            enqueue_code,
            kind=kind,
            consultation_id=consultation.pk,
            code=code,
            address=form.cleaned_data["address"],
            language=get_language() or "fr",
        )
    )
    return None
