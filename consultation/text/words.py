"""From a text to its words: no markup, no elision, lemmas if wanted.

A text is cut at LONGEST characters: what comes after would not change its theme, and a
megabyte must not weigh more than a page.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from consultation.text.stopwords import EMPTY_WORDS, SMALL_WORDS

LONGEST = 20_000
LONGEST_WORD = 40
TAG = re.compile(r"<[^<>]{0,2000}>")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,500}")
WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,3}")
SENTENCE = re.compile(r"[.!?;:…()\[\]\"«»\n]+")


def cleaned(text: str) -> str:
    """Drop markup, links, entities and forms of the same character; cut what is too long."""
    text = html.unescape(TAG.sub(" ", text[: 2 * LONGEST]))[:LONGEST]
    text = LINK.sub(" ", text)
    return unicodedata.normalize("NFC", text).replace("’", "'")


def words(text: str) -> list[str]:
    """Return the words of a cleaned text, in lower case, elided articles apart (l'eau: l, eau)."""
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST_WORD]


def sentences(text: str) -> Iterator[list[str]]:
    """Give the words of each sentence of a cleaned text."""
    for part in SENTENCE.split(text):
        found = words(part)
        if found:
            yield found


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "fr") -> str:
    """Return the dictionary form of a word (simplemma; Barbaresi, 2023), itself if unknown."""
    # Dictionaries that only who reads texts needs.
    import simplemma

    return simplemma.lemmatize(word, lang=language).lower()


def is_full(word: str) -> bool:
    """Tell whether a word says something by itself."""
    return len(word) > 2 and word not in SMALL_WORDS and word not in EMPTY_WORDS


def full_words(text: str, *, language: str = "fr", lemmas: bool = True) -> list[str]:
    """Return the words that tell a theme, as lemmas or as they are."""
    found = [word for word in words(cleaned(text)) if is_full(word)]
    if not lemmas:
        return found
    return [root for word in found if is_full(root := lemma(word, language))]
