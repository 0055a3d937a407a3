"""The nouns that a chain goes through, and the links between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from perpignan.study.permissions import Person
from perpignan.study.telling import Told


@dataclass(frozen=True)
class Noun:
    """A kind of thing: its name in addresses, and what a person may see of it."""

    kind: str
    slug: str
    label: str | Promise
    plural: str | Promise
    order: int
    model: type[Model]
    rows: Callable[[Person], QuerySet[Any]]
    tell: Callable[[Any], Told]
    lookup: str = "code"

    def address(self, record: Model) -> str:
        return reverse("study:chain", args=[self.slug, getattr(record, self.lookup)])


@dataclass(frozen=True)
class Link:
    """Two nouns tied by rows that a person may see; `sentence` is the column that says why."""

    first: str
    second: str
    rows: Callable[[Person], QuerySet[Any]]
    first_key: str
    second_key: str
    sentence: str = ""

    def from_side(self, kind: str) -> list[tuple[str, str, str]]:
        """List the ways through the link from this kind: near key, far key, far kind."""
        ways = [(self.first, self.first_key, self.second_key, self.second)]
        ways.append((self.second, self.second_key, self.first_key, self.first))
        return [(near, far, other) for start, near, far, other in ways if start == kind]


_nouns: dict[str, Noun] = {}
_links: list[Link] = []


def register_noun(noun: Noun) -> None:
    """Let a noun be walked to. Raise ValueError if its kind or its address is taken."""
    if noun.kind in _nouns or noun_called(noun.slug):
        raise ValueError(f"{noun.kind} is already in the chain.")
    _nouns[noun.kind] = noun


def register_link(link: Link) -> None:
    _links.append(link)


def nouns() -> dict[str, Noun]:
    """Map kinds to nouns, in the order of the study."""
    return dict(sorted(_nouns.items(), key=lambda item: item[1].order))


def links() -> list[Link]:
    return list(_links)


def noun_called(slug: str) -> Noun | None:
    """Return the noun that has this name in addresses."""
    return next((noun for noun in _nouns.values() if noun.slug == slug), None)


def address_of(record: Model) -> str | None:
    """Return the chain page of a record, if its noun is in the chain."""
    known = (noun for noun in _nouns.values() if isinstance(record, noun.model))
    noun = next(known, None)
    return noun.address(record) if noun and record.pk else None
