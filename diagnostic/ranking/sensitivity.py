"""What would change the result: the smallest change of one weight that swaps neighbours."""

from dataclasses import dataclass
from itertools import pairwise

from diagnostic.ranking.methods import TIE, rank, utilities
from diagnostic.ranking.problem import Problem
from perpignan.arrays import Floats


@dataclass(frozen=True)
class Swap:
    """Two neighbours of the weighted sum and the nearest weight that makes them equal.

    `weight` and `needed` are shares of 1; the other weights keep their proportions.
    `criterion` is None when no change of a single weight can swap the two.
    """

    better: str
    worse: str
    criterion: str | None
    weight: float
    needed: float

    @property
    def change(self) -> float:
        return abs(self.needed - self.weight)


def smallest_swaps(problem: Problem) -> list[Swap]:
    """For each neighbouring pair of the weighted sum, the smallest swapping change.

    With weights w and the difference d of utilities of two actions, setting weight k
    to t and scaling the others by (1 - t) / (1 - w_k) gives a difference of values
    t d_k + (1 - t) R, R = (w.d - w_k d_k) / (1 - w_k), which is nil at t = R / (R - d_k).
    """
    rows = {code: position for position, code in enumerate(problem.actions)}
    values = utilities(problem, problem.middle)
    order = [item.code for item in rank(problem)]
    return [
        _swap(problem, better, worse, values[rows[better]] - values[rows[worse]])
        for better, worse in pairwise(order)
    ]


def _swap(problem: Problem, better: str, worse: str, difference: Floats) -> Swap:
    weights = problem.weights
    nearest = Swap(better, worse, None, 0.0, 0.0)
    for column, criterion in enumerate(problem.criteria):
        weight = float(weights[column])
        needed = _equalising_weight(weights, difference, column)
        if needed is None:
            continue
        candidate = Swap(better, worse, criterion.code, weight, needed)
        if nearest.criterion is None or candidate.change < nearest.change:
            nearest = candidate
    return nearest


def _equalising_weight(weights: Floats, difference: Floats, column: int) -> float | None:
    weight, own = float(weights[column]), float(difference[column])
    if weight > 1 - TIE:
        return None
    rest = (float(weights @ difference) - weight * own) / (1 - weight)
    if abs(rest - own) <= TIE:
        return None
    needed = rest / (rest - own)
    return needed if -TIE <= needed <= 1 + TIE else None
