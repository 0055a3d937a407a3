"""Which columns of the answers may be published person by person.

A row is safe when at least as many people as the threshold share each of the combinations that
its columns could make (k-anonymity: Sweeney, *International Journal of Uncertainty, Fuzziness
and Knowledge-Based Systems* 10 (2002)); all of them, so that no absence tells anything either
and no cross table of these columns has a cell to hide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from perpignan.arrays import Ints, np


@dataclass(frozen=True)
class OpenRows:
    """chosen: columns by position; combinations: (n, chosen) codes; counts: (n,) people."""

    chosen: tuple[int, ...]
    combinations: Ints
    counts: Ints


def open_rows(codes: Sequence[Ints], sizes: Sequence[int], threshold: int) -> OpenRows:
    """Take columns in their order while every combination is shared by enough people.

    codes: for each column, (people,) the category of each person, from 0 to its size less one.
    """
    key: Ints = np.zeros(len(codes[0]) if codes else 0, dtype=np.int64)
    chosen: list[int] = []
    shape: tuple[int, ...] = ()
    counts = np.array([len(key)], dtype=np.int64)
    for place, (column, size) in enumerate(zip(codes, sizes, strict=True)):
        wanted = int(np.prod((*shape, size), dtype=np.int64))
        if size < 2 or wanted * threshold > len(key):
            continue
        tried = key * size + column
        found = np.bincount(tried, minlength=wanted)
        if found.min() >= threshold:
            key, counts = tried, found
            chosen.append(place)
            shape = (*shape, size)
    if not chosen:
        return OpenRows((), np.zeros((0, 0), dtype=np.int64), np.zeros(0, dtype=np.int64))
    combinations = np.column_stack(np.unravel_index(np.arange(len(counts)), shape))
    return OpenRows(tuple(chosen), combinations, counts)
