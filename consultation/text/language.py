"""French, Catalan or Spanish: by grammar words, then by the dictionaries of simplemma."""

from consultation.text.stopwords import CATALAN, FRENCH, SPANISH
from consultation.text.words import cleaned, words

LANGUAGES = ("fr", "ca", "es")
READ = 400
GRAMMAR = {"fr": FRENCH, "ca": CATALAN, "es": SPANISH}
#: How far the first language must be ahead of the second, in words that it alone has.
AHEAD = 2
#: Under this share of known words, the text is in none of the three.
KNOWN = 0.6


def detect(text: str) -> str | None:
    """Return `fr`, `ca` or `es`, None when a text is too short or in another language."""
    found = words(cleaned(text))[:READ]
    if not found:
        return None
    scores = {name: _own_words(found, name) for name in LANGUAGES}
    first, second, _third = sorted(LANGUAGES, key=lambda name: -scores[name])
    if scores[first] >= scores[second] + AHEAD:
        return first
    return _by_dictionary(" ".join(found[:60])) if len(found) > 1 else None


def _own_words(found: list[str], name: str) -> int:
    others = frozenset().union(*(GRAMMAR[other] for other in LANGUAGES if other != name))
    own = GRAMMAR[name] - others
    return sum(word in own for word in found)


def _by_dictionary(text: str) -> str | None:
    # Dictionaries that only who reads texts needs.
    import simplemma

    shares = dict(simplemma.langdetect(text, lang=LANGUAGES))
    ranked = sorted(LANGUAGES, key=lambda name: -shares.get(name, 0.0))
    best, next_best = shares.get(ranked[0], 0.0), shares.get(ranked[1], 0.0)
    return ranked[0] if best >= KNOWN and best > next_best else None
