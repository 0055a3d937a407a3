"""What changed between two texts, word by word.

Words are matched by Ratcliff and Obershelp's algorithm (difflib), lines first, then the
words of the lines that changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

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
