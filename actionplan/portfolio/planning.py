"""Plan a portfolio: select and finance, then schedule; or the joint problem, on request.

Stage one chooses with years relaxed: no plan can be worth more than its bound. Stage two
gives each chosen action its year. When it succeeds, the plan is as good as the bound and
the joint problem is solved too; the exact option goes on when it does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from actionplan.portfolio import explanation
from actionplan.portfolio.engine import INFINITY, Cancelled, Clock, Listener, Progress
from actionplan.portfolio.formulation import Formulation, formulate
from actionplan.portfolio.funding import pay
from actionplan.portfolio.prices import Prices, price
from actionplan.portfolio.problem import Problem
from actionplan.portfolio.result import Plan, Portfolio, Status, gap_between
from actionplan.portfolio.verifier import broken_rules

TOLERANCE = 1e-4
EXACT_TOLERANCE = 1e-9
KERNELS = (30, 90)


@dataclass
class Search:
    """The best plan so far, the best bound so far, and how good is good enough."""

    problem: Problem
    clock: Clock
    tolerance: float
    best: Portfolio | None = None
    bound: float = INFINITY

    @property
    def value(self) -> Decimal | None:
        return None if self.best is None else self.best.value(self.problem)

    @property
    def floor(self) -> float:
        return -INFINITY if self.value is None else float(self.value)

    @property
    def gap(self) -> float | None:
        return gap_between(self.value, self.bound)

    @property
    def done(self) -> bool:
        return self.gap is not None and self.gap <= self.tolerance

    def offer(self, shape: Formulation, values: list[float]) -> bool:
        """Pay for a schedule to the cent, check it in Decimal, keep it if it is the best."""
        schedule = shape.start_of(values)
        refused = frozenset(pair for pair, gate in shape.uses.items() if values[gate] < 0.5)
        portfolio = pay(self.problem, schedule, self.clock, refused)
        if portfolio is None or broken_rules(self.problem, portfolio):
            return False
        if self.best is None or portfolio.value(self.problem) > self.best.value(self.problem):
            self.best = portfolio
        return True

    def lower_bound_to(self, bound: float) -> None:
        self.bound = min(self.bound, max(bound, self.floor))

    def tell(self, stage: str) -> None:
        self.clock.tell(stage, self._told_value, self._told_bound)

    @property
    def listener(self) -> Listener | None:
        """Listen only for somebody: each word of the solver costs it time."""
        return self.hear if self.clock.progress is not None else None

    def hear(self, bound: float) -> None:
        """Follow the bound that the solver proves, and let whoever waits follow it too."""
        if abs(bound) < INFINITY:
            self.lower_bound_to(bound)
        self.clock.tell_again(self._told_value, self._told_bound)

    @property
    def _told_value(self) -> float | None:
        return None if self.value is None else float(self.value)

    @property
    def _told_bound(self) -> float | None:
        return None if self.bound == INFINITY else self.bound

    def schedule(self) -> dict[int, int]:
        places = {action.code: place for place, action in enumerate(self.problem.actions)}
        chosen = self.best.starts if self.best else {}
        return {places[code]: self.problem.years.index(year) for code, year in chosen.items()}


def plan(
    problem: Problem,
    *,
    exact: bool = False,
    time_limit: float = 20.0,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Find the portfolio of most value. What comes back keeps every rule, to the cent.

    `progress` is told each stage that starts, then the best value and bound from time to
    time; `should_stop` is asked often, and a plan stopped early still gives the best found.
    """
    clock = Clock(time_limit, should_stop, progress)
    search = Search(problem, clock, EXACT_TOLERANCE if exact else TOLERANCE)
    try:
        possible = _run(search, exact)
    except Cancelled:
        return _report(search, Status.CANCELLED, ["Calcul arrêté à la demande."])
    if not possible:
        return _report(search, Status.INFEASIBLE, explanation.why_impossible(problem, time_limit))
    if search.best is None:
        return _report(search, Status.UNKNOWN, ["Aucun plan trouvé dans le temps donné."])
    return _report(search, Status.OPTIMAL if search.done else Status.FEASIBLE, [])


def _run(search: Search, exact: bool) -> bool:
    """Give False when it is proven that no plan keeps every rule."""
    problem, clock = search.problem, search.clock
    search.tell("select")
    _offer_nothing(search)
    if not problem.actions:
        search.lower_bound_to(0.0)
        return search.best is not None
    relaxed = formulate(problem, whole_starts=False)
    answer = relaxed.model.solve(clock, relaxed=True)
    if answer.infeasible:
        return False
    prices = price(relaxed, answer, clock)
    if prices is None:
        return True
    search.lower_bound_to(prices.bound)
    _select(search, relaxed, prices)
    if not search.done and clock.left() > 0:
        search.tell("joint")
        return _joint(search, prices, exact)
    return True


