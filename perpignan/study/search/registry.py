"""What can be found: each phase registers its kinds, and how each is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from perpignan.study.permissions import Person
from perpignan.study.search.words import Words
from perpignan.study.telling import Told


@dataclass(frozen=True)
class Hit:
    """One answer, with the words around what was found."""

    told: Told
    excerpt: str = ""
    language: str = ""


@dataclass(frozen=True)
class Found:
    """The answers of one kind: how many in all, and those asked for."""

    count: int
    hits: Sequence[Hit]


#: `find(words, user, first, beyond)`: the answers of these ranks that this person may see.
Finder = Callable[[Words, Person, int, int], Found]


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be found."""

    kind: str
    label: str | Promise
    order: int
    find: Finder


_searchables: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Let a kind of thing be found. Raise ValueError if the kind is taken."""
    if searchable.kind in _searchables:
        raise ValueError(f"{searchable.kind} is already searched.")
    _searchables[searchable.kind] = searchable


def searchables() -> list[Searchable]:
    """List what can be found, in the order of the study."""
    return sorted(_searchables.values(), key=lambda item: item.order)
