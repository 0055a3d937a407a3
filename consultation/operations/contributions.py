"""What citizens write for all to read: contributions, comments, supports; and take back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Channel, Moderation, ModerationVerb, SpokenStatus
from consultation.models import (
    Comment,
    Consultation,
    Contribution,
    ContributionContact,
    ModerationEvent,
    Statement,
    Support,
    Theme,
)
from consultation.models.contribution import TEXT_LENGTH, TITLE_LENGTH
from consultation.models.keys import receipt_code, receipt_hash
from consultation.models.voices import COMMENT_LENGTH
from consultation.operations.answering import NOT_OPEN
from consultation.operations.pictures import prepared_picture
from consultation.permissions import can_contribute
from consultation.queries.contributions import (
    comment_key,
    contacts_due,
    contribution_key,
    spoken_with_code,
    supporter_key,
)
from consultation.validators.texts import clean_text
from perpignan.study.models import Zone

Words = Contribution | Comment | Statement
#: How long an address is kept for news, and how long after the City's answer.
CONTACT_DAYS = 365
CONTACT_DAYS_AFTER_ANSWER = 30


@dataclass(frozen=True)
class Sent:
    """What was stored and the code to show; `is_new` is false for a repeated sending."""

    spoken: Any
    receipt_code: str
    is_new: bool


def contribution_code(consultation_id: int, token: str) -> str:
    return receipt_code(consultation_id, f"contribution:{token}")


def comment_code(consultation_id: int, token: str) -> str:
    return receipt_code(consultation_id, f"comment:{token}")


def submit_contribution(
    *,
    consultation: Consultation,
    token: str,
    title: str,
    text: str,
    theme: Theme | None = None,
    zone: Zone | None = None,
    place: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    picture: File | None = None,
    picture_alt: str = "",
    email: str = "",
    language: str = "fr",
    channel: Channel = Channel.WEB,
) -> Sent:
    """Store an idea. The same token stores one, ever, and shows the same code again."""
    code = contribution_code(consultation.pk, token)
    contribution = Contribution(
        consultation=consultation,
        title=_clean(title, TITLE_LENGTH, "title"),
        text=_clean(text, TEXT_LENGTH, "text"),
        theme=theme,
        zone=zone,
        place=clean_text(place, 200) or "",
        latitude=_rounded(latitude),
        longitude=_rounded(longitude),
        picture_alt=clean_text(picture_alt, 300) or "",
        language=language,
        channel=channel,
        idempotency_key=contribution_key(consultation.pk, token),
        receipt_hash=receipt_hash(code),
        **first_state(consultation),
    )

    def store() -> None:
        check_gathering(consultation)
        if theme is not None and theme.consultation_id != consultation.pk:
            raise ValidationError({"theme": _("Ce thème n'est pas de cette consultation.")})
        if picture is not None:
            contribution.picture = prepared_picture(picture)
        contribution.full_clean(exclude=["idempotency_key", "receipt_hash"])
        contribution.save()
        if email:
            _keep_contact(contribution, email)

    return stored_once(contribution, code, store)


def submit_comment(
    *, contribution: Contribution, token: str, text: str, language: str = "fr"
) -> Sent:
    """Store a comment under a published contribution, once a token."""
    consultation = contribution.consultation
    code = comment_code(consultation.pk, token)
    comment = Comment(
        contribution=contribution,
        text=_clean(text, COMMENT_LENGTH, "text"),
        language=language,
        idempotency_key=comment_key(consultation.pk, token),
        receipt_hash=receipt_hash(code),
        **first_state(consultation),
    )

    def store() -> None:
        check_gathering(consultation)
        _check_published(contribution)
        comment.full_clean(exclude=["idempotency_key", "receipt_hash"])
        comment.save()

    return stored_once(comment, code, store)


def stored_once(spoken: Any, code: str, store: Callable[[], None]) -> Sent:
    """Store words and the first line of their log, or find what the token stored before."""
    try:
        with transaction.atomic():
            store()
            log(spoken, ModerationVerb.SUBMITTED)
    except (IntegrityError, ValidationError):
        _forget_picture(spoken)
        known = type(spoken).objects.filter(idempotency_key=spoken.idempotency_key).first()
        if known is None:
            raise
        return Sent(known, code, is_new=False)
    return Sent(spoken, code, is_new=True)


def _forget_picture(spoken: Any) -> None:
    """Leave no file of what was not stored."""
    picture = getattr(spoken, "picture", None)
    if picture and picture._committed:
        picture.storage.delete(picture.name)


def log(spoken: Words, verb: ModerationVerb, **details: Any) -> ModerationEvent:
    """Add a line to the log of a contribution, of a comment or of a statement."""
    name = str(spoken._meta.model_name)
    return ModerationEvent.objects.create(verb=verb, **{name: spoken}, **details)


def check_gathering(consultation: Consultation) -> None:
    if not can_contribute(consultation, timezone.now()):
        raise ValidationError(
            _("Cette consultation ne reçoit pas de contributions en ce moment."), code=NOT_OPEN
        )


def _check_published(contribution: Contribution) -> None:
    if contribution.status != SpokenStatus.PUBLISHED:
        raise ValidationError(_("Cette contribution n'est pas ouverte aux avis."), code=NOT_OPEN)


def first_state(consultation: Consultation) -> dict[str, Any]:
    """Publish at once where the team reads after; a picture waits for it in any case."""
    is_shown = consultation.moderation == Moderation.AFTER
    return {"status": SpokenStatus.PUBLISHED if is_shown else SpokenStatus.PENDING}


def _clean(text: str, max_length: int, field: str) -> str:
    try:
        return clean_text(text, max_length) or ""
    except ValidationError as error:
        raise ValidationError({field: error}) from error


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)


def _keep_contact(contribution: Contribution, email: str) -> None:
    closes_at = contribution.consultation.closes_at
    last = timezone.localdate(closes_at) if closes_at else timezone.localdate()
    contact = ContributionContact(
        contribution=contribution,
        address=email.strip(),
        erase_after=last + timedelta(days=CONTACT_DAYS),
    )
    try:
        contact.full_clean(exclude=["contribution"])
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    contact.save()


@transaction.atomic
def support_contribution(*, contribution: Contribution, token: str) -> None:
    """Count a person's support once, however often she gives it.

    The lock keeps a merge from leaving behind a support that is being given.
    """
    check_gathering(contribution.consultation)
    locked = Contribution.objects.select_for_update(of=("self",), no_key=True).get(
        pk=contribution.pk
    )
    _check_published(locked)
    key = supporter_key(locked.consultation_id, token)
    Support.objects.bulk_create(
        [Support(contribution=locked, supporter_key=key)], ignore_conflicts=True
    )


@transaction.atomic
def withdraw_support(*, contribution: Contribution, token: str) -> None:
    """Take a support back, also from the contributions that were merged into this one."""
    check_gathering(contribution.consultation)
    key = supporter_key(contribution.consultation_id, token)
    given_to = Q(contribution=contribution) | Q(contribution__merged_into=contribution)
    deleted, _details = Support.objects.filter(given_to, supporter_key=key).delete()
    if deleted:
        log(contribution, ModerationVerb.SUPPORT_WITHDRAWN)


@transaction.atomic
def withdraw_spoken(*, code: str) -> Words:
    """Erase what an author wrote, at her request; a contribution goes with its parts.

    The row stays, empty, so that the code goes on telling that it was withdrawn.
    """
    found = spoken_with_code(code)
    if found is None:
        raise ValidationError(_("Aucune contribution ne porte ce code."))
    if not isinstance(found, Contribution):
        words: Words = type(found).objects.select_for_update(of=("self",)).get(pk=found.pk)
        if not words.is_withdrawn:
            _erase(words)
        return words
    whole = Q(pk=found.pk) | Q(split_from=found.pk)
    locked = list(Contribution.objects.select_for_update(of=("self",)).filter(whole))
    for contribution in locked:
        if not contribution.is_withdrawn:
            _erase_contribution(contribution)
    return next(item for item in locked if item.pk == found.pk)


def _erase(spoken: Words) -> None:
    if isinstance(spoken, Statement):
        spoken.text_ca = spoken.text_en = ""
        spoken.save(update_fields=["text_ca", "text_en"])
    spoken.text, spoken.status, spoken.status_reason = "", SpokenStatus.WITHDRAWN, ""
    spoken.save(update_fields=["text", "status", "status_reason"])
    log(spoken, ModerationVerb.WITHDRAWN)


def _erase_contribution(contribution: Contribution) -> None:
    """Erase words, place, picture, address and links; the supports lose their object."""
    picture = contribution.picture
    if picture:
        name, storage = str(picture.name), picture.storage
        transaction.on_commit(lambda: storage.delete(name))
    contribution.title = contribution.place = contribution.picture_alt = ""
    contribution.latitude = contribution.longitude = None
    contribution.picture, contribution.merged_into = "", None
    contribution.answer, contribution.answer_reason, contribution.answered_at = "", "", None
    contribution.save(
        update_fields=[
            *("title", "place", "picture_alt", "latitude", "longitude", "picture"),
            *("merged_into", "answer", "answer_reason", "answered_at"),
        ]
    )
    ContributionContact.objects.filter(contribution=contribution).delete()
    contribution.action_links.all().delete()
    contribution.supports.all().delete()
    _erase(contribution)


def erase_due_contacts(*, today: date | None = None, dry_run: bool = False) -> int:
    """Erase the addresses kept long enough; return how many (or would be, in a dry run)."""
    due = contacts_due(today or timezone.localdate())
    return due.count() if dry_run else due.delete()[0]
