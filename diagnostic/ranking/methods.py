"""Three ways to rank: weighted sum (shown first), TOPSIS and PROMETHEE II (cross-checks).

All three take the middle of an interval score. Higher values are better everywhere.

Sources: Fishburn (1967) for the additive model; Hwang & Yoon, *Multiple Attribute
Decision Making* (Springer, 1981) for TOPSIS; Brans & Vincke, "A preference ranking
organisation method", *Management Science* 31 (1985) for PROMETHEE II, preference
function of type V (linear, with indifference and preference thresholds).
"""

from collections.abc import Callable
from dataclasses import dataclass

from diagnostic.ranking.problem import Problem, RankingError
from perpignan.arrays import Floats, Ints, np


@dataclass(frozen=True)
class Ranked:
    """An action's place: `rank` 1 is best, equal values share a rank (1, 2, 2, 4)."""

    code: str
    score: float
    rank: int


def utilities(problem: Problem, values: Floats) -> Floats:
    """Bring scores to 0 (worst of the scale) .. 1 (best), shape (actions, criteria).

    Without a scale, the worst and the best are those seen, bounds of intervals
    included (min-max normalisation); a criterion on which all are equal gives 1.
    """
    result = np.ones_like(values)
    for column, criterion in enumerate(problem.criteria):
        seen = (float(problem.low[:, column].min()), float(problem.high[:, column].max()))
        start, end = criterion.scale or seen
        if end > start:
            share = (values[:, column] - start) / (end - start)
            result[:, column] = share if problem.signs[column] > 0 else 1 - share
    return result


def weighted_sum(problem: Problem) -> Floats:
    """Sum of weight x utility, between 0 and 1, shape (actions,)."""
    return np.asarray(utilities(problem, problem.middle) @ problem.weights)


def topsis(problem: Problem) -> Floats:
    """Closeness to the ideal action, 0..1, shape (actions,), by vector normalisation.

    Each column is divided by its Euclidean norm, weighted, and compared with the best
    and the worst value seen in it. Where all actions are equal, closeness is 1/2.
    """
    scores = problem.middle
    largest = np.abs(scores).max(axis=0)
    scaled = np.divide(scores, largest, out=np.zeros_like(scores), where=largest > 0)
    norms = np.sqrt((scaled**2).sum(axis=0))
    unit = np.divide(scaled, norms, out=np.zeros_like(scores), where=norms > 0)
    weighted = unit * problem.weights * problem.signs
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    total = to_best + to_worst
    closeness: Floats = np.full_like(total, 0.5)
    np.divide(to_worst, total, out=closeness, where=total > 0)
    return closeness


def promethee_flows(problem: Problem) -> Floats:
    """PROMETHEE II net flows, -1..1, shape (actions,).

    The preference for a difference d is 0 up to q, 1 beyond p, linear between. Without
    p, the range of the scores seen serves: preference grows over the whole of it.
    """
    scores = problem.middle * problem.signs
    count = len(scores)
    net = np.zeros(count)
    if count < 2:
        return net
    for column, weight in enumerate(problem.weights):
        values = scores[:, column]
        criterion = problem.criteria[column]
        spread = float(np.ptp(values))
        p = spread if criterion.preference is None else criterion.preference
        q = min(criterion.indifference, p)
        preference = _linear_preference(values[:, None] - values[None, :], q, p)
        net += weight * (preference.sum(axis=1) - preference.sum(axis=0))
    return net / (count - 1)


def _linear_preference(differences: Floats, q: float, p: float) -> Floats:
    if p > q:
        return np.asarray(np.clip((differences - q) / (p - q), 0.0, 1.0))
    return np.asarray(differences > p, dtype=float)


METHODS: dict[str, Callable[[Problem], Floats]] = {
    "weighted_sum": weighted_sum,
    "topsis": topsis,
    "promethee2": promethee_flows,
}

#: Values closer than this share a rank: sums of weights carry rounding errors.
TIE = 1e-12


def ranks_of(values: Floats) -> Ints:
    """Competition ranks, 1 = highest value, ties share the best, shape of `values`."""
    order = np.argsort(-values, kind="stable")
    ordered = values[order]
    starts = np.ones(len(values), dtype=bool)
    starts[1:] = ordered[:-1] - ordered[1:] > TIE
    positions = np.arange(1, len(values) + 1)
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.maximum.accumulate(np.where(starts, positions, 0))
    return ranks


def rank(problem: Problem, method: str = "weighted_sum") -> list[Ranked]:
    """Rank the actions, best first; those that a veto sets aside come last.

    Raises RankingError: unknown_method.
    """
    if method not in METHODS:
        raise RankingError("unknown_method", method=method)
    values = METHODS[method](problem)
    vetoed = problem.vetoed()
    kept = np.array([code not in vetoed for code in problem.actions])
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[kept] = ranks_of(values[kept])
    ranks[~kept] = ranks_of(values[~kept]) + int(kept.sum())
    rows = [
        Ranked(code, float(value), int(place))
        for code, value, place in zip(problem.actions, values, ranks, strict=True)
    ]
    return sorted(rows, key=lambda row: row.rank)


def rank_reversals(problem: Problem) -> dict[str, dict[str, int]]:
    """Map each action that the methods do not place alike to its rank by method."""
    places = {method: {row.code: row.rank for row in rank(problem, method)} for method in METHODS}
    by_action = {
        code: {method: places[method][code] for method in METHODS} for code in problem.actions
    }
    return {code: ranks for code, ranks in by_action.items() if len(set(ranks.values())) > 1}
