"""One reading of a set of texts: themes with their phrases, copies, languages.

Puts together `themes`, `phrases`, `duplicates` and `language`, so that the page, the seed and
the tests read texts the same way. Bounded: whatever is sent, a text counts for its first 20,000
characters.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultation.text.duplicates import Copies, find_copies
from consultation.text.language import detect
from consultation.text.phrases import key_phrases
from consultation.text.themes import find_themes
from consultation.text.words import LONGEST

#: Phrases shown for a theme, and in how many of its texts one must come back.
SHOWN_PHRASES, LEAST_TEXTS = 6, 3
#: A group of copies this large is told as a campaign.
CAMPAIGN = 10


@dataclass(frozen=True)
class FoundTheme:
    """words: the heaviest first. members: (position of a text, share of it), the clearest first."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    members: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Reading:
    """What was read, by position. languages: one a text, "" when unsure."""

    themes: tuple[FoundTheme, ...]
    unclear: tuple[int, ...]
    copies: tuple[Copies, ...]
    languages: tuple[str, ...]

    @property
    def language_counts(self) -> Mapping[str, int]:
        return dict(Counter(self.languages).most_common())

    @property
    def campaigns(self) -> tuple[Copies, ...]:
        return tuple(group for group in self.copies if len(group.texts) >= CAMPAIGN)


def read_texts(texts: Sequence[str], *, count: int = 8, seed: int = 0) -> Reading:
    """Read texts, whatever they are; the same texts and seed give the same reading.

    Raises TextError: bad_count, bad_seed.
    """
    short = [text[:LONGEST] for text in texts]
    found = find_themes(short, count=count, seed=seed)
    themes = tuple(
        FoundTheme(
            words=theme.words,
            phrases=_phrases([short[place] for place in theme.texts]),
            members=tuple((place, float(found.shares[place, row])) for place in theme.texts),
        )
        for row, theme in enumerate(found.themes)
    )
    return Reading(
        themes=themes,
        unclear=found.unclear,
        copies=tuple(find_copies(short, seed=seed)),
        languages=tuple(detect(text) or "" for text in short),
    )


def _phrases(texts: Sequence[str]) -> tuple[str, ...]:
    found = key_phrases(texts, least=LEAST_TEXTS, shown=SHOWN_PHRASES)
    return tuple(phrase.words for phrase in found)
