"""What each phase says of a priority: its findings, its voices, its actions, its money."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perpignan.study.models import Priority
from perpignan.study.permissions import Person
from perpignan.study.telling import Told

#: A part lists at most this many things; its own page has the others.
MOST = 6


@dataclass(frozen=True)
class Part:
    """One part of the page: the sentence that answers, then a few things, then the way on."""

    title: str
    sentence: str
    items: Sequence[Told] = ()
    url: str = ""
    action: str = ""


Teller = Callable[[Priority, Person], Part]
_tellers: dict[str, tuple[int, Teller]] = {}


def register(code: str, order: int, teller: Teller) -> None:
    """Let a phase tell a part. Raise ValueError if its code is taken."""
    if code in _tellers:
        raise ValueError(f"{code} is already a part of priorities.")
    _tellers[code] = (order, teller)


def parts_of(priority: Priority, user: Person) -> list[Part]:
    """List what every phase says of a priority, in the order of the study."""
    ordered = sorted(_tellers.values(), key=lambda item: item[0])
    return [teller(priority, user) for _order, teller in ordered]
