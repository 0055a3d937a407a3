"""What a person finds when she comes in: what waits, what changed, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from perpignan import phases
from perpignan.governance.models import DiaryEntry
from perpignan.history import event_model_of
from perpignan.study.models import User
from perpignan.study.recent import RecentChange, recent_changes
from perpignan.study.waiting import Duty, Waiting, waiting_for

#: What is told of what changed: the rest is one click away.
CHANGES = 10


@dataclass(frozen=True)
class DutyGroup:
    """What waits of one kind: to write, to review, to answer."""

    duty: Duty
    items: Sequence[Waiting]


def waiting_by_duty(user: User, day: date) -> list[DutyGroup]:
    """Group what waits for a person by what is expected of her."""
    found = waiting_for(user, day)
    groups = [DutyGroup(duty, [w for w in found if w.duty == duty]) for duty in Duty]
    return [group for group in groups if group.items]


def queues_for(user: User) -> list[phases.Waiting]:
    """List the queues of the phases that the person works on, those that are not empty."""
    found = [item for phase in phases.all_phases() for item in phase.waiting_for(user)]
    return [item for item in found if item.count]


def changes_for(user: User, since: datetime) -> list[RecentChange]:
    """List what others changed since, among the nouns that the person may view."""
    return recent_changes(
        _viewable(user),
        count=CHANGES,
        since=since,
        besides=user,
        page_of=None if user.is_staff else _page_of,
    )


def _viewable(user: User) -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if not hasattr(model, "pgh_tracked_model")
        and event_model_of(model) is not None
        and user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
    ]


def _page_of(record: Model) -> str:
    own = getattr(record, "get_absolute_url", None)
    return str(own()) if own else phases.page_of(record) or ""


def diary_to_come(*, count: int = 5) -> list[DiaryEntry]:
    """List the workshops, drop-ins and visits to come, the nearest first."""
    coming = DiaryEntry.objects.filter(starts_at__gte=timezone.now()).order_by("starts_at")
    return list(coming.select_related("zone")[:count])
