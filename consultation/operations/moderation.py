"""What the team decides of what citizens wrote, each time with a line in the log."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ContributionAnswer, ModerationVerb, SpokenStatus
from consultation.models import (
    Contribution,
    ContributionAction,
    ContributionContact,
    ModerationEvent,
    Support,
    Theme,
)
from consultation.models.contribution import TITLE_LENGTH
from consultation.operations.contributions import CONTACT_DAYS_AFTER_ANSWER, Words, log
from consultation.permissions import can_answer_contribution, can_moderate
from consultation.queue import tell_author
from consultation.validators.texts import clean_text
from perpignan.study.models import Action, User, Zone
from perpignan.study.permissions import Person

Status = SpokenStatus
Spoken = Words


@transaction.atomic
def publish_spoken(*, spoken: Spoken, by: Person) -> Spoken:
    """Publish words, or confirm that they stay published."""
    locked = _locked(spoken, by, {Status.PENDING, Status.PUBLISHED, Status.REFUSED})
    if locked.is_published and locked.reviewed_at is not None:
        return spoken
    return _decide(locked, Status.PUBLISHED, ModerationVerb.PUBLISHED, "", by)


@transaction.atomic
def refuse_spoken(*, spoken: Spoken, reason: str, by: Person) -> Spoken:
    """Refuse words, or take them off; the reason is published, the words are not."""
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif du refus : il est publié.")})
    locked = _locked(spoken, by, {Status.PENDING, Status.PUBLISHED})
    return _decide(locked, Status.REFUSED, ModerationVerb.REFUSED, reason.strip(), by)


def publish_many(*, spoken: Iterable[Spoken], by: Person) -> int:
    """Publish several, each with its own line in the log; all or none."""
    with transaction.atomic():
        return len([publish_spoken(spoken=item, by=by) for item in spoken])


def refuse_many(*, spoken: Iterable[Spoken], reason: str, by: Person) -> int:
    with transaction.atomic():
        return len([refuse_spoken(spoken=item, reason=reason, by=by) for item in spoken])


def _locked(spoken: Spoken, by: Person, allowed: set[SpokenStatus]) -> Any:
    if not can_moderate(by):
        raise PermissionDenied
    locked = type(spoken).objects.select_for_update(of=("self",)).get(pk=spoken.pk)
    if locked.status not in allowed:
        state = Status(locked.status).label
        raise ValidationError(_("« %(state)s » : cela ne se décide plus.") % {"state": state})
    return locked


def _decide(spoken: Any, status: Status, verb: ModerationVerb, reason: str, by: Any) -> Spoken:
    spoken.status, spoken.status_reason = status, reason
    spoken.reviewed_at = timezone.now()
    spoken.clean_fields(exclude=["text", "title"])
    spoken.save(update_fields=["status", "status_reason", "reviewed_at"])
    _tell(log(spoken, verb, reason=reason, by=by))
    decided: Spoken = spoken
    return decided


def _tell(event: ModerationEvent) -> None:
    """Let the author know once the decision is stored, if she left an address."""
    if event.contribution_id is not None:
        transaction.on_commit(lambda: tell_author(event.pk), robust=True)


@transaction.atomic
def answer_contribution(
    *,
    contribution: Contribution,
    answer: ContributionAnswer,
    reason: str,
    actions: Sequence[Action] = (),
    by: Person,
) -> Contribution:
    """Say what the City does with an idea, why, and in which actions it lives on."""
    if not can_answer_contribution(by):
        raise PermissionDenied
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if not locked.is_published:
        raise ValidationError(_("Publiez la contribution avant d'y répondre."))
    if not reason.strip():
        raise ValidationError({"reason": _("Une réponse de la Ville porte son motif.")})
    locked.answer, locked.answer_reason = answer, reason.strip()
    locked.answered_at = timezone.now()
    locked.full_clean()
    locked.save(update_fields=["answer", "answer_reason", "answered_at"])
    _link(locked, actions)
    soon = timezone.localdate() + timedelta(days=CONTACT_DAYS_AFTER_ANSWER)
    ContributionContact.objects.filter(contribution=locked, erase_after__gt=soon).update(
        erase_after=soon
    )
    _tell(log(locked, ModerationVerb.ANSWERED, reason=locked.get_answer_display(), by=by))
    return locked


def _link(contribution: Contribution, actions: Sequence[Action]) -> None:
    contribution.action_links.exclude(action__in=actions).delete()
    for action in actions:
        ContributionAction.objects.get_or_create(contribution=contribution, action=action)


@transaction.atomic
def merge_contributions(
    *, contributions: Sequence[Contribution], into: Contribution, reason: str, by: User
) -> Contribution:
    """Unite contributions that say the same with one of them, which keeps the thread.

    Their addresses go on and lead there; who supported several counts once.
    """
    others = {item.pk for item in contributions} - {into.pk}
    target, merged = _locked_for_merging(others, into, by)
    for item in merged:
        if item.consultation_id != target.consultation_id:
            raise ValidationError(_("Deux consultations ne se mélangent pas."))
        # What had been merged into it before follows.
        Contribution.objects.filter(merged_into=item).update(merged_into=target)
        item.status, item.merged_into = Status.MERGED, target
        item.status_reason = reason.strip()
        item.full_clean()
        item.save(update_fields=["status", "merged_into", "status_reason"])
        _copy_supports(item, [target])
        _tell(log(item, ModerationVerb.MERGED, reason=reason.strip(), by=by))
    return target


def _locked_for_merging(
    others: set[int], into: Contribution, by: Person
) -> tuple[Contribution, list[Contribution]]:
    if not can_moderate(by):
        raise PermissionDenied
    if not others:
        raise ValidationError(_("Choisissez au moins une autre contribution à réunir."))
    rows = Contribution.objects.select_for_update(of=("self",)).order_by("pk")
    locked = {item.pk: item for item in rows.filter(pk__in=others | {into.pk})}
    if any(item.status != Status.PUBLISHED for item in locked.values()):
        raise ValidationError(_("Seules des contributions publiées se réunissent."))
    return locked.pop(into.pk), list(locked.values())


@transaction.atomic
def split_contribution(
    *,
    contribution: Contribution,
    parts: Sequence[tuple[str, str]],
    reason: str,
    by: User,
    themes: Sequence[Theme | None] = (),
) -> list[Contribution]:
    """Divide a contribution that holds several ideas; who supported it supports each part."""
    locked = _locked(contribution, by, {Status.PUBLISHED})
    if len(parts) < 2:
        raise ValidationError(_("Une contribution se partage en deux au moins."))
    made = []
    for number, (title, text) in enumerate(parts):
        part = _part_of(locked, title, text)
        if number < len(themes) and themes[number] is not None:
            part.theme = themes[number]
        part.full_clean()
        part.save()
        log(part, ModerationVerb.SPLIT, reason=reason.strip(), by=by)
        made.append(part)
    _copy_supports(locked, made)
    locked.status, locked.status_reason = Status.SPLIT, reason.strip()
    locked.full_clean()
    locked.save(update_fields=["status", "status_reason"])
    _tell(log(locked, ModerationVerb.SPLIT, reason=reason.strip(), by=by))
    return made


def _part_of(whole: Contribution, title: str, text: str) -> Contribution:
    now = timezone.now()
    kept = ("consultation", "theme", "zone", "place", "latitude", "longitude", "language")
    return Contribution(
        **{name: getattr(whole, name) for name in kept},
        title=clean_text(title, TITLE_LENGTH) or "",
        text=clean_text(text, len(whole.text) * 2 + 500) or "",
        channel=whole.channel,
        submitted_at=whole.submitted_at,
        imported_supports=whole.imported_supports,
        is_illustrative=whole.is_illustrative,
        split_from=whole,
        status=Status.PUBLISHED,
        reviewed_at=now,
    )


def _copy_supports(source: Contribution, targets: Sequence[Contribution]) -> None:
    """Give the supports of one to others; a person counted there already stays one."""
    keys = list(source.supports.values_list("supporter_key", flat=True))
    copies = [Support(contribution=to, supporter_key=key) for to in targets for key in keys]
    Support.objects.bulk_create(copies, ignore_conflicts=True, batch_size=2000)


@transaction.atomic
def save_theme(*, theme: Theme) -> Theme:
    theme.full_clean()
    theme.save()
    return theme


@transaction.atomic
def sort_contribution(
    *, contribution: Contribution, theme: Theme | None, zone: Zone | None
) -> Contribution:
    """Put a contribution under the theme and in the zone where readers will look for it."""
    if theme is not None and theme.consultation_id != contribution.consultation_id:
        raise ValidationError({"theme": _("Ce thème n'est pas de cette consultation.")})
    contribution.theme, contribution.zone = theme, zone
    contribution.save(update_fields=["theme", "zone"])
    return contribution
