"""Facts to tell a person: computed from what waits and from the dates, when it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from perpignan.governance.models import FeedLink, NoticePreference
from perpignan.study.models import User
from perpignan.study.waiting import Waiting, waiting_for

#: A thing that waits is told again when its date is this near.
NEAR = timedelta(days=3)


@dataclass(frozen=True)
class Fact:
    """Something to tell a person: what waits, and how pressing it has become.

    A thing is told when it appears, when its date is near and when it is past: three
    facts, each once. A date that moves makes new ones.
    """

    key: str
    stage: str
    waiting: Waiting

    @property
    def is_late(self) -> bool:
        return self.stage == "late"


def facts_for(user: User, day: date) -> list[Fact]:
    """List the facts of a person on that day, the most pressing first."""
    return [_fact(item, day) for item in waiting_for(user, day)]


def _fact(item: Waiting, day: date) -> Fact:
    stage, dated = "new", ""
    if item.due_on is not None and item.due_on < day:
        stage, dated = "late", f":{item.due_on}"
    elif item.due_on is not None and item.due_on - day <= NEAR:
        stage, dated = "near", f":{item.due_on}"
    return Fact(f"{item.key}:{stage}{dated}"[:150], stage, item)


def untold_facts(user: User, day: date) -> list[Fact]:
    """List the facts that the person was neither told by mail nor has read."""
    facts = facts_for(user, day)
    known = set(user.notices.filter(fact__in=[f.key for f in facts]).values_list("fact", flat=True))
    return [fact for fact in facts if fact.key not in known]


def facts_read(user: User, facts: Iterable[Fact]) -> set[str]:
    """List the keys of the facts that the person has read in the portal."""
    told = user.notices.filter(fact__in=[fact.key for fact in facts])
    return set(told.exclude(read_at=None).values_list("fact", flat=True))


def preference_of(user: User) -> NoticePreference:
    """Return how often a person is written to; what she never chose is the default."""
    try:
        return user.notice_preference
    except NoticePreference.DoesNotExist:
        return NoticePreference(person=user)


def live_feeds(user: User) -> QuerySet[FeedLink]:
    """List the calendar links of a person that still give something."""
    return FeedLink.objects.filter(person=user, revoked_at=None)


def people_to_tell() -> QuerySet[User]:
    """List the people of the study who have an account; a citizen's bare account is none."""
    active = User.objects.filter(is_active=True).filter(Q(groups__isnull=False) | Q(is_staff=True))
    return active.distinct().select_related("notice_preference").order_by("pk")
