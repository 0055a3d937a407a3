"""Texts that are copies, or nearly: the same letter sent by many is told, not deleted.

Shingles of three words and MinHash: Broder, "On the resemblance and containment of documents"
(1997); bands: Leskovec, Rajaraman & Ullman, *Mining of Massive Datasets*, chapter 3. Candidates
are then compared by their true resemblance (Jaccard), so that chance decides nothing but which
pairs are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from consultation.text.words import cleaned, words
from perpignan.arrays import Hashes, np

SHINGLE, BANDS, ROWS = 3, 20, 4
RESEMBLANCE = 0.7
#: A shorter text ("d'accord", "très bien") is alike by chance.
LEAST_WORDS = 6
PRIME = np.uint64((1 << 61) - 1)


@dataclass(frozen=True)
class Copies:
    """Texts alike, by position, in order. alike: the least resemblance to the first of them."""

    texts: tuple[int, ...]
    alike: float

    @property
    def are_exact(self) -> bool:
        return self.alike == 1.0


def find_copies(
    texts: Sequence[str], *, resemblance: float = RESEMBLANCE, least: int = 2, seed: int = 0
) -> list[Copies]:
    """Gather copies, the largest group first; `least` texts at least in a group.

    Raises ValueError for a resemblance out of ]0, 1].
    """
    if not 0 < resemblance <= 1:
        raise ValueError("a resemblance is over 0 and at most 1")
    shingles: dict[int, Hashes] = {}
    same: dict[bytes, int] = {}
    leaders: list[int] = list(range(len(texts)))
    for place, text in enumerate(texts):
        found = _shingles(text)
        if found is None:
            continue
        first = same.setdefault(found.tobytes(), place)
        if first != place:
            leaders[place] = first
        else:
            shingles[place] = found
    _join_alike(shingles, leaders, resemblance, seed)
    groups: dict[int, list[int]] = {}
    for place in range(len(texts)):
        groups.setdefault(_leader(leaders, place), []).append(place)
    copies = [
        Copies(tuple(group), _least_alike(group, texts))
        for group in groups.values()
        if len(group) >= max(2, least)
    ]
    return sorted(copies, key=lambda group: (-len(group.texts), group.texts))


def resemblance_of(first: str, second: str) -> float:
    """Share of the shingles of two texts that both have; 0 when one is too short."""
    one, other = _shingles(first), _shingles(second)
    return 0.0 if one is None or other is None else _jaccard(one, other)


def _shingles(text: str) -> Hashes | None:
    """Return the different shingles of a text as sorted numbers, None if it is too short."""
    found = words(cleaned(text))
    if len(found) < LEAST_WORDS:
        return None
    codes = np.array([crc32(word.encode()) for word in found], dtype=np.uint64)
    mixed = codes[: len(codes) - SHINGLE + 1].copy()
    for step in range(1, SHINGLE):
        mixed = (
            mixed * np.uint64(6364136223846793005) + codes[step : len(codes) - SHINGLE + 1 + step]
        )
    return np.unique(mixed >> np.uint64(3))


def _jaccard(one: Hashes, other: Hashes) -> float:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)


def _join_alike(
    shingles: dict[int, Hashes], leaders: list[int], resemblance: float, seed: int
) -> None:
    """Join texts that share a band of their signature and are alike indeed.

    In a band, a text is compared with the first of each group there, not with all: a letter sent
    ten thousand times costs ten thousand comparisons, not fifty million.
    """
    generator = np.random.default_rng(seed)
    factors = generator.integers(1, 2**31, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    shifts = generator.integers(0, 2**31, BANDS * ROWS, dtype=np.uint64)
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for place, found in shingles.items():
        signature = _signature(found, factors, shifts)
        for band in range(BANDS):
            key = (band, signature[band * ROWS : (band + 1) * ROWS].tobytes())
            known = buckets.setdefault(key, [])
            for other in known:
                if _leader(leaders, other) == _leader(leaders, place):
                    break
                if _jaccard(found, shingles[other]) >= resemblance:
                    _join(leaders, place, other)
                    break
            else:
                if len(known) < 50:
                    known.append(place)


def _signature(found: Hashes, factors: Hashes, shifts: Hashes) -> Hashes:
    smallest = np.full(len(factors), np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(found), 2_000):
        part = found[start : start + 2_000]
        mixed = part[:, None] * factors + shifts
        smallest = np.minimum(smallest, (mixed ^ (mixed >> np.uint64(29))).min(axis=0))
    return smallest


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _join(leaders: list[int], one: int, other: int) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def _least_alike(group: list[int], texts: Sequence[str]) -> float:
    return min(resemblance_of(texts[group[0]], texts[place]) for place in group)