def _offer_nothing(search: Search) -> None:
    """Start from the empty plan, where nothing is imposed."""
    empty = Portfolio({})
    if not broken_rules(search.problem, empty):
        search.best = empty


def _select(search: Search, relaxed: Formulation, prices: Prices) -> None:
    """Choose among the nearest actions first, then among all that are not settled."""
    count, clock = len(search.problem.actions), search.clock
    choice = [round(float(value)) for value in prices.values[relaxed.choice]]
    exact = search.tolerance < TOLERANCE
    share, free = clock.limit * (0.6 if exact else 0.4), set(range(count))
    for size in KERNELS:
        if size < len(free) / 2 and not search.done:
            kernel = prices.kernel(relaxed, size)
            _solve_selection(search, relaxed, kernel, choice, seconds=share / 4, proves=False)
            free = prices.unsettled(search.floor) if search.best else free
    if search.done:
        return
    _solve_selection(search, relaxed, free, choice, seconds=share, proves=True)


def _solve_selection(
    search: Search,
    relaxed: Formulation,
    free: set[int],
    choice: list[int],
    *,
    seconds: float,
    proves: bool,
) -> None:
    model, kept = relaxed.model, list(zip(relaxed.model.lower, relaxed.model.upper, strict=True))
    for place, column in enumerate(relaxed.choice):
        if place not in free and model.lower[column] < model.upper[column]:
            model.fix(column, float(choice[place]))
    start = {}
    if search.best and proves:
        chosen = search.schedule()
        start = {column: float(place in chosen) for place, column in enumerate(relaxed.choice)}
    answer = model.solve(
        search.clock,
        gap=search.tolerance,
        seconds=seconds,
        start=start,
        listen=search.listener if proves else None,
    )
    for column, (lower, upper) in enumerate(kept):
        model.lower[column], model.upper[column] = lower, upper
    if proves:
        search.lower_bound_to(answer.bound)
    if answer.values is not None and answer.objective > search.floor:
        search.tell("schedule")
        _schedule(search, relaxed, answer.values.tolist())


def _schedule(search: Search, relaxed: Formulation, values: list[float]) -> None:
    """Give each chosen action its year; where years are short, leave out what is worth least."""
    shape = formulate(search.problem, whole_starts=True)
    for place, column in enumerate(shape.choice):
        if values[relaxed.choice[place]] < 0.5:
            shape.model.fix(column, 0.0)
    seconds = max(0.2, search.clock.limit * 0.15)
    answer = shape.model.solve(search.clock, gap=search.tolerance, seconds=seconds)
    if answer.values is not None:
        search.offer(shape, answer.values.tolist())


def _joint(search: Search, prices: Prices, exact: bool) -> bool:
    """Choose and schedule at once, from the best plan so far and what is settled."""
    problem, clock = search.problem, search.clock
    shape = formulate(problem, whole_starts=True)
    choice = prices.values[shape.choice]
    free = prices.unsettled(search.floor) if search.best else set(range(len(problem.actions)))
    for place, column in enumerate(shape.choice):
        if place not in free and shape.model.lower[column] < shape.model.upper[column]:
            shape.model.fix(column, float(round(float(choice[place]))))
    seconds = clock.left() if exact else clock.limit * 0.4
    for _attempt in range(5):
        start = shape.hint(search.schedule()) if search.best else None
        answer = shape.model.solve(
            clock, gap=search.tolerance, seconds=seconds, start=start, listen=search.listener
        )
        if answer.infeasible:
            search.lower_bound_to(search.floor)
            return search.best is not None
        search.lower_bound_to(answer.bound)
        if answer.values is None or search.offer(shape, answer.values.tolist()):
            return True
        _forbid(shape, answer.values.tolist())
    return True


def _forbid(shape: Formulation, values: list[float]) -> None:
    """Refuse a schedule that the solver's tolerance let through and that cents do not."""
    columns = [column for starts in shape.starts for column in starts.values()]
    terms = [(column, 1.0 if values[column] > 0.5 else -1.0) for column in columns]
    count = sum(1 for _column, weight in terms if weight > 0)
    shape.model.row(terms, upper=count - 1.0)


def _report(search: Search, status: Status, sentences: list[str]) -> Plan:
    known = status not in (Status.INFEASIBLE, Status.UNKNOWN)
    portfolio = search.best if known else None
    bound = search.bound if known and search.bound < INFINITY else None
    gap = search.gap if bound is not None else None
    if portfolio is not None:
        sentences = [*explanation.of_plan(search.problem, portfolio, status, gap), *sentences]
    return Plan(
        status=status,
        portfolio=portfolio,
        objective=None if portfolio is None else portfolio.value(search.problem),
        bound=bound,
        gap=gap,
        explanation=(*search.problem.warnings, *sentences),
        seconds=search.clock.spent(),
    )
