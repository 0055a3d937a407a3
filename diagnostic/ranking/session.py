"""A whole ranking session: from what people entered to all that is told of it.

Plain data in (`inputs`), plain data out (`Result.as_data`), so that both can be frozen
as JSON and computed again to the same numbers years later.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from diagnostic.ranking import smaa
from diagnostic.ranking.agreement import Comparison, compare
from diagnostic.ranking.batch import read_problem
from diagnostic.ranking.methods import METHODS, Ranked, rank, utilities
from diagnostic.ranking.problem import Problem, RankingError
from diagnostic.ranking.sensitivity import smallest_swaps
from diagnostic.ranking.weights import (
    CentredWeights,
    OrderedWeights,
    UniformWeights,
    WeightModel,
)
from perpignan.arrays import np

#: Ranks kept one by one in the acceptability of an action; those beyond add up.
KEPT_RANKS = 20
#: A difference beyond this between two computations is not a rounding error.
SAME = 1e-9
TOP = 3


@dataclass(frozen=True)
class Row:
    """What is told of an action. `acceptability[k]` is the share of draws at rank k + 1.

    `ranks` is by method, `places` by stakeholder; `effort` and `impact` go from 0 to 1
    and are None where no criterion speaks of them; `beats_next` is the share of draws
    in which the action is before the one that follows it in the weighted sum.
    """

    code: str
    score: float
    rank: int
    ranks: dict[str, int]
    places: dict[str, int]
    effort: float | None
    impact: float | None
    missing: int
    vetoes: list[str]
    acceptability: list[float] = field(default_factory=list)
    mean_rank: float = 0.0
    beats_next: float | None = None
    central_weights: dict[str, float] | None = None

    @property
    def is_reversed(self) -> bool:
        """Say whether the three methods place it differently."""
        return len(set(self.ranks.values())) > 1

    @property
    def gap(self) -> int:
        """Count the places between the kindest and the harshest stakeholder."""
        return max(self.places.values()) - min(self.places.values()) if self.places else 0

    @property
    def top_share(self) -> float:
        """Return the share of draws that put it among the first three."""
        return sum(self.acceptability[:TOP])


@dataclass(frozen=True)
class SwapRow:
    """The smallest change of one weight that puts `worse` level with `better`."""

    better: str
    worse: str
    criterion: str | None
    weight: float
    needed: float


@dataclass(frozen=True)
class Result:
    """The ranking, best first, and how far it holds."""

    rows: list[Row]
    swaps: list[SwapRow]
    concordance: float | None
    draws: int
    seed: int

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Result":
        rows = [Row(**row) for row in data["rows"]]
        swaps = [SwapRow(**row) for row in data["swaps"]]
        return cls(rows, swaps, data["concordance"], data["draws"], data["seed"])


def analyse_session(inputs: Mapping[str, Any]) -> Result:
    """Rank, cross-check, draw, compare. Raises RankingError.

    `inputs` holds what `batch.read_problem` reads, and:
    `options` {"weight_model": centred|ordered|uniform, "concentration", "draws", "seed"},
    `stakeholders` [{"code", "weights": {criterion: weight}}],
    `families` {criterion: impact|effort|other}.
    """
    problem = read_problem(inputs)
    options = inputs["options"]
    drawn = smaa.analyse(
        problem,
        weights=_weight_model(problem, options),
        draws=options["draws"],
        seed=options["seed"],
    )
    comparison = _comparison(problem, inputs.get("stakeholders", []))
    return Result(
        rows=_rows(problem, drawn, comparison, inputs.get("families", {})),
        swaps=[
            SwapRow(
                swap.better, swap.worse, swap.criterion, _plain(swap.weight), _plain(swap.needed)
            )
            for swap in smallest_swaps(problem)
        ],
        concordance=_number(comparison.concordance) if comparison else None,
        draws=options["draws"],
        seed=options["seed"],
    )


def differences(before: Any, after: Any, where: str = "") -> list[str]:
    """List the places where two results differ by more than a rounding error."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = sorted({*before, *after})
        parts = [(f"{where}.{n}", before.get(n), after.get(n)) for n in names]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        parts = [(f"{where}[{i}]", *pair) for i, pair in enumerate(zip(before, after, strict=True))]
    else:
        return [] if _same(before, after) else [where.lstrip(".")]
    return [found for place, old, new in parts for found in differences(old, new, place)]


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, float | int) and isinstance(after, float | int):
        return math.isclose(before, after, rel_tol=SAME, abs_tol=SAME)
    return bool(before == after)


