"""Draw weights when people do not agree on them, or only on their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.ranking.problem import RankingError, normalised_weights
from perpignan.arrays import Draws, Floats, np


@dataclass(frozen=True)
class UniformWeights:
    """Nothing is known of the weights: uniform on the simplex, Dirichlet(1, ..., 1)."""


@dataclass(frozen=True)
class CentredWeights:
    """The weights are about these: Dirichlet(concentration x weights).

    A concentration of 50 lets a weight of 0.20 vary by about 0.06 (standard deviation).
    """

    weights: Sequence[float]
    concentration: float = 50.0


@dataclass(frozen=True)
class OrderedWeights:
    """Only an order is known: `groups` of criteria (column numbers), heaviest first.

    Criteria of one group are not compared with each other, nor is a criterion that
    no group names with any other.
    """

    groups: Sequence[Sequence[int]]


WeightModel = UniformWeights | CentredWeights | OrderedWeights


def draw_weights(model: WeightModel, criteria: int, draws: int, generator: Draws) -> Floats:
    """Draw weights that sum to 1, shape (draws, criteria).

    Raises RankingError: bad_weight, zero_weights, bad_concentration, bad_order.
    """
    if isinstance(model, CentredWeights):
        return _centred(model, criteria, draws, generator)
    if isinstance(model, OrderedWeights):
        return _ordered(model, criteria, draws, generator)
    return generator.dirichlet(np.ones(criteria), size=draws)


def _centred(model: CentredWeights, criteria: int, draws: int, generator: Draws) -> Floats:
    centre = normalised_weights(model.weights)
    if len(centre) != criteria:
        raise RankingError("bad_weight")
    if not (np.isfinite(model.concentration) and model.concentration > 0):
        raise RankingError("bad_concentration")
    drawn = np.zeros((draws, criteria))
    positive = centre > 0
    drawn[:, positive] = generator.dirichlet(model.concentration * centre[positive], size=draws)
    return drawn


def _ordered(model: OrderedWeights, criteria: int, draws: int, generator: Draws) -> Floats:
    groups = [list(group) for group in model.groups]
    named = [column for group in groups for column in group]
    if len(set(named)) != len(named) or not all(0 <= column < criteria for column in named):
        raise RankingError("bad_order")
    drawn = generator.dirichlet(np.ones(criteria), size=draws)
    drawn[:, named] = -np.sort(-drawn[:, named], axis=1)
    for group in groups:
        # Any order within a group is as likely as another: the draw is symmetric, so
        # sorting and shuffling is exact where rejection would waste nearly every draw.
        drawn[:, group] = generator.permuted(drawn[:, group], axis=1)
    return drawn
