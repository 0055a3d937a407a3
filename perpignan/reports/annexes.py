"""The registry of annexes: long tables that stand beside a report, row by row.

A chapter tells; an annex gives the rows behind it. It may be as long as the database:
its rows are read, frozen and written a few at a time.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

from perpignan.reports.chapters import Scope

Value = str | int | Decimal | date | None
#: Rows read at once from the database, by a cursor that it keeps.
AT_ONCE = 2000


class Type(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    YEAR = "year"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    title: str | Promise
    type: Type = Type.TEXT


@dataclass(frozen=True)
class Annex:
    """A long table offered with some kinds of report.

    `rows` reads the database for a scope: what is internal only where it is, and the
    priority it is narrowed to. `page` names the page of the portal that tells the same.
    """

    slug: str
    title: str | Promise
    order: int
    kinds: tuple[str, ...]
    columns: Sequence[Column] | Callable[[Scope], Sequence[Column]]
    rows: Callable[[Scope], Iterator[Sequence[Value]]]
    page: str = ""
    by_zone: bool = False

    def columns_at(self, scope: Scope) -> Sequence[Column]:
        """List the columns: the same for all, or those of what the scope holds."""
        return self.columns(scope) if callable(self.columns) else self.columns


_annexes: dict[str, Annex] = {}


def register_annex(annex: Annex) -> None:
    """Add an annex. Raise ValueError if another one has its slug."""
    if _annexes.get(annex.slug, annex) != annex:
        raise ValueError(f"Annex {annex.slug} is already registered.")
    _annexes[annex.slug] = annex


def annexes_for(kind: str, slugs: Collection[str] | None = None, *, zone: str = "") -> list[Annex]:
    """List the annexes of a kind of report, or those chosen; with a zone, what tells it."""
    found = [
        annex for annex in _annexes.values() if kind in annex.kinds and (annex.by_zone or not zone)
    ]
    kept = [annex for annex in found if slugs is None or annex.slug in slugs]
    return sorted(kept, key=lambda annex: (annex.order, annex.slug))
