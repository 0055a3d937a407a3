"""A linear model in plain lists, and HiGHS behind it: one thread, so the same answer twice."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perpignan.arrays import Floats, np

Terms = list[tuple[int, float]]
INFINITY = float("inf")
Listener = Callable[[float], None]


class Cancelled(Exception):
    """A person asked to stop."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: seconds spent, the best value found, what none can pass."""

    stage: str
    seconds: float
    limit: float
    value: float | None = None
    bound: float | None = None


#: How often, in seconds, whoever waits is told of a search that goes on.
TELL_SECONDS = 0.5


@dataclass
class Clock:
    """What is left of the time given, and the two hooks of whoever waits."""

    limit: float
    should_stop: Callable[[], bool] | None = None
    progress: Callable[[Progress], None] | None = None
    began: float = field(default_factory=time.monotonic)
    stage: str = ""
    told: float = -1.0

    def spent(self) -> float:
        return time.monotonic() - self.began

    def left(self) -> float:
        return max(0.0, self.limit - self.spent())

    def tell(self, stage: str, value: float | None = None, bound: float | None = None) -> None:
        """Say what starts now and how far the search is; stop if asked to."""
        self.stage = stage
        self._tell(value, bound)
        self.stop_if_asked()

    def tell_again(self, value: float | None, bound: float | None) -> None:
        """Say how far the stage under way is, from time to time."""
        if self.spent() - self.told >= TELL_SECONDS:
            self._tell(value, bound)

    def _tell(self, value: float | None, bound: float | None) -> None:
        self.told = self.spent()
        if self.progress is not None:
            self.progress(Progress(self.stage, self.told, self.limit, value, bound))

    def stop_if_asked(self) -> None:
        if self.should_stop is not None and self.should_stop():
            raise Cancelled


@dataclass(frozen=True)
class Answer:
    """What the solver found. `values` may be there although time ran out."""

    values: Floats | None
    objective: float
    bound: float
    infeasible: bool = False
    row_duals: Floats | None = None

    @property
    def found(self) -> bool:
        return self.values is not None


class LinearModel:
    """Maximise; every variable is at least its lower bound, every row within two bounds."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.block: list[int] = []  # the action a variable belongs to, or -1
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []
        self.row_ends: list[int] = [0]
        self.columns: list[int] = []
        self.weights: list[float] = []

    def add(
        self,
        lower: float = 0.0,
        upper: float = INFINITY,
        *,
        cost: float = 0.0,
        whole: bool = False,
        block: int = -1,
    ) -> int:
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        self.block.append(block)
        return len(self.cost) - 1

    def row(self, terms: Terms, lower: float = -INFINITY, upper: float = INFINITY) -> None:
        merged: dict[int, float] = {}
        for column, weight in terms:
            merged[column] = merged.get(column, 0.0) + weight
        self.columns.extend(merged)
        self.weights.extend(merged.values())
        self.row_ends.append(len(self.columns))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def fix(self, column: int, value: float) -> None:
        self.lower[column] = self.upper[column] = value

    def solve(
        self,
        clock: Clock,
        *,
        gap: float = 1e-4,
        seconds: float | None = None,
        relaxed: bool = False,
        start: Mapping[int, float] | None = None,
        listen: Listener | None = None,
    ) -> Answer:
        """Solve within the time left, or fewer seconds. Raises Cancelled.

        `listen` is given the bound proven so far, again and again.

        From a starting point HiGHS 1.16 may give back that point with the value of a
        better one (its presolve had moved it): such an answer is asked again without.
        """
        answer = self._solve(clock, gap, seconds, relaxed, start, listen)
        if answer.values is not None and start:
            value = float(np.dot(self.cost, answer.values))
            if abs(value - answer.objective) > 1e-6 * max(1.0, abs(value)):
                return self._solve(clock, gap, seconds, relaxed, None, listen)
        return answer

    def _solve(
        self,
        clock: Clock,
        gap: float,
        seconds: float | None,
        relaxed: bool,
        start: Mapping[int, float] | None,
        listen: Listener | None,
    ) -> Answer:
        # 20 MB that only the process that searches pays for.
        from actionplan.portfolio.highs import solved

        clock.stop_if_asked()
        left = clock.left() if seconds is None else min(seconds, clock.left())
        limits = {"time_limit": max(left, 0.01), "mip_rel_gap": gap}
        answer = solved(self, limits, relaxed, start or {}, clock.should_stop, listen)
        clock.stop_if_asked()
        return answer