def _weight_model(problem: Problem, options: Mapping[str, Any]) -> WeightModel:
    """Say how weights are drawn: about the agreed ones, in their order, or anyhow."""
    weights = [criterion.weight for criterion in problem.criteria]
    if options["weight_model"] == "uniform":
        return UniformWeights()
    if options["weight_model"] == "ordered":
        return OrderedWeights(_groups(weights))
    return CentredWeights(weights, options["concentration"])


def _groups(weights: Sequence[float]) -> list[list[int]]:
    """Group criteria of equal weight, heaviest first."""
    return [
        [column for column, weight in enumerate(weights) if weight == level]
        for level in sorted(set(weights), reverse=True)
    ]


def _comparison(problem: Problem, stakeholders: Sequence[Mapping[str, Any]]) -> Comparison | None:
    if not stakeholders:
        return None
    codes = [criterion.code for criterion in problem.criteria]
    vectors = {
        item["code"]: [item["weights"].get(code, 0.0) for code in codes] for item in stakeholders
    }
    for name, vector in vectors.items():
        if not any(vector):
            raise RankingError("zero_weights", stakeholder=name)
    return compare(problem, vectors)


def _rows(
    problem: Problem,
    drawn: smaa.Smaa,
    comparison: Comparison | None,
    families: Mapping[str, str],
) -> list[Row]:
    by_method = {name: {row.code: row.rank for row in rank(problem, name)} for name in METHODS}
    places = {item.code: item.ranks for item in comparison.disagreements} if comparison else {}
    effort, impact = _family(problem, families, "effort"), _family(problem, families, "impact")
    vetoes = problem.vetoed()
    at = {code: row for row, code in enumerate(problem.actions)}
    ranking = rank(problem)
    following: list[Ranked | None] = [*ranking[1:], None]
    rows = []
    for item, after in zip(ranking, following, strict=True):
        row = at[item.code]
        known = Row(
            code=item.code,
            score=_plain(item.score),
            rank=item.rank,
            ranks={name: found[item.code] for name, found in by_method.items()},
            places=places.get(item.code, {}),
            effort=None if effort is None else _plain(1 - effort[row]),
            impact=None if impact is None else _plain(impact[row]),
            missing=int(problem.missing[row].sum()),
            vetoes=vetoes.get(item.code, []),
        )
        rows.append(_with_draws(known, drawn, row, at[after.code] if after else None))
    return rows


def _with_draws(known: Row, drawn: smaa.Smaa, row: int, after: int | None) -> Row:
    """Add to an action's row what the draws say of it."""
    return replace(
        known,
        acceptability=[_plain(share) for share in drawn.acceptability[row, :KEPT_RANKS]],
        mean_rank=_plain(drawn.mean_rank[row]),
        beats_next=None if after is None else _plain(drawn.pairwise[row, after]),
        central_weights=_central(drawn, row),
    )


def _central(drawn: smaa.Smaa, row: int) -> dict[str, float] | None:
    weights = drawn.central_weights[row]
    if np.isnan(weights[0]):
        return None
    return {code: _plain(w) for code, w in zip(drawn.criteria, weights, strict=True)}


def _family(problem: Problem, families: Mapping[str, str], name: str) -> Any:
    """Return the weighted mean of the utilities of a family, shape (actions,), or None."""
    chosen = [families.get(criterion.code) == name for criterion in problem.criteria]
    weights = problem.weights * np.array(chosen)
    if not weights.any():
        return None
    return utilities(problem, problem.middle) @ (weights / weights.sum())


def _number(value: float) -> float | None:
    return None if math.isnan(value) else _plain(value)


def _plain(value: Any) -> float:
    """Give a Python float that JSON keeps as it is (no negative zero)."""
    return float(value) + 0.0
