"""Filters made of links: each choice keeps the others and tells how many rows it leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

T = TypeVar("T")
#: What a row answers to a filter, as (value in the address, what a reader reads).
Answers = Callable[[T], list[tuple[str, str]]]


@dataclass(frozen=True)
class FilterLink:
    """One choice of a filter: a link that keeps the other choices."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    links: list[FilterLink]
    current: str


class Facets(Generic[T]):
    """The filters of a list: by their name in the address, their title and the answers.

    Each row is asked once, so that a long list costs no more than its length.
    """

    def __init__(
        self,
        url: str,
        filters: Mapping[str, tuple[str, Answers[T]]],
        rows: Sequence[T],
        parameters: QueryDict,
    ) -> None:
        self.url, self.filters, self.rows = url, filters, rows
        self.answers = {
            name: [answers(row) for row in rows] for name, (_title, answers) in filters.items()
        }
        self.asked = {
            name: value
            for name in filters
            if (value := parameters.get(name, "")) and self._is_known(name, value)
        }

    def _is_known(self, name: str, value: str) -> bool:
        """Keep of the address what names an existing choice; the rest is ignored."""
        return any(value == known for row in self.answers[name] for known, _label in row)

    def found(self) -> list[T]:
        """Keep the rows that answer everything asked for."""
        return [self.rows[place] for place in self._places(self.asked)]

    def _places(self, asked: Mapping[str, str]) -> list[int]:
        return [
            place
            for place in range(len(self.rows))
            if all(
                any(value == known for known, _label in self.answers[name][place])
                for name, value in asked.items()
            )
        ]

    def all(self) -> list[Facet]:
        """List the choices of each filter with how many rows each would leave."""
        return [self._facet(name, title) for name, (title, _answers) in self.filters.items()]

    def _facet(self, name: str, title: str) -> Facet:
        others = {key: value for key, value in self.asked.items() if key != name}
        counts: dict[tuple[str, str], int] = {}
        for place in self._places(others):
            for answer in self.answers[name][place]:
                counts[answer] = counts.get(answer, 0) + 1
        links = [
            FilterLink(
                label, self._address(others | {name: value}), count, self.asked.get(name) == value
            )
            for (value, label), count in counts.items()
        ]
        links.insert(0, FilterLink(_("Toutes"), self._address(others), 0, name not in self.asked))
        current = next((link.label for link in links if link.is_current), "")
        return Facet(name, title, links, current)

    def _address(self, asked: Mapping[str, str]) -> str:
        query = QueryDict(mutable=True)
        query.update(dict(asked))
        return f"{self.url}?{query.urlencode()}" if asked else self.url
