"""Summaries by mail: each fact once, whoever sends; and what a person chose about them."""

from datetime import date

import structlog
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from perpignan.governance.enums import DigestState, Rhythm
from perpignan.governance.models import Digest, Notice, NoticePreference
from perpignan.governance.queries.notices import (
    Fact,
    facts_for,
    people_to_tell,
    preference_of,
    untold_facts,
)
from perpignan.study.models import User

logger = structlog.get_logger(__name__)
#: What the signature of an unsubscribing link is for: it opens nothing else.
SALT = "governance.unsubscribe"


def send_digests(*, day: date) -> int:
    """Write to everyone who has something new and wants it that day; may run twice."""
    people = (user for user in people_to_tell() if preference_of(user).wants_mail_on(day))
    return sum(send_digest(person=user, day=day) for user in people)


def send_digest(*, person: User, day: date) -> bool:
    """Send the summary of a day, once: the row is made before the mail leaves.

    Of two senders at once, the second finds the row made and sends nothing. A mail that
    the server refuses may be tried again; one cut short by a crash is not, since it may
    have left.
    """
    facts = untold_facts(person, day)
    digest = _claim(person, day, facts) if facts else _claim_failed(person, day)
    if digest is None:
        return False
    shown = facts or _facts_of(digest, person, day)
    try:
        _mail(person, shown)
    except OSError as error:
        Digest.objects.filter(pk=digest.pk).update(
            state=DigestState.FAILED, error=type(error).__name__
        )
        logger.warning("digest_failed", person=person.pk, day=str(day), error=type(error).__name__)
        return False
    Digest.objects.filter(pk=digest.pk).update(state=DigestState.SENT, error="")
    logger.info("digest_sent", person=person.pk, day=str(day), facts=len(shown))
    return True


def _claim(person: User, day: date, facts: list[Fact]) -> Digest | None:
    """Make the row of the day with its facts, all or nothing; None if another did."""
    try:
        with transaction.atomic():
            digest = Digest.objects.create(person=person, day=day, count=len(facts))
            Notice.objects.bulk_create(
                [Notice(person=person, fact=fact.key, digest=digest) for fact in facts]
            )
    except IntegrityError:
        return None
    return digest


def _claim_failed(person: User, day: date) -> Digest | None:
    """Take back a summary that the server refused that day; one sender gets it."""
    failed = Digest.objects.filter(person=person, day=day, state=DigestState.FAILED)
    if not failed.update(state=DigestState.SENDING):
        return None
    return Digest.objects.get(person=person, day=day)


def _facts_of(digest: Digest, person: User, day: date) -> list[Fact]:
    told = set(digest.notices.values_list("fact", flat=True))
    return [fact for fact in facts_for(person, day) if fact.key in told]


def _mail(person: User, facts: list[Fact]) -> None:
    stop = settings.SITE_URL + reverse("governance:unsubscribe", args=[stop_token(person)])
    context = {
        "person": person,
        "facts": facts,
        "late_count": sum(fact.is_late for fact in facts),
        "site": settings.SITE_URL,
        "stop": stop,
    }
    with translation.override("fr"):
        subject = " ".join(render_to_string("email/digest_subject.txt", context).split())
        text = render_to_string("email/digest_body.txt", context)
        html = render_to_string("email/digest_body.html", context)
    headers = {"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(subject, text, to=[person.email], headers=headers)
    mail.attach_alternative(html, "text/html")
    mail.send()


def stop_token(person: User) -> str:
    """Sign the link by which a person stops the mails, without signing in."""
    return signing.dumps(person.pk, salt=SALT)


@transaction.atomic
def stop_mails(*, token: str) -> User | None:
    """Stop the mails of the person whose link it is; None for a link that is not ours."""
    person = person_of(token)
    if person is not None:
        save_preference(preference=preference_of(person), rhythm=Rhythm.NEVER)
    return person


def person_of(token: str) -> User | None:
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key).first()


@transaction.atomic
def save_preference(
    *, preference: NoticePreference, rhythm: Rhythm, quiet_until: date | None = None
) -> NoticePreference:
    """Store how often a person is written to."""
    preference.rhythm, preference.quiet_until = rhythm, quiet_until
    preference.full_clean()
    preference.save()
    return preference


@transaction.atomic
def read_notices(*, person: User, day: date) -> int:
    """Note that a person has read what there is to tell her: no mail repeats it."""
    now = timezone.now()
    facts = facts_for(person, day)
    Notice.objects.bulk_create(
        [Notice(person=person, fact=fact.key) for fact in facts], ignore_conflicts=True
    )
    told = person.notices.filter(fact__in=[fact.key for fact in facts], read_at=None)
    return told.update(read_at=now)
