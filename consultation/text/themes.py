"""Themes: words that go together, and who wrote about them.

TF-IDF (Spärck Jones, *Journal of Documentation* 28 (1972)) then non-negative factorisation
(Lee & Seung, *Nature* 401 (1999)), started by NNDSVD so that the same texts and seed give
the same themes. Themes are suggestions: the team names, merges, splits and validates them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultation.text.words import full_words
from perpignan.arrays import Floats, np

if TYPE_CHECKING:
    from scipy import sparse


MOST_WORDS, SHOWN_WORDS, SHOWN_TEXTS = 6_000, 10, 5
#: A word in more texts than this share tells nothing apart.
TOO_COMMON = 0.4
#: A text belongs to a theme that makes at least this share of what it says.
LEAST_SHARE = 0.25
ROUNDS = 200


class TextError(ValueError):
    """Texts that cannot be handled; `code` lets a door say it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Theme:
    """words: the heaviest first. texts: positions of those in the theme, the clearest first."""

    words: tuple[str, ...]
    texts: tuple[int, ...]

    @property
    def size(self) -> int:
        return len(self.texts)

    @property
    def examples(self) -> tuple[int, ...]:
        return self.texts[:SHOWN_TEXTS]


@dataclass(frozen=True)
class Themes:
    """themes: the largest first. shares: (texts, themes), from 0 to 1, rows of sum 1 or 0.

    unclear: positions of texts in no theme: too short, or about everything.
    """

    themes: tuple[Theme, ...]
    shares: Floats
    unclear: tuple[int, ...]


def find_themes(
    texts: Sequence[str],
    *,
    count: int = 12,
    seed: int = 0,
    language: str = "fr",
    lemmas: bool = True,
) -> Themes:
    """Find up to `count` themes. A text may speak of several; it is listed in each it is clear on.

    Raises TextError: bad_count, bad_seed.
    """
    if count < 1:
        raise TextError("bad_count")
    if seed < 0:
        raise TextError("bad_seed")
    table, vocabulary = _word_table(texts, language, lemmas)
    count = min(count, len(vocabulary), max(0, _different_rows(table)))
    if count < 1:
        return Themes((), np.zeros((len(texts), 0)), tuple(range(len(texts))))
    strengths, components = _factorised(table, count, seed)
    # A factorisation is known but for its scale: bring each theme to a length of 1.
    weights = strengths * np.linalg.norm(components, axis=1)
    order = np.argsort(-weights.sum(axis=0), kind="stable")
    weights = weights[:, order]
    totals = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 1e-12)
    themes = [
        Theme(_heaviest(components[row], vocabulary), _members(shares[:, place], weights[:, place]))
        for place, row in enumerate(order)
    ]
    kept = sorted(
        (place for place, theme in enumerate(themes) if theme.texts),
        key=lambda place: (-themes[place].size, place),
    )
    shares = shares[:, kept]
    unclear = np.flatnonzero((shares < LEAST_SHARE).all(axis=1))
    return Themes(tuple(themes[place] for place in kept), shares, tuple(unclear.tolist()))


def _word_table(
    texts: Sequence[str], language: str, lemmas: bool
) -> tuple["sparse.csr_array", list[str]]:
    """Weigh words, shape (texts, words); a word counts from two texts, more in large sets."""
    # 40 MB and most of a second that no page needs, nor a worker that reads no text.
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer

    least = max(2, len(texts) // 2_000)
    vectorizer = TfidfVectorizer(
        analyzer=lambda text: full_words(text, language=language, lemmas=lemmas),
        min_df=least if len(texts) > 5 else 1,
        max_df=TOO_COMMON if len(texts) > 5 else 1.0,
        max_features=MOST_WORDS,
        sublinear_tf=True,
    )
    try:
        table = vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's word for texts that share no word at all
        return sparse.csr_array((len(texts), 0)), []
    return sparse.csr_array(table), vectorizer.get_feature_names_out().tolist()


def _different_rows(table: "sparse.csr_array") -> int:
    """Count the texts that say something, a bound on what can be told apart."""
    return int(np.count_nonzero(np.diff(table.indptr)))


def _factorised(table: "sparse.csr_array", count: int, seed: int) -> tuple[Floats, Floats]:
    # As above: only what factorises pays for it.
    from sklearn.decomposition import NMF

    start = "nndsvda" if count < min(table.shape) else "random"
    model = NMF(
        n_components=count, init=start, random_state=seed, max_iter=ROUNDS, tol=1e-3, solver="cd"
    )
    with np.errstate(invalid="ignore"):  # a perfect fit leaves a residue under zero
        strengths = model.fit_transform(table)
    return np.asarray(strengths, dtype=float), np.asarray(model.components_, dtype=float)


def _heaviest(weights: Floats, vocabulary: list[str]) -> tuple[str, ...]:
    order = np.argsort(-weights, kind="stable")[:SHOWN_WORDS]
    return tuple(vocabulary[place] for place in order if weights[place] > 1e-9)


def _members(shares: Floats, strengths: Floats) -> tuple[int, ...]:
    found = np.flatnonzero(shares >= LEAST_SHARE)
    order = np.lexsort((found, -strengths[found], -np.round(shares[found], 2)))
    return tuple(found[order].tolist())
