"""What changed between two reports of the same kind, chapter by chapter, word by word.

The two snapshots are compared as readers read them: texts, figures, cells. Words are
matched by Ratcliff and Obershelp's algorithm (difflib), lines first, then the words of
the lines that changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

Data = Mapping[str, Any]
#: A word with the spaces that follow it; the groups of three figures of a number hold together.
WORD = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+\S*\s*|\S+\s*|\s+")
KEPT, REMOVED, ADDED = "kept", "removed", "added"
#: Beyond this, two long texts are shown one after the other: comparing words is quadratic.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, went or came."""

    text: str
    fate: str


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


def compare_lines(old: Sequence[str], new: Sequence[str]) -> list[list[Piece]]:
    """List the lines that changed, each as pieces; lines that stayed are left out."""
    changed: list[list[Piece]] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation != "equal":
            pairs = zip_longest(old[i1:i2], new[j1:j2], fillvalue="")
            changed += [compare_words(before, after) for before, after in pairs]
    return changed


def compare_words(old: str, new: str) -> list[Piece]:
    """Cut two texts into the words that stayed, went and came, in reading order."""
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return _pieces((old, REMOVED), (new, ADDED))
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            found.append(("".join(before[i1:i2]), KEPT))
        else:
            found += [("".join(before[i1:i2]), REMOVED), ("".join(after[j1:j2]), ADDED)]
    return _pieces(*found)


def _pieces(*found: tuple[str, str]) -> list[Piece]:
    return [Piece(text, fate) for text, fate in found if text]
