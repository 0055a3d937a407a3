"""What is to be ranked: criteria, actions and their scores, as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from perpignan.arrays import Bools, Floats, np

#: Beyond this a score is a mistake, and squares or differences would overflow.
LARGEST = 1e100


class RankingError(ValueError):
    """A problem that cannot be ranked; `code` and `values` let a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


class Direction(StrEnum):
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True)
class Criterion:
    """One point of view. `scale` bounds the scores (default: the scores seen).

    `indifference` (q) and `preference` (p) are PROMETHEE's thresholds, in the score's
    own unit; `veto` is the score beyond which an action is set aside.
    """

    code: str
    direction: Direction = Direction.MAX
    weight: float = 1.0
    scale: tuple[float, float] | None = None
    indifference: float = 0.0
    preference: float | None = None
    veto: float | None = None


@dataclass(frozen=True)
class Problem:
    """Actions and criteria with the scores' lower and upper bounds.

    `low` and `high` have shape (actions, criteria), in the unit of each criterion;
    a score known exactly has equal bounds, a missing one spans the whole scale.
    """

    criteria: tuple[Criterion, ...]
    actions: tuple[str, ...]
    low: Floats
    high: Floats
    missing: Bools

    @property
    def weights(self) -> Floats:
        """Weights that sum to 1, shape (criteria,)."""
        return normalised_weights([criterion.weight for criterion in self.criteria])

    @property
    def middle(self) -> Floats:
        """The middle of each score, shape (actions, criteria)."""
        return (self.low + self.high) / 2

    @property
    def signs(self) -> Floats:
        """+1 where more is better, -1 where less is, shape (criteria,)."""
        return np.array([1.0 if c.direction == Direction.MAX else -1.0 for c in self.criteria])

    def vetoed(self) -> dict[str, list[str]]:
        """Map each action that a veto sets aside to the criteria that do so.

        An interval is set aside only when all of it lies beyond the veto: what is
        unknown condemns no one.
        """
        found: dict[str, list[str]] = {}
        for column, criterion in enumerate(self.criteria):
            if criterion.veto is None:
                continue
            if criterion.direction == Direction.MAX:
                beyond = self.high[:, column] < criterion.veto
            else:
                beyond = self.low[:, column] > criterion.veto
            for row in np.flatnonzero(beyond):
                found.setdefault(self.actions[row], []).append(criterion.code)
        return found


Score = float | Sequence[float] | None


def build_problem(
    criteria: Sequence[Criterion], scores: Mapping[str, Mapping[str, Score]]
) -> Problem:
    """Check criteria and scores and turn them into arrays.

    `scores` maps an action's code to {criterion code: number, (low, high) or None}.
    Raises RankingError: no_criterion, no_action, duplicate_criterion, unknown_criterion,
    bad_score, out_of_scale, bad_scale, bad_threshold, all_missing, and the errors of
    `normalised_weights`.
    """
    if not criteria:
        raise RankingError("no_criterion")
    if not scores:
        raise RankingError("no_action")
    codes = [criterion.code for criterion in criteria]
    if len(set(codes)) != len(codes):
        raise RankingError("duplicate_criterion")
    for criterion in criteria:
        _check_criterion(criterion)
    normalised_weights([criterion.weight for criterion in criteria])
    low, high = _bounds(codes, scores)
    missing = np.isnan(low)
    for column, criterion in enumerate(criteria):
        _fill(criterion, low[:, column], high[:, column], tuple(scores))
    return Problem(tuple(criteria), tuple(scores), low, high, missing)


def normalised_weights(weights: Sequence[float]) -> Floats:
    """Scale weights to sum to 1. Raises RankingError: bad_weight, zero_weights."""
    vector = np.asarray(weights, dtype=float)
    if not np.all(np.isfinite(vector)) or np.any(vector < 0):
        raise RankingError("bad_weight")
    largest = vector.max(initial=0.0)
    if largest <= 0:
        raise RankingError("zero_weights")
    scaled: Floats = vector / largest
    return np.asarray(scaled / scaled.sum())


def _check_criterion(criterion: Criterion) -> None:
    if criterion.scale is not None:
        start, end = criterion.scale
        if not (-LARGEST <= start < end <= LARGEST):
            raise RankingError("bad_scale", criterion=criterion.code)
    q, p = criterion.indifference, criterion.preference
    if not np.isfinite(q) or q < 0 or (p is not None and not (np.isfinite(p) and p >= q)):
        raise RankingError("bad_threshold", criterion=criterion.code)


def _bounds(
    codes: Sequence[str], scores: Mapping[str, Mapping[str, Score]]
) -> tuple[Floats, Floats]:
    columns = {code: column for column, code in enumerate(codes)}
    low = np.full((len(scores), len(codes)), np.nan)
    high = low.copy()
    for row, (action, by_criterion) in enumerate(scores.items()):
        for code, score in by_criterion.items():
            if code not in columns:
                raise RankingError("unknown_criterion", action=action, criterion=code)
            if score is not None:
                low[row, columns[code]], high[row, columns[code]] = _interval(action, code, score)
    return low, high


def _interval(action: str, code: str, score: Score) -> tuple[float, float]:
    pair = score if isinstance(score, Sequence) and not isinstance(score, str) else (score, score)
    numbers = [x for x in pair if isinstance(x, int | float) and not isinstance(x, bool)]
    if len(pair) != 2 or len(numbers) != 2:
        raise RankingError("bad_score", action=action, criterion=code)
    try:
        start, end = float(numbers[0]), float(numbers[1])
    except OverflowError as error:
        raise RankingError("bad_score", action=action, criterion=code) from error
    if not (-LARGEST <= start <= end <= LARGEST):
        raise RankingError("bad_score", action=action, criterion=code)
    return start, end


def _fill(criterion: Criterion, low: Floats, high: Floats, actions: Sequence[str]) -> None:
    """Check a column against its scale and let missing scores span the whole of it."""
    missing = np.isnan(low)
    if criterion.scale is None and missing.all():
        raise RankingError("all_missing", criterion=criterion.code)
    start, end = criterion.scale or (float(np.nanmin(low)), float(np.nanmax(high)))
    outside = (low < start) | (high > end)
    if outside.any():
        action = actions[int(np.flatnonzero(outside)[0])]
        raise RankingError("out_of_scale", action=action, criterion=criterion.code)
    low[missing], high[missing] = start, end
