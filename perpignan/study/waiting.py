"""What waits for a person, gathered from every app, what waits for a meeting, and the ways
from her first page straight into the work of her week.

Each app registers providers; nothing is stored: what waits is computed from states and
dates whenever it is read, so that it cannot be out of date.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from perpignan.study.models import User


class Duty(TextChoices):
    """What is expected of the person."""

    ADMIT = "admit", _("À admettre")
    DECIDE = "decide", _("À décider")
    ANSWER = "answer", _("À répondre")
    REVIEW = "review", _("À relire")
    WRITE = "write", _("À rédiger")
    DO = "do", _("À faire")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person.

    `key` names the fact for good (`request:dsi-inventaire`): a notice of it is sent once.
    """

    key: str
    duty: Duty
    title: str
    url: str
    due_on: date | None = None
    detail: str = ""

    def is_late_at(self, day: date) -> bool:
        return self.due_on is not None and self.due_on < day


class AgendaKind(TextChoices):
    """Why something is put before a meeting."""

    ADMIT = "admit", _("Livrable à admettre")
    DECIDE = "decide", _("Décision à prendre")
    LATE = "late", _("Retard")
    TALK = "talk", _("Point à l'ordre du jour")


@dataclass(frozen=True)
class AgendaPoint:
    """Something that waits for a meeting; `body` is the code of the body, empty for any."""

    key: str
    kind: AgendaKind
    title: str
    url: str = ""
    body: str = ""


@dataclass(frozen=True)
class Way:
    """A link straight into a task."""

    label: str
    url: str


@dataclass(frozen=True)
class Work:
    """Something that a person does every week, and the ways into it; `order` is its place."""

    order: int
    title: str
    ways: Sequence[Way]


PersonProvider = Callable[[User, date], Iterable[Waiting]]
MeetingProvider = Callable[[User, date], Iterable[AgendaPoint]]
WeekProvider = Callable[[User], Iterable[Work]]
Provider = TypeVar("Provider", PersonProvider, MeetingProvider, WeekProvider)

_for_people: dict[str, PersonProvider] = {}
_for_meetings: dict[str, MeetingProvider] = {}
_for_weeks: dict[str, WeekProvider] = {}


def register(
    name: str,
    *,
    for_people: PersonProvider | None = None,
    for_meetings: MeetingProvider | None = None,
    for_weeks: WeekProvider | None = None,
) -> None:
    """Let an app tell what waits and what is done weekly.

    Raise ValueError on a second provider of that name.
    """
    if for_people is not None:
        _add(_for_people, name, for_people)
    if for_meetings is not None:
        _add(_for_meetings, name, for_meetings)
    if for_weeks is not None:
        _add(_for_weeks, name, for_weeks)


def _add(known: dict[str, Provider], name: str, provider: Provider) -> None:
    if known.get(name, provider) is not provider:
        raise ValueError(f"{name} already registered what waits.")
    known[name] = provider


def waiting_for(user: User, day: date) -> list[Waiting]:
    """List what waits for a person, the most pressing first, what has no date last."""
    found = [item for provider in _for_people.values() for item in provider(user, day)]
    return sorted(found, key=lambda item: (item.due_on or date.max, item.title))


def points_for(user: User, day: date) -> list[AgendaPoint]:
    """List what could be put before a meeting, by kind: admit, decide, late."""
    found = [item for provider in _for_meetings.values() for item in provider(user, day)]
    order = list(AgendaKind)
    return sorted(found, key=lambda item: (order.index(item.kind), item.title))


def work_of_the_week(user: User) -> list[Work]:
    """List what a person does every week, with the ways that are open to her."""
    found = [work for provider in _for_weeks.values() for work in provider(user)]
    return sorted((work for work in found if work.ways), key=lambda work: work.order)


def ways(*offered: tuple[bool, str, str]) -> list[Way]:
    """Keep the ways that are open: each is given as (open, label, address)."""
    return [Way(label, url) for is_open, label, url in offered if is_open]
