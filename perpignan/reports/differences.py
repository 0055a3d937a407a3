"""What changed between two reports of the same kind, chapter by chapter, word by word.

The two snapshots are compared as readers read them: texts, figures, cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perpignan.word_changes import (
    ADDED,
    KEPT,
    REMOVED,
    Piece,
    compare_lines,
    compare_words,
)

__all__ = [
    "ADDED",
    "KEPT",
    "REMOVED",
    "ChapterChange",
    "Piece",
    "compare_lines",
    "compare_snapshots",
    "compare_words",
]
Data = Mapping[str, Any]


@dataclass(frozen=True)
class ChapterChange:
    """What changed in a chapter; `fate` tells one that came or went whole."""

    slug: str
    title: str
    fate: str
    lines: Sequence[Sequence[Piece]] = field(default_factory=tuple)

    @property
    def is_changed(self) -> bool:
        return self.fate != KEPT or bool(self.lines)


def compare_snapshots(old: Data, new: Data) -> list[ChapterChange]:
    """List the chapters of both reports in the order of the new one, those that went last."""
    before = {chapter["slug"]: chapter for chapter in old["chapters"]}
    after = {chapter["slug"]: chapter for chapter in new["chapters"]}
    found = [_chapter(slug, before.get(slug), chapter) for slug, chapter in after.items()]
    gone = [
        ChapterChange(slug, chapter["title"], REMOVED)
        for slug, chapter in before.items()
        if slug not in after
    ]
    return found + gone


def _chapter(slug: str, old: Data | None, new: Data) -> ChapterChange:
    if old is None:
        return ChapterChange(slug, new["title"], ADDED)
    lines = compare_lines(list(lines_of(old)), list(lines_of(new)))
    return ChapterChange(slug, new["title"], KEPT, lines)


def lines_of(chapter: Data) -> Iterator[str]:
    """Read a chapter as lines of text: one a paragraph, a point, a row of a table."""
    for block in chapter["blocks"]:
        for name in ("text", "caption", "title", "description"):
            if block.get(name):
                yield from str(block[name]).splitlines()
        if block.get("columns"):
            yield " | ".join(map(str, block["columns"]))
        for row in block.get("rows", ()):
            yield " | ".join(map(str, row))
        for item in block.get("items", ()):
            yield item if isinstance(item, str) else " | ".join(filter(None, map(str, item)))
