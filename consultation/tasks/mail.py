"""The postman of codes: it reads a sealed letter, sends it and forgets it."""

import smtplib

from celery import Task, shared_task
from celery.utils.log import get_task_logger
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from consultation.models import Consultation
from consultation.queries import DRAFT_DAYS
from consultation.queue import unseal
from perpignan.study.localisation import localised_text

RETRY_SECONDS = 60
logger = get_task_logger(__name__)
#: Where each code is typed.
DOORS = {"receipt": "consultation:response-check", "resume": "consultation:response-resume"}


class NotSent(Exception):
    """The mail server took no letter. Its own words name the address: they are not kept."""


@shared_task(bind=True, max_retries=3)
def mail_code(self: Task, *, sealed: str) -> None:
    """Send a code to the address that asked for it; neither is written anywhere."""
    try:
        letter = unseal(sealed)
    except InvalidToken:
        logger.warning("a letter too old, or not ours, was thrown away")
        return
    try:
        _send(**letter)
    except (smtplib.SMTPException, OSError) as error:
        reason = type(error).__name__
    else:
        return
    logger.warning("a code was not mailed: %s", reason)
    raise self.retry(exc=NotSent(reason), countdown=RETRY_SECONDS)


def _send(*, kind: str, consultation_id: int, code: str, address: str, language: str) -> None:
    consultation = Consultation.objects.get(pk=consultation_id)
    with translation.override(language):
        context = {
            "title": localised_text(consultation, "title").text,
            "code": code,
            "url": f"{settings.SITE_URL}{reverse(DOORS[kind])}",
            "closes_at": consultation.closes_at,
            "days": DRAFT_DAYS,
        }
        subject = render_to_string(f"email/{kind}_subject.txt", context).strip()
        body = render_to_string(f"email/{kind}_body.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [address])
