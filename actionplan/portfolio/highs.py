"""HiGHS behind a linear model: one thread, so the same answer twice."""

from collections.abc import Callable, Mapping

import highspy

from actionplan.portfolio.engine import INFINITY, Answer, LinearModel, Listener
from perpignan.arrays import np

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


class Silent(highspy.Highs):
    """HiGHS prints its name when callbacks are first set up, which would spoil a JSON answer."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()


def solved(
    model: LinearModel,
    limits: Mapping[str, float],
    relaxed: bool,
    start: Mapping[int, float],
    should_stop: Callable[[], bool] | None,
    listen: Listener | None,
) -> Answer:
    """Solve a model within limits, from a point where there is one."""
    highs = _loaded(model, relaxed=relaxed)
    for name, value in limits.items():
        highs.setOptionValue(name, value)
    if should_stop is not None or listen is not None:
        highs.cbMipInterrupt += _interrupt(should_stop, listen)
    if start:
        highs.setSolution(
            len(start),
            np.array(list(start), dtype=np.int32),
            np.array(list(start.values()), dtype=np.float64),
        )
    highs.run()
    return _answer(highs, relaxed or not any(model.whole))


def _loaded(model: LinearModel, *, relaxed: bool) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.row_lower)
    lp.col_cost_ = np.array(model.cost, dtype=np.float64)
    lp.col_lower_ = np.array(model.lower, dtype=np.float64)
    lp.col_upper_ = np.array(model.upper, dtype=np.float64)
    lp.row_lower_ = np.array(model.row_lower, dtype=np.float64)
    lp.row_upper_ = np.array(model.row_upper, dtype=np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(model.row_ends, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(model.columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(model.weights, dtype=np.float64)
    lp.sense_ = highspy.ObjSense.kMaximize
    if not relaxed:
        whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole if integer else real for integer in model.whole]
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
