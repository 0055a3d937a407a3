"""What each action is really worth once money is priced: which choices are settled already.

The relaxation gives a price to every shared limit (own money of a year, envelope of a
lever, precedence...). At these prices actions no longer touch each other, and the worth
of each, forced in, comes out of one more linear program without shared rows. When the
worth of an action is farther from zero than what is left to gain, no better plan
changes its choice (Lagrangian reduced costs; Geoffrion, 1974).
"""

from dataclasses import dataclass

from actionplan.portfolio.engine import Answer, Clock, LinearModel
from actionplan.portfolio.formulation import Formulation
from perpignan.arrays import Bools, Floats, Ints, np


@dataclass(frozen=True)
class Prices:
    bound: float  # no plan is worth more
    values: Floats  # of the relaxation
    worth: Floats  # of each action, at these prices

    def unsettled(self, found: float) -> set[int]:
        """List the actions whose choice may still change in a plan better than the one found."""
        left = self.bound - found + 1e-6 * max(1.0, abs(self.bound))
        return {int(place) for place in np.flatnonzero(np.abs(self.worth) <= left)}

    def kernel(self, shape: Formulation, size: int) -> set[int]:
        """List the actions nearest to being a toss-up, and those the relaxation splits."""
        nearest = np.argsort(np.abs(self.worth), kind="stable")[:size]
        choice = self.values[shape.choice]
        split = np.flatnonzero(np.abs(choice - np.round(choice)) > 1e-6)
        return {int(place) for place in (*nearest, *split)}


def price(shape: Formulation, relaxed: Answer, clock: Clock) -> Prices | None:
    """Price the shared rows of a solved relaxation; none when time ran out before."""
    if relaxed.values is None or relaxed.row_duals is None:
        return None
    worth = _worth(shape, relaxed.row_duals, clock)
    return Prices(relaxed.objective, relaxed.values, worth)


def _worth(shape: Formulation, duals: Floats, clock: Clock) -> Floats:
    model = shape.model
    ends = np.array(model.row_ends)
    rows: Ints = np.repeat(np.arange(len(ends) - 1), np.diff(ends)).astype(np.int64)
    columns, weights = np.array(model.columns), np.array(model.weights)
    blocks: Ints = np.array(model.block, dtype=np.int64)
    shared = _shared_rows(blocks[columns], rows, len(ends) - 1)
    cost = np.array(model.cost)
    priced = shared[rows]
    np.subtract.at(cost, columns[priced], duals[rows[priced]] * weights[priced])
    apart = LinearModel()
    apart.cost, apart.block = cost.tolist(), model.block
    apart.lower, apart.upper, apart.whole = list(model.lower), list(model.upper), model.whole
    for column in shape.choice:
        apart.lower[column] = apart.upper[column]
    kept = ~priced
    counts = np.bincount(rows[kept], minlength=len(ends) - 1)[~shared]
    apart.columns, apart.weights = columns[kept].tolist(), weights[kept].tolist()
    apart.row_ends = [0, *np.cumsum(counts).tolist()]
    apart.row_lower = np.array(model.row_lower)[~shared].tolist()
    apart.row_upper = np.array(model.row_upper)[~shared].tolist()
    answer = apart.solve(clock, relaxed=True)
    worth = np.zeros(len(shape.choice))
    if answer.values is None:
        return worth  # nothing is settled
    own = blocks >= 0
    np.add.at(worth, blocks[own], (cost * answer.values)[own])
    fixed = np.array([model.lower[column] == model.upper[column] for column in shape.choice])
    worth[fixed] = np.inf
    return worth


def _shared_rows(blocks: Ints, rows: Ints, count: int) -> Bools:
    """Tell which rows touch several actions, or something that is no action's."""
    first = np.full(count, np.iinfo(np.int64).max)
    last = np.full(count, -1)
    np.minimum.at(first, rows, blocks)
    np.maximum.at(last, rows, blocks)
    shared: Bools = (first != last) | (first < 0)
    return shared
