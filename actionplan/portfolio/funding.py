"""Pay for a schedule, to the cent: as much as the levers can, the owner the rest.

The starts are known, so only amounts remain: a linear program, whose answer is rounded
to whole cents, then mended where rounding passed a limit by some cents. A schedule that
cannot be paid exactly gives None: it is not a plan.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from actionplan.portfolio.engine import Clock, LinearModel, Terms
from actionplan.portfolio.formulation import SCALE
from actionplan.portfolio.problem import OWN, Problem
from actionplan.portfolio.result import Payment, Portfolio

Key = tuple[int, int, int]  # action, lever, year: positions


@dataclass
class Ledger:
    """Grants in cents and what each limit still leaves."""

    problem: Problem
    schedule: dict[int, int]
    grants: dict[Key, int]

    def __post_init__(self) -> None:
        problem = self.problem
        self.cost = {
            (place, year): cents
            for place, start in self.schedule.items()
            for year in range(len(problem.years))
            if (cents := problem.actions[place].cost_in(start, year))
        }
        self.by_pair: dict[tuple[int, int], int] = defaultdict(int)
        self.by_lever: dict[int, int] = defaultdict(int)
        self.by_action: dict[int, int] = defaultdict(int)
        self.by_year: dict[tuple[int, int], int] = defaultdict(int)
        self.by_match: dict[int, int] = defaultdict(int)
        for key, cents in self.grants.items():
            self._count(key, cents)

    def move(self, key: Key, cents: int) -> None:
        self.grants[key] = self.grants.get(key, 0) + cents
        self._count(key, cents)

    def _count(self, key: Key, cents: int) -> None:
        place, rank, year = key
        self.by_pair[place, rank] += cents
        self.by_lever[rank] += cents
        self.by_action[place] += cents
        self.by_year[place, year] += cents
        if rank in self.problem.matched_levers:
            self.by_match[place] += cents

    def room(self, key: Key) -> int:
        """Give what may be added to a grant; negative when a limit is passed."""
        place, rank, year = key
        action, lever = self.problem.actions[place], self.problem.levers[rank]
        match = action.total - self.by_action[place] - self.by_match[place]
        if lever.matched:
            match //= 2
        return min(
            match if self.problem.matched_levers else action.total,
            lever.most_for(action) - self.by_pair[place, rank],
            lever.envelope - self.by_lever[rank],
            self.problem.most_granted(action) - self.by_action[place],
            self.cost[place, year] - self.by_year[place, year],
        )

    def own_left(self, year: int) -> int:
        spent = sum(cents - self.by_year[key] for key, cents in self.cost.items() if key[1] == year)
        return self.problem.own_budget[year] - spent

    def portfolio(self) -> Portfolio:
        problem, payments = self.problem, []
        for (place, year), cents in sorted(self.cost.items()):
            code, calendar = problem.actions[place].code, problem.years[year]
            own = cents - self.by_year[place, year]
            if own:
                payments.append(Payment(code, calendar, OWN, own))
            for rank, lever in enumerate(problem.levers):
                if grant := self.grants.get((place, rank, year), 0):
                    payments.append(Payment(code, calendar, lever.code, grant))
        starts = {problem.actions[a].code: problem.years[s] for a, s in self.schedule.items()}
        return Portfolio(starts, tuple(payments))


def pay(
    problem: Problem,
    schedule: dict[int, int],
    clock: Clock,
    refused: frozenset[tuple[int, int]] = frozenset(),
) -> Portfolio | None:
    """Finance a schedule with the least own money. `refused`: levers not used by an action."""
    grants = _most_grants(problem, schedule, clock, refused)
    if grants is None:
        return None
    ledger = Ledger(problem, schedule, grants)
    for key in sorted(grants):
        if (room := ledger.room(key)) < 0:
            ledger.move(key, max(room, -grants[key]))
    for year in range(len(problem.years)):
        _mend(ledger, year, sorted(grants))
    if any(ledger.own_left(year) < 0 for year in range(len(problem.years))):
        return None
    return ledger.portfolio()


def _most_grants(
    problem: Problem, schedule: dict[int, int], clock: Clock, refused: frozenset[tuple[int, int]]
) -> dict[Key, int] | None:
    """Find the largest grants, in cents, that leave own money within its budgets."""
    due = [0] * len(problem.years)
    for place, start in schedule.items():
        for offset, cost in enumerate(problem.actions[place].cost):
            due[start + offset] += cost
    keys = list(_payable(problem, schedule, refused))
    if not keys:
        paid = all(cost <= own for cost, own in zip(due, problem.own_budget, strict=True))
        return {} if paid else None
    model = LinearModel()
    columns = {key: model.add(cost=1.0) for key in keys}
    limits: dict[tuple[object, ...], tuple[Terms, int]] = {}
    for key, column in columns.items():
        for name, most in _limits(problem, schedule, key):
            limits.setdefault(name, ([], most))[0].append((column, 1.0))
    for terms, most in limits.values():
        model.row(terms, upper=most / SCALE)
    _match(problem, schedule, columns, model)
    for year, budget in enumerate(problem.own_budget):
        terms = [(column, 1.0) for key, column in columns.items() if key[2] == year]
        model.row(terms, lower=(due[year] - budget) / SCALE if due[year] > budget else 0.0)
    if problem.own_total is not None:
        short = max(0, sum(due) - problem.own_total)
        model.row([(column, 1.0) for column in columns.values()], lower=short / SCALE)
    answer = model.solve(Clock(60.0, clock.should_stop), relaxed=True)
    if answer.values is None:
        return None
    return {key: round(answer.values[column] * SCALE) for key, column in columns.items()}


def _match(
    problem: Problem, schedule: dict[int, int], columns: dict[Key, int], model: LinearModel
) -> None:
    """Hold matched levers, together, under what the owner of each action pays."""
    if not problem.matched_levers:
        return
    for place in schedule:
        terms = [
            (column, 2.0 if key[1] in problem.matched_levers else 1.0)
            for key, column in columns.items()
            if key[0] == place
        ]
        model.row(terms, upper=problem.actions[place].total / SCALE)


def _payable(
    problem: Problem, schedule: dict[int, int], refused: frozenset[tuple[int, int]]
) -> Iterator[Key]:
    for place, start in schedule.items():
        action = problem.actions[place]
        for rank, lever in enumerate(problem.levers):
            if (place, rank) in refused or not lever.pays_for(action.code):
                continue
            for year in problem.lever_years(lever):
                if action.cost_in(start, year) and lever.most_for(action):
                    yield place, rank, year


def _limits(
    problem: Problem, schedule: dict[int, int], key: Key
) -> Iterator[tuple[tuple[object, ...], int]]:
    place, rank, year = key
    action, lever = problem.actions[place], problem.levers[rank]
    yield ("pair", place, rank), lever.most_for(action)
    yield ("lever", rank), lever.envelope
    yield ("action", place), problem.most_granted(action)
    yield ("year", place, year), action.cost_in(schedule[place], year)


def _mend(ledger: Ledger, year: int, keys: list[Key]) -> None:
    """Bring the owner's money of a year back under its budget, when rounding passed it."""
    for key in keys:
        missing = -ledger.own_left(year)
        if missing <= 0:
            return
        if key[2] == year and (room := ledger.room(key)) > 0:
            ledger.move(key, min(room, missing))
    for key in keys:
        if key[2] == year:
            _swap(ledger, key, keys)


def _swap(ledger: Ledger, key: Key, keys: list[Key]) -> None:
    """Move a grant from a year with own money to spare, within the same action and lever."""
    place, rank, year = key
    for other in keys:
        missing = -ledger.own_left(year)
        if missing <= 0:
            return
        if other[:2] != (place, rank) or other[2] == year:
            continue
        free = ledger.cost[place, year] - ledger.by_year[place, year]
        cents = min(missing, ledger.grants[other], ledger.own_left(other[2]), free)
        if cents > 0:
            ledger.move(other, -cents)
            ledger.move(key, cents)
