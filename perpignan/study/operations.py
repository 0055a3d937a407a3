"""Writes of the shared nouns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.study.chain import noun_called
from perpignan.study.enums import ActionStatus, DeliverableStatus, NewsStatus
from perpignan.study.models import Action, Deliverable, News, ResourcePerson, User
from perpignan.study.permissions import can_admit_deliverable, can_edit_deliverable
from perpignan.study.personal_data import declared_models, due_rows
from perpignan.study.roles import STAFF_ROLES

logger = structlog.get_logger(__name__)
#: The cycle of intellectual-services contracts: where each state may lead.
DELIVERABLE_STEPS: dict[DeliverableStatus, frozenset[DeliverableStatus]] = {
    DeliverableStatus.PLANNED: frozenset({DeliverableStatus.DRAFTING}),
    DeliverableStatus.DRAFTING: frozenset({DeliverableStatus.SUBMITTED}),
    DeliverableStatus.SUBMITTED: frozenset({DeliverableStatus.IN_REVIEW}),
    DeliverableStatus.IN_REVIEW: frozenset(
        {DeliverableStatus.ADMITTED, DeliverableStatus.POSTPONED, DeliverableStatus.REJECTED}
    ),
    DeliverableStatus.POSTPONED: frozenset({DeliverableStatus.DRAFTING}),
    DeliverableStatus.ADMITTED: frozenset({DeliverableStatus.PUBLISHED}),
    DeliverableStatus.REJECTED: frozenset({DeliverableStatus.DRAFTING}),
    DeliverableStatus.PUBLISHED: frozenset(),
}
#: States that only the project owner's side may give.
OWNER_DECIDES = frozenset(
    {
        DeliverableStatus.ADMITTED,
        DeliverableStatus.POSTPONED,
        DeliverableStatus.REJECTED,
        DeliverableStatus.PUBLISHED,
    }
)


@transaction.atomic
def save_action(*, action: Action, **changes: Any) -> Action:
    """Store an action with these changes. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(action, name, value)
    action.full_clean()
    action.save()
    return action


@transaction.atomic
def save_record(*, record: Model) -> Model:
    """Store an interview or what goes with it. Raise ValidationError on what can be mended."""
    record.full_clean()
    record.save()
    return record


@transaction.atomic
def save_news(*, news: News, **changes: Any) -> News:
    """Store a piece of news; its state only moves through publish and withdraw.

    Raise ValidationError when it points at a kind of thing that no phase has.
    """
    for name, value in changes.items():
        setattr(news, name, value)
    if news.link_kind and noun_called(news.link_kind) is None:
        raise ValidationError({"link_kind": _("Aucune étape ne connaît cette nature.")})
    return save_record(record=news)  # type: ignore[return-value]  # the record that was given


@transaction.atomic
def publish_news(*, news: News, on: date | None = None) -> News:
    """Let everyone read a piece of news from a day, today unless told."""
    news.status, news.published_on = NewsStatus.PUBLISHED, on or timezone.localdate()
    return save_news(news=news)


@transaction.atomic
def withdraw_news(*, news: News) -> News:
    """Take back a piece of news that was published; its date is kept."""
    if not news.is_published:
        raise ValidationError(_("Seule une actualité publiée se retire."))
    return save_news(news=news, status=NewsStatus.WITHDRAWN)


@transaction.atomic
def erase_due_people(*, day: date, is_dry_run: bool = False) -> list[int]:
    """Erase the resource persons whose time has come; a dry run only says which.

    The log tells numbers, never names.
    """
    due = ResourcePerson.objects.due_for_erasure(day).select_for_update(of=("self",))
    keys = sorted(due.values_list("pk", flat=True))
    if keys and not is_dry_run:
        ResourcePerson.objects.filter(pk__in=keys).forget()
    logger.info("people_erased", day=str(day), people=keys, is_dry_run=is_dry_run)
    return keys


@transaction.atomic
def discard_action(*, action: Action, reason: str) -> Action:
    """Set an action aside for a reason that is published with it."""
    return save_action(action=action, status=ActionStatus.DISCARDED, discard_reason=reason)


@transaction.atomic
def open_backoffice_by_role(*, user: User) -> User:
    """Let a person into the back office if one of her roles works there, else close it."""
    works_there = user.groups.filter(name__in=STAFF_ROLES).exists()
    user.is_staff = user.is_superuser or works_there
    user.save(update_fields=["is_staff"])
    return user


def next_steps(deliverable: Deliverable, by: User) -> list[DeliverableStatus]:
    """List the states that this person may give the deliverable now."""
    reachable = DELIVERABLE_STEPS[DeliverableStatus(deliverable.status)]
    return [status for status in DeliverableStatus if status in reachable and _may_give(status, by)]


@transaction.atomic
def move_deliverable(
    *, deliverable: Deliverable, to: DeliverableStatus, by: User, reason: str = ""
) -> Deliverable:
    """Move a deliverable one step along its cycle.

    Raise PermissionDenied for a step that is not this person's, ValidationError for a
    step that the cycle does not have or a missing reason.
    """
    _check_mover(to, by)
    locked = Deliverable.objects.select_for_update(of=("self",)).get(pk=deliverable.pk)
    status = DeliverableStatus(locked.status)
    if to not in DELIVERABLE_STEPS[status]:
        raise ValidationError(
            _("Un livrable « %(from)s » ne peut pas devenir « %(to)s ».")
            % {"from": status.label, "to": to.label}
        )
    locked.status, locked.status_reason = to, reason
    _stamp(locked, to)
    locked.full_clean()
    locked.save()
    return locked


def _check_mover(to: DeliverableStatus, by: User) -> None:
    if not _may_give(to, by):
        raise PermissionDenied


def _may_give(status: DeliverableStatus, by: User) -> bool:
    return can_admit_deliverable(by) if status in OWNER_DECIDES else can_edit_deliverable(by)


def _stamp(deliverable: Deliverable, to: DeliverableStatus) -> None:
    today = timezone.localdate()
    if to == DeliverableStatus.SUBMITTED:
        deliverable.submitted_on = today
    if to == DeliverableStatus.ADMITTED:
        deliverable.admitted_on = today


@dataclass(frozen=True)
class Erasure:
    """What was erased of a model, or would be."""

    label: str
    count: int


def erase_expired(*, now: datetime, dry_run: bool = False) -> list[Erasure]:
    """Erase what each model says it has kept long enough; each one apart, in a transaction.

    May run twice. A dry run counts and erases nothing.
    """
    done = []
    for model, declared in declared_models():
        with transaction.atomic():
            rows = due_rows(model, declared, now)
            if rows is None:
                continue
            count = rows.count()
            if count and not dry_run:
                getattr(rows, declared.erase)()
            done.append(Erasure(model._meta.label, count))
            if count:
                logger.info("expired", model=model._meta.label, count=count, dry_run=dry_run)
    return done
