"""SMAA-2: all the rankings that uncertain weights and scores allow.

Source: Lahdelma & Salminen, "SMAA-2: stochastic multicriteria acceptability analysis
for group decision making", *Operations Research* 49 (2001); pairwise winning index
from Leskinen et al., *European Journal of Operational Research* 168 (2006).

Values are weighted sums of utilities. A score known as an interval is drawn uniformly
in it. An action's rank in a draw is one plus the number of actions that beat it, so
that equal actions share a rank.
"""

from dataclasses import dataclass

from diagnostic.ranking.methods import utilities
from diagnostic.ranking.problem import Problem, RankingError
from diagnostic.ranking.weights import UniformWeights, WeightModel, draw_weights
from perpignan.arrays import Draws, Floats, Ranks, np

#: Draws handled at a time: their scores then stay in the processor's cache.
CHUNK = 256
#: Values held at once: more would not fit in the memory of an ordinary machine.
MOST_CELLS = 50_000_000


@dataclass(frozen=True)
class Smaa:
    """What the draws say of `n` actions and `m` criteria.

    acceptability: (n, n), share of draws at rank 1, 2, ... for each action.
    pairwise: (n, n), share of draws in which the row beats the column.
    central_weights: (n, m), mean weights of the draws that put the action first;
        nan for an action that is never first.
    mean_rank: (n,).
    """

    actions: tuple[str, ...]
    criteria: tuple[str, ...]
    draws: int
    acceptability: Floats
    pairwise: Floats
    central_weights: Floats
    mean_rank: Floats

    def share_within(self, place: int) -> Floats:
        """Share of draws in which each action is among the `place` first, shape (n,)."""
        return np.asarray(self.acceptability[:, :place].sum(axis=1))


def analyse(
    problem: Problem,
    *,
    weights: WeightModel | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> Smaa:
    """Draw weights and scores and count. The same seed gives the same numbers.

    Raises RankingError: bad_draws, too_many_draws, and the errors of `draw_weights`.
    """
    if draws < 1:
        raise RankingError("bad_draws")
    if max(draws, len(problem.actions)) * len(problem.actions) > MOST_CELLS or draws > MOST_CELLS:
        raise RankingError("too_many_draws", most=MOST_CELLS // len(problem.actions))
    generator = np.random.default_rng(seed)
    drawn = draw_weights(weights or UniformWeights(), len(problem.criteria), draws, generator)
    ranks = _ranks(_values(problem, drawn, generator))
    return Smaa(
        actions=problem.actions,
        criteria=tuple(criterion.code for criterion in problem.criteria),
        draws=draws,
        acceptability=_acceptability(ranks),
        pairwise=_pairwise(ranks),
        central_weights=_central_weights(ranks, drawn),
        mean_rank=np.asarray(ranks.mean(axis=1) + 1.0),
    )


def _values(problem: Problem, drawn: Floats, generator: Draws) -> Floats:
    """Value of each action in each draw, shape (draws, actions)."""
    first, second = utilities(problem, problem.low), utilities(problem, problem.high)
    base, span = np.minimum(first, second), np.abs(second - first)
    values: Floats = drawn @ base.T
    uncertain = [
        (column, np.flatnonzero(span[:, column]))
        for column in range(span.shape[1])
        if span[:, column].any()
    ]
    for start in range(0, len(drawn), CHUNK):
        rows = slice(start, min(start + CHUNK, len(drawn)))
        for column, cells in uncertain:
            noise = generator.random((rows.stop - rows.start, len(cells)), dtype=np.float32)
            noise *= span[cells, column].astype(np.float32)
            noise *= drawn[rows, column, None].astype(np.float32)
            if len(cells) == values.shape[1]:
                values[rows] += noise
            else:
                values[rows, cells] += noise
    return values


def _ranks(values: Floats) -> Ranks:
    """Rank of each action in each draw, 0 = best, shape (actions, draws)."""
    draws, actions = values.shape
    negated = -values
    order = np.argsort(negated, axis=1)
    places = np.broadcast_to(np.arange(actions, dtype=np.uint16), order.shape)
    ordered = np.take_along_axis(negated, order, axis=1)
    equal = np.diff(ordered, axis=1) <= 1e-12
    if equal.any():
        starts = np.zeros(order.shape, dtype=np.uint16)
        starts[:, 1:] = np.where(equal, 0, places[:, 1:])
        places = np.maximum.accumulate(starts, axis=1)
    ranks = np.empty((draws, actions), dtype=np.uint16)
    np.put_along_axis(ranks, order, places, axis=1)
    return np.ascontiguousarray(ranks.T)


def _acceptability(ranks: Ranks) -> Floats:
    actions, draws = ranks.shape
    counts = [np.bincount(row, minlength=actions) for row in ranks]
    shares: Floats = np.asarray(counts, dtype=float) / draws
    return shares


def _pairwise(ranks: Ranks) -> Floats:
    actions, draws = ranks.shape
    # One byte a rank doubles the speed of the comparisons where it is enough.
    narrow = ranks.astype(np.uint8) if actions <= 256 else ranks
    wins = np.zeros((actions, actions))
    for row in range(actions - 1):
        others = narrow[row + 1 :]
        for shift, (better, worse) in enumerate(
            zip(narrow[row] < others, narrow[row] > others, strict=True), start=row + 1
        ):
            wins[row, shift] = np.count_nonzero(better)
            wins[shift, row] = np.count_nonzero(worse)
    shares: Floats = wins / draws
    return shares


def _central_weights(ranks: Ranks, drawn: Floats) -> Floats:
    first = (ranks == 0).astype(float)
    counts = first.sum(axis=1, keepdims=True)
    sums = first @ drawn
    central: Floats = np.full_like(sums, np.nan)
    np.divide(sums, counts, out=central, where=counts > 0)
    return central
