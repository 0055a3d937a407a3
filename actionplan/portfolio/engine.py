"""A linear model in plain lists, and HiGHS behind it: one thread, so the same answer twice."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

Terms = list[tuple[int, float]]
Floats = NDArray[np.float64]
INFINITY = float("inf")
Listener = Callable[[float], None]

#: Measured on portfolios: nearly all the time of the defaults goes to heuristics
#: that search again and to cuts at every node; rounding the root is enough.
TUNED = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_cut_separation_at_nodes": False,
    "mip_allow_restart": False,
}


#: Never a fact about the problem: something is wrong with the call or the solver.
FAILURES = (
    highspy.HighsModelStatus.kNotset,
    highspy.HighsModelStatus.kLoadError,
    highspy.HighsModelStatus.kModelError,
    highspy.HighsModelStatus.kSolveError,
    highspy.HighsModelStatus.kPresolveError,
    highspy.HighsModelStatus.kPostsolveError,
    highspy.HighsModelStatus.kMemoryLimit,
)


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


class Silent(highspy.Highs):
    """HiGHS prints its name when callbacks are first set up, which would spoil a JSON answer."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()


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
        clock.stop_if_asked()
        left = clock.left() if seconds is None else min(seconds, clock.left())
        highs = self._loaded(relaxed=relaxed)
        highs.setOptionValue("time_limit", max(left, 0.01))
        highs.setOptionValue("mip_rel_gap", gap)
        if clock.should_stop is not None or listen is not None:
            highs.cbMipInterrupt += _interrupt(clock.should_stop, listen)
        if start:
            highs.setSolution(
                len(start),
                np.array(list(start), dtype=np.int32),
                np.array(list(start.values()), dtype=np.float64),
            )
        highs.run()
        clock.stop_if_asked()
        return _answer(highs, relaxed or not any(self.whole))

    def _loaded(self, *, relaxed: bool) -> highspy.Highs:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lower)
        lp.col_cost_ = np.array(self.cost, dtype=np.float64)
        lp.col_lower_ = np.array(self.lower, dtype=np.float64)
        lp.col_upper_ = np.array(self.upper, dtype=np.float64)
        lp.row_lower_ = np.array(self.row_lower, dtype=np.float64)
        lp.row_upper_ = np.array(self.row_upper, dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.row_ends, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.weights, dtype=np.float64)
        lp.sense_ = highspy.ObjSense.kMaximize
        if not relaxed:
            whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
            lp.integrality_ = [whole if integer else real for integer in self.whole]
        highs = Silent()
        highs.setOptionValue("parallel", "off")
        highs.setOptionValue("random_seed", 0)
        highs.setOptionValue("mip_abs_gap", 1e-7)
        for name, value in TUNED.items():
            highs.setOptionValue(name, value)
        highs.passModel(lp)
        return highs


def _interrupt(
    should_stop: Callable[[], bool] | None, listen: Listener | None
) -> Callable[[highspy.highs.HighsCallbackEvent], None]:
    def ask(event: highspy.highs.HighsCallbackEvent) -> None:
        if listen is not None:
            listen(event.data_out.mip_dual_bound)
        if should_stop is not None:
            event.interrupt(should_stop())

    return ask


def _answer(highs: highspy.Highs, is_linear: bool) -> Answer:
    """Read what was found. Reaching the time limit is no failure: an answer may be there."""
    status, info = highs.getModelStatus(), highs.getInfo()
    if status in FAILURES:
        raise RuntimeError(f"HiGHS failed: {highs.modelStatusToString(status)}")
    optimal = status == highspy.HighsModelStatus.kOptimal
    infeasible = status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    usable = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if infeasible or not usable or (is_linear and not optimal):
        bound = INFINITY if is_linear or infeasible else info.mip_dual_bound
        return Answer(None, -INFINITY, bound, infeasible)
    solution = highs.getSolution()
    objective = info.objective_function_value
    return Answer(
        np.array(solution.col_value),
        objective,
        objective if is_linear else max(objective, info.mip_dual_bound),
        row_duals=np.array(solution.row_dual) if is_linear else None,
    )
