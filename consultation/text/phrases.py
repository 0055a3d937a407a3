"""Key phrases: groups of words that come back, in people's own words.

C-value: Frantzi, Ananiadou & Mima, *International Journal on Digital Libraries* 3 (2000). A
phrase counts once a text, so that nobody repeats it to the top; what it loses is what it owes to
the longer phrases that hold it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from consultation.text.words import cleaned, is_full, sentences

LONGEST_PHRASE, SHOWN = 4, 30
#: Rare phrases are forgotten when more than this many are known: memory stays flat.
MOST_KNOWN = 400_000
ELIDED = frozenset(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"])


@dataclass(frozen=True)
class Phrase:
    """texts: how many texts hold it; score: its C-value."""

    words: str
    texts: int
    score: float


def key_phrases(texts: Iterable[str], *, least: int = 3, shown: int = SHOWN) -> list[Phrase]:
    """Return the phrases of two to four words that come back most, in at least `least` texts."""
    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        counts.update(_phrases(text))
        if len(counts) > MOST_KNOWN:
            counts = Counter({phrase: n for phrase, n in counts.items() if n > 1})
    known = {phrase: n for phrase, n in counts.items() if n >= least}
    longer: dict[tuple[str, ...], list[int]] = {}
    for phrase, count in known.items():
        for size in range(2, len(phrase)):
            for start in range(len(phrase) - size + 1):
                longer.setdefault(phrase[start : start + size], []).append(count)
    found = [
        Phrase(_said(phrase), count, _c_value(phrase, count, longer.get(phrase, [])))
        for phrase, count in known.items()
    ]
    found = [phrase for phrase in found if phrase.score > 0]
    return sorted(found, key=lambda phrase: (-phrase.score, phrase.words))[:shown]


def _said(phrase: tuple[str, ...]) -> str:
    """Write words side by side, elided ones against the next: `droit d'auteur`."""
    return "".join(word + ("'" if word in ELIDED else " ") for word in phrase).strip()


def _c_value(phrase: tuple[str, ...], count: int, longer: list[int]) -> float:
    owed = sum(longer) / len(longer) if longer else 0.0
    return log2(len(phrase)) * (count - owed)


def _phrases(text: str) -> set[tuple[str, ...]]:
    found = set()
    for sentence in sentences(cleaned(text)):
        full = [is_full(word) for word in sentence]
        for start in (place for place, is_good in enumerate(full) if is_good):
            for end in range(start + 2, min(start + LONGEST_PHRASE, len(sentence)) + 1):
                if full[end - 1]:
                    found.add(tuple(sentence[start:end]))
    return found
