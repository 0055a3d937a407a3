"""How far stakeholders disagree on the ranking: shown, not averaged away.

Sources: Kendall & Babington Smith, "The problem of m rankings", *Annals of
Mathematical Statistics* 10 (1939), for W with the correction for ties.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagnostic.ranking.methods import Ranked, rank
from diagnostic.ranking.problem import Problem, RankingError
from perpignan.arrays import Floats, np


@dataclass(frozen=True)
class Disagreement:
    """An action's places: by stakeholder, and the gap between the extremes."""

    code: str
    ranks: dict[str, int]

    @property
    def gap(self) -> int:
        return max(self.ranks.values()) - min(self.ranks.values())


@dataclass(frozen=True)
class Comparison:
    """Rankings by stakeholder; `concordance` is Kendall's W, 0 (none) .. 1 (full).

    It is nan with a single stakeholder or action, or when all actions are tied.
    """

    rankings: dict[str, list[Ranked]]
    disagreements: list[Disagreement]
    concordance: float


def compare(problem: Problem, weights: Mapping[str, Sequence[float]]) -> Comparison:
    """Rank by the weighted sum with each stakeholder's weights, widest gaps first.

    `weights` maps a stakeholder to weights in the order of the criteria. Raises
    RankingError: no_stakeholder, bad_weight, zero_weights.
    """
    if not weights:
        raise RankingError("no_stakeholder")
    rankings = {name: rank(_with_weights(problem, vector)) for name, vector in weights.items()}
    places = {name: {row.code: row.rank for row in rows} for name, rows in rankings.items()}
    found = [
        Disagreement(code, {name: places[name][code] for name in rankings})
        for code in problem.actions
    ]
    matrix = np.array([[item.ranks[name] for item in found] for name in rankings], dtype=float)
    ordered = sorted(found, key=lambda item: (-item.gap, item.code))
    return Comparison(rankings, ordered, _kendall_w(matrix))


def _with_weights(problem: Problem, weights: Sequence[float]) -> Problem:
    if len(weights) != len(problem.criteria):
        raise RankingError("bad_weight")
    criteria = tuple(
        replace(criterion, weight=float(weight))
        for criterion, weight in zip(problem.criteria, weights, strict=True)
    )
    return replace(problem, criteria=criteria)


def _kendall_w(ranks: Floats) -> float:
    """Kendall's W of competition ranks, shape (stakeholders, actions), with ties."""
    judges, items = ranks.shape
    if judges < 2 or items < 2:
        return float("nan")
    middle = np.array([_middle_ranks(row) for row in ranks])
    sums = middle.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = sum(_tie_correction(row) for row in ranks)
    largest = judges**2 * (items**3 - items) - judges * ties
    return float("nan") if largest <= 0 else 12 * spread / largest


def _middle_ranks(row: Floats) -> Floats:
    values, position, counts = np.unique(row, return_inverse=True, return_counts=True)
    return np.asarray(values[position] + (counts[position] - 1) / 2)


def _tie_correction(row: Floats) -> float:
    _values, counts = np.unique(row, return_counts=True)
    return float((counts.astype(float) ** 3 - counts).sum())
