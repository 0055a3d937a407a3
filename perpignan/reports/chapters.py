"""The registry of chapters: each phase registers its own, a report kind gathers them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from perpignan.reports.blocks import Block


@dataclass(frozen=True)
class Scope:
    """What a report covers: the day it speaks of, and whether it may hold internal data.

    `priority` is the code of the only priority whose actions it tells, where it is
    narrowed to one; `zone` that of the only zone. Chapters are built with the language of
    the report as the active one.
    """

    day: date
    is_internal: bool = False
    language: str = "fr"
    priority: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Chapter:
    """A part of a report. `build` reads the database in a constant number of queries.

    `page` names the page of the portal that its tables and figures link to, unless one
    of them says another. A report narrowed to a zone keeps the chapters that tell
    `by_zone`, and no other: they obey `scope.zone`.
    """

    slug: str
    title: str | Promise
    order: int
    kinds: tuple[str, ...]
    build: Callable[[Scope], Sequence[Block]]
    page: str = ""
    by_zone: bool = False


_chapters: dict[str, Chapter] = {}


def register(chapter: Chapter) -> None:
    """Add a chapter. Raise ValueError if another one has its slug."""
    if _chapters.get(chapter.slug, chapter) != chapter:
        raise ValueError(f"Chapter {chapter.slug} is already registered.")
    _chapters[chapter.slug] = chapter


def chapters_for(kind: str, *, zone: str = "") -> list[Chapter]:
    """List the chapters of a kind of report, in their order; with a zone, what tells it."""
    found = [
        chapter
        for chapter in _chapters.values()
        if kind in chapter.kinds and (chapter.by_zone or not zone)
    ]
    return sorted(found, key=lambda chapter: (chapter.order, chapter.slug))
