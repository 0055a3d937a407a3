"""Raking: weights that bring each margin to that of the census.

Iterative proportional fitting: Deming & Stephan, *Annals of Mathematical Statistics* 11 (1940);
with bounds: Deville, Särndal & Sautory, *JASA* 88 (1993). Effective sample size and design
effect: Kish, *Survey Sampling*, Wiley (1965).

Weighted results stand beside the unweighted ones, never instead. Open participation is not a
survey: weights correct what margins show, and nothing of who chose to answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perpignan.arrays import Bools, Floats, Ints, np

TOLERANCE = 1e-12
ROUNDS = 2_000
#: Under this many respondents, a cell's weights say more of them than of the population.
LEAST = 10


class WeightingError(ValueError):
    """Weights that cannot be made; `code` and `values` let a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Margin:
    """How the population is spread over categories.

    names: the categories; shares: (categories,), people or shares, brought to a sum of 1;
    codes: (respondents,), the category of each respondent, by position.
    """

    name: str
    names: tuple[str, ...]
    shares: Floats
    codes: Ints


@dataclass(frozen=True)
class Weights:
    """values: (respondents,), mean 1.

    deviation: largest gap left between a weighted share and the population's; effective: the
    sample size worth as much without weights; design_effect: respondents / effective;
    trimmed: respondents whose weight stands at a bound.
    """

    values: Floats
    deviation: float
    effective: float
    design_effect: float
    trimmed: int
    rounds: int


def margin(name: str, population: Mapping[str, float], answers: Sequence[str | None]) -> Margin:
    """Make a margin from names. Raises WeightingError: no_category, unknown_category."""
    names = tuple(population)
    if not names:
        raise WeightingError("no_category", margin=name)
    places = {category: place for place, category in enumerate(names)}
    for answer in answers:
        if answer not in places:
            raise WeightingError("unknown_category", margin=name, category=str(answer))
    return Margin(
        name,
        names,
        np.array([population[category] for category in names], dtype=float),
        np.array([places[str(answer)] for answer in answers], dtype=np.int64),
    )


def rake(
    margins: Sequence[Margin],
    *,
    least: int = LEAST,
    bounds: tuple[float, float] | None = None,
) -> Weights:
    """Weigh respondents on all margins at once.

    `bounds`: smallest and largest weight allowed, around 1, such as (0.2, 5). With them a gap
    may be left: `deviation` tells it. The order of margins does not matter to 1e-9.
    Raises WeightingError: no_margin, no_respondent, bad_share, bad_bounds, empty_cell (nobody
    answered in a category of the population), unknown_population (people answered in a category
    the population does not have), small_cell, no_convergence; with `margin`, `category`, `count`.
    """
    if not margins:
        raise WeightingError("no_margin")
    if bounds is not None and not 0 <= bounds[0] < 1 < bounds[1]:
        raise WeightingError("bad_bounds", low=bounds[0], high=bounds[1])
    respondents = len(margins[0].codes)
    if not respondents or any(len(each.codes) != respondents for each in margins):
        raise WeightingError("no_respondent")
    targets = [_checked(each, least) for each in margins]
    codes, counts, cell_of = _cells(margins)
    totals = [target * respondents for target in targets]
    cells, rounds = _fitted(codes, counts, totals, bounds)
    deviation = _deviation(codes, counts * cells, totals) / respondents
    if bounds is None and deviation > 1e-9:
        raise WeightingError("no_convergence", deviation=deviation)
    at_bound = np.zeros(len(cells), dtype=bool)
    if bounds is not None:
        at_bound = (cells <= bounds[0] * (1 + 1e-9)) | (cells >= bounds[1] * (1 - 1e-9))
    effective = float((counts @ cells) ** 2 / (counts @ cells**2))
    return Weights(
        values=cells[cell_of],
        deviation=deviation,
        effective=effective,
        design_effect=respondents / effective,
        trimmed=int(counts[at_bound].sum()),
        rounds=rounds,
    )


