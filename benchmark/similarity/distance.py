"""Distances between a city and others, and what each criterion adds to them.

Numbers in, dataclasses out. A missing value is NaN: a pair of cities is compared on
the criteria that both hold, and the result says how many those were.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from perpignan.arrays import Floats, np

#: A criterion held by fewer cities than this has no usual spread to measure gaps with.
FEWEST_CITIES = 3
#: Values nearer to each other than this, relative to their size, are the same.
EQUAL = 1e-9


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds: the gap in usual spreads, and its share of the distance."""

    criterion: str
    gap: float
    share: float


@dataclass(frozen=True)
class Neighbour:
    """A city with its distance, the nearest first, and where the distance comes from."""

    key: str
    distance: float
    contributions: tuple[Contribution, ...]

    @property
    def shared_criteria(self) -> int:
        return len(self.contributions)


@dataclass(frozen=True)
class Comparison:
    """The cities from the nearest on, and the criteria that could not be used."""

    neighbours: tuple[Neighbour, ...]
    unused_criteria: tuple[str, ...]


def nearest(
    home: Floats, others: Floats, keys: Sequence[str], criteria: Sequence[str]
) -> Comparison:
    """Order cities by their distance to home.

    `home` holds one number a criterion, `others` one row a city in the order of `keys`.
    Each gap is divided by the spread (standard deviation) of the criterion over all
    cities; the distance is the root mean square of the gaps on shared criteria, so
    that a city with more figures is not further away for it. Cities that share no
    criterion with home are left out.
    """
    if others.shape != (len(keys), len(criteria)) or home.shape != (len(criteria),):
        raise ValueError("One row a city, one column a criterion.")
    spreads = _spreads(np.vstack([home, others]))
    usable = ~np.isnan(spreads) & ~np.isnan(home)
    # What cannot be used becomes NaN, like a value that a city does not have.
    gaps = np.where(usable, (others - home) / np.where(usable, spreads, 1.0), np.nan)
    found = [_neighbour(key, row, criteria) for key, row in zip(keys, gaps, strict=True)]
    ordered = sorted(
        (city for city in found if city.contributions),
        key=lambda city: (round(city.distance, 9), -city.shared_criteria, city.key),
    )
    unused = tuple(name for name, is_used in zip(criteria, usable, strict=True) if not is_used)
    return Comparison(tuple(ordered), unused)


def _spreads(values: Floats) -> Floats:
    """Measure the spread of each criterion; NaN if few cities hold it or all are equal."""
    spreads = np.full(values.shape[1], np.nan)
    for position, column in enumerate(values.T):
        held = column[~np.isnan(column)]
        if len(held) >= FEWEST_CITIES and np.ptp(held) > EQUAL * np.abs(held).max():
            spreads[position] = held.std() or np.nan
    return spreads


def _neighbour(key: str, gaps: Floats, criteria: Sequence[str]) -> Neighbour:
    held = [position for position in range(len(criteria)) if not np.isnan(gaps[position])]
    squares = np.square(gaps[held])
    total = float(squares.sum())
    distance = float(np.sqrt(squares.mean())) if held else 0.0
    contributions = tuple(
        Contribution(
            criterion=criteria[position],
            gap=float(gaps[position]),
            share=float(square) / total if total else 0.0,
        )
        for position, square in zip(held, squares, strict=True)
    )
    return Neighbour(key, distance, contributions)
