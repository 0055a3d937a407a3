"""The words of the study and what they mean: a file, read once."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from perpignan.study.localisation import FRENCH
from perpignan.study.wording import language

FILE = Path(__file__).parent / "glossary.yaml"


@dataclass(frozen=True)
class Term:
    """A word in the three languages, what it means, and the words near it."""

    code: str
    names: dict[str, str]
    texts: dict[str, str]
    see: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[language()]

    @property
    def text(self) -> str:
        return self.texts[language()]

    @property
    def others(self) -> list[tuple[str, str]]:
        """List the word in the two other languages."""
        return [(code, name) for code, name in self.names.items() if code != language()]

    @property
    def near(self) -> "list[Term]":
        return [term for term in terms() if term.code in self.see]


@cache
def terms() -> tuple[Term, ...]:
    """Read the glossary. Raise KeyError for an entry that lacks a language."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Term(
            entry["code"],
            {code: entry[code] for code in ("fr", "ca", "en")},
            {FRENCH: entry["text"], "ca": entry["text_ca"], "en": entry["text_en"]},
            tuple(entry.get("see", ())),
        )
        for entry in entries
    )


def sorted_terms() -> list[Term]:
    """List the words as a dictionary of the page's language does."""
    return sorted(terms(), key=lambda term: plain(term.name))


def terms_about(words: list[str]) -> list[Term]:
    """List the terms that have each of these words, begun and without accents, in a language."""
    wanted = [plain(word) for word in words]
    return [term for term in sorted_terms() if all(_has(term, word) for word in wanted)]


def _has(term: Term, word: str) -> bool:
    told = plain(" ".join([*term.names.values(), *term.texts.values()]))
    return any(part.startswith(word) for part in told.replace("'", " ").replace("(", " ").split())


def plain(text: str) -> str:
    """Write a text without accents or capitals."""
    spread = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).casefold()