def _checked(each: Margin, least: int) -> Floats:
    """Return the population's shares, once every category can be weighed."""
    total = float(each.shares.sum())
    if not np.all(np.isfinite(each.shares)) or np.any(each.shares < 0) or total <= 0:
        raise WeightingError("bad_share", margin=each.name)
    if each.codes.min() < 0 or each.codes.max() >= len(each.names):
        raise WeightingError("unknown_category", margin=each.name, category="?")
    counts = np.bincount(each.codes, minlength=len(each.names))
    for category, share, count in zip(each.names, each.shares, counts.tolist(), strict=True):
        told = {"margin": each.name, "category": category, "count": count}
        if share > 0 and count == 0:
            raise WeightingError("empty_cell", **told)
        if share == 0 and count > 0:
            raise WeightingError("unknown_population", **told)
        if 0 < count < least:
            raise WeightingError("small_cell", least=least, **told)
    return np.asarray(each.shares / total)


def _cells(margins: Sequence[Margin]) -> tuple[list[Ints], Floats, Ints]:
    """Gather respondents who are alike on all margins: a few hundred cells, not thousands."""
    shape = tuple(len(each.names) for each in margins)
    key = np.zeros(len(margins[0].codes), dtype=np.int64)
    for each, size in zip(margins, shape, strict=True):
        key = key * size + each.codes
    size = int(np.prod(np.array(shape, dtype=float)))
    if size <= 10_000_000:
        found = np.bincount(key, minlength=size)
        used = np.flatnonzero(found)
        rank = np.empty(size, dtype=np.int64)
        rank[used] = np.arange(len(used))
        cell_of, counts = rank[key], found[used]
    else:
        used, cell_of, counts = np.unique(key, return_inverse=True, return_counts=True)
    codes = list(np.unravel_index(used, shape)) if size <= 10_000_000 else _digits(used, shape)
    return [np.asarray(code) for code in codes], counts.astype(float), cell_of.reshape(-1)


def _digits(key: Ints, shape: tuple[int, ...]) -> list[Ints]:
    digits = []
    for size in reversed(shape):
        digits.append(key % size)
        key = key // size
    return digits[::-1]


def _fitted(
    codes: list[Ints],
    counts: Floats,
    totals: list[Floats],
    bounds: tuple[float, float] | None,
) -> tuple[Floats, int]:
    weights, rounds = np.ones(len(counts)), 0
    while rounds < ROUNDS:
        before, rounds = weights, rounds + 1
        for code, total in zip(codes, totals, strict=True):
            reached = np.bincount(code, weights=counts * weights, minlength=len(total))
            ratio = np.divide(total, reached, out=np.ones_like(total), where=reached > 0)
            weights = weights * ratio[code]
            if bounds is not None:
                weights = np.clip(weights, *bounds)
        if bounds is not None:
            weights = weights * (counts.sum() / (counts @ weights))
            weights = np.clip(weights, *bounds)
        if np.max(np.abs(weights - before)) < TOLERANCE:
            break
    return weights, rounds


def _deviation(codes: list[Ints], mass: Floats, totals: list[Floats]) -> float:
    gaps = [
        np.max(np.abs(np.bincount(code, weights=mass, minlength=len(total)) - total))
        for code, total in zip(codes, totals, strict=True)
    ]
    return float(max(gaps))


def weighted_share(chosen: Bools, weights: Weights) -> float:
    """Share of respondents who chose something, weighted."""
    return float(weights.values[chosen].sum() / weights.values.sum())


def interval(share: float, effective: float, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share for an effective sample size (*JASA* 22 (1927)).

    It speaks of chance alone, as if respondents had been drawn: show it only beside a sentence
    that says they were not. Raises WeightingError: no_respondent.
    """
    if effective <= 0:
        raise WeightingError("no_respondent")
    centre = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    spread = np.sqrt(share * (1 - share) / effective + z * z / (4 * effective**2))
    half = z * float(spread) / (1 + z * z / effective)
    return max(0.0, centre - half), min(1.0, centre + half)
