"""A portfolio as a linear model, in thousands of euros.

Three things make it tight and small. Levers that may pay for an action in the same
years share their yearly amounts: one flow a class of levers and a year, one amount a
lever, no flow for each lever and year. What a lever pays for an action is bounded by
its rate, its ceiling and what the owner's share leaves, times the choice itself. Years
may be relaxed (`whole_starts=False`): the choice stays whole and an action may be
spread over several starts, which gives a bound of the joint problem, nearly always its value.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from actionplan.portfolio.engine import LinearModel, Terms
from actionplan.portfolio.problem import Action, Lever, Problem

SCALE = 100_000  # cents in a thousand euros


@dataclass
class Formulation:
    problem: Problem
    whole_starts: bool
    model: LinearModel = field(default_factory=LinearModel)
    choice: list[int] = field(default_factory=list)  # column of each action
    starts: list[dict[int, int]] = field(default_factory=list)  # start -> column, for each action
    pays: dict[tuple[int, int], int] = field(default_factory=dict)  # (action, lever) -> column
    uses: dict[tuple[int, int], int] = field(default_factory=dict)  # where levers exclude
    grants: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # (action, year)
    own_slack: dict[int, int] = field(default_factory=dict)  # year -> column, when elastic
    total_slack: int | None = None
    staff_slack: dict[int, int] = field(default_factory=dict)

    def start_of(self, values: list[float]) -> dict[int, int]:
        """Read the start of each chosen action: positions of actions and of years."""
        found = {}
        for place, columns in enumerate(self.starts):
            for start, column in columns.items():
                if values[column] > 0.5:
                    found[place] = start
        return found

    def hint(self, schedule: dict[int, int]) -> dict[int, float]:
        """Give a schedule as a starting point; the solver completes the amounts."""
        start = {}
        for place, columns in enumerate(self.starts):
            start[self.choice[place]] = float(place in schedule)
            for year, column in columns.items():
                start[column] = float(schedule.get(place) == year)
        return start


def formulate(
    problem: Problem, *, whole_starts: bool, elastic: bool = False, with_value: bool = True
) -> Formulation:
    """Write the model. Elastic: own money and staff may be exceeded, at a price."""
    shape = Formulation(problem, whole_starts)
    for place, action in enumerate(problem.actions):
        _choose(shape, place, action, with_value)
        _finance(shape, place, action)
    _own_money(shape, elastic)
    _envelopes(shape)
    _staff(shape, elastic)
    _precedence(shape)
    _exclusions(shape)
    _synergies(shape, with_value)
    _minimums(shape)
    return shape


def _choose(shape: Formulation, place: int, action: Action, with_value: bool) -> None:
    model, starts = shape.model, shape.problem.starts(action)
    possible = bool(starts) and not action.forbidden
    value = float(action.value) if with_value else 0.0
    chosen = model.add(0.0, float(possible), cost=value, whole=True, block=place)
    if action.imposed:
        model.lower[chosen] = 1.0
        model.upper[chosen] = max(model.upper[chosen], 1.0)
    columns = {
        start: model.add(0.0, float(possible), whole=shape.whole_starts, block=place)
        for start in starts
    }
    model.row([(chosen, -1.0), *((column, 1.0) for column in columns.values())], 0.0, 0.0)
    shape.choice.append(chosen)
    shape.starts.append(columns)


def _finance(shape: Formulation, place: int, action: Action) -> None:
    problem, model = shape.problem, shape.model
    most = problem.most_granted(action)
    classes: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for rank, lever in enumerate(problem.levers):
        if lever.pays_for(action.code) and min(lever.most_for(action), most) > 0:
            years = tuple(
                year for year in problem.lever_years(lever) if _may_cost(shape, place, year)
            )
            if years:
                classes[years].append(rank)
    for years, ranks in classes.items():
        flows = [model.add(block=place) for _year in years]
        for year, flow in zip(years, flows, strict=True):
            shape.grants.setdefault((place, year), []).append(flow)
        amounts = [
            _pay(shape, place, rank, min(problem.levers[rank].most_for(action), most))
            for rank in ranks
        ]
        model.row([*((flow, 1.0) for flow in flows), *((paid, -1.0) for paid in amounts)], 0.0, 0.0)
    paid = [column for (owner, _rank), column in shape.pays.items() if owner == place]
    if len(paid) > 1:
        share = (shape.choice[place], -most / SCALE)
        model.row([*((column, 1.0) for column in paid), share], upper=0.0)
    _match(shape, place, action)
    for year in range(len(problem.years)):
        if flows := shape.grants.get((place, year), []):
            model.row(
                [*((flow, 1.0) for flow in flows), *_negative(costs(shape, place, year))], upper=0.0
            )


def _match(shape: Formulation, place: int, action: Action) -> None:
    """Matched levers give together no more than the owner: twice them, and the others, fit in."""
    matched = shape.problem.matched_levers
    paid = {rank: column for (owner, rank), column in shape.pays.items() if owner == place}
    if matched & paid.keys():
        weights = [(column, 2.0 if rank in matched else 1.0) for rank, column in paid.items()]
        shape.model.row([*weights, (shape.choice[place], -action.total / SCALE)], upper=0.0)


def _pay(shape: Formulation, place: int, rank: int, cents: int) -> int:
    model, most = shape.model, cents / SCALE
    paid = model.add(0.0, most, block=place)
    shape.pays[place, rank] = paid
    gate = shape.choice[place]
    if _rivals(shape.problem, shape.problem.levers[rank]):
        gate = model.add(0.0, 1.0, whole=True, block=place)
        shape.uses[place, rank] = gate
        model.row([(gate, 1.0), (shape.choice[place], -1.0)], upper=0.0)
    model.row([(paid, 1.0), (gate, -most)], upper=0.0)
    return paid


def _rivals(problem: Problem, lever: Lever) -> set[str]:
    """List the levers that exclude this one, whichever of the two says so."""
    others = {other.code for other in problem.levers if lever.code in other.excludes}
    return (others | set(lever.excludes)) - {lever.code}


def _may_cost(shape: Formulation, place: int, year: int) -> bool:
    return bool(costs(shape, place, year))


def costs(shape: Formulation, place: int, year: int) -> Terms:
    """Give the cost of an action in a year, as a function of its start."""
    action = shape.problem.actions[place]
    return [
        (column, cents / SCALE)
        for start, column in shape.starts[place].items()
        if (cents := action.cost_in(start, year))
    ]


def _negative(terms: Terms) -> Terms:
    return [(column, -weight) for column, weight in terms]


def _own_money(shape: Formulation, elastic: bool) -> None:
    problem, model = shape.problem, shape.model
    everything: Terms = []
    for year, budget in enumerate(problem.own_budget):
        terms: Terms = []
        for place in range(len(problem.actions)):
            terms += costs(shape, place, year)
            terms += [(flow, -1.0) for flow in shape.grants.get((place, year), [])]
        everything += terms
        if elastic:
            shape.own_slack[year] = model.add()
            terms = [*terms, (shape.own_slack[year], -1.0)]
        model.row(terms, upper=budget / SCALE)
    if problem.own_total is not None:
        if elastic:
            shape.total_slack = model.add()
            everything.append((shape.total_slack, -1.0))
        model.row(everything, upper=problem.own_total / SCALE)


def _envelopes(shape: Formulation) -> None:
    by_lever: dict[int, Terms] = defaultdict(list)
    for (_place, rank), column in shape.pays.items():
        by_lever[rank].append((column, 1.0))
    for rank, terms in by_lever.items():
        shape.model.row(terms, upper=shape.problem.levers[rank].envelope / SCALE)
    for (place, rank), gate in shape.uses.items():
        for other in _rivals(shape.problem, shape.problem.levers[rank]):
            rival = next(
                (k for k, lever in enumerate(shape.problem.levers) if lever.code == other), rank
            )
            if rival > rank and (place, rival) in shape.uses:
                both = [(gate, 1.0), (shape.uses[place, rival], 1.0), (shape.choice[place], -1.0)]
                shape.model.row(both, upper=0.0)


def _staff(shape: Formulation, elastic: bool) -> None:
    problem, model = shape.problem, shape.model
    for year, capacity in enumerate(problem.staff_capacity or ()):
        terms = [
            (column, float(need))
            for place, action in enumerate(problem.actions)
            for start, column in shape.starts[place].items()
            if (need := action.staff_in(start, year))
        ]
        if elastic:
            shape.staff_slack[year] = model.add()
            terms.append((shape.staff_slack[year], -1.0))
        model.row(terms, upper=float(capacity))


def _precedence(shape: Formulation) -> None:
    places = {action.code: place for place, action in enumerate(shape.problem.actions)}
    for place, action in enumerate(shape.problem.actions):
        for code in action.needs:
            _started_before(shape, place, places[code], 0)
        for code in action.after:
            _started_before(shape, place, places[code], shape.problem.by_code[code].duration)


def _started_before(shape: Formulation, place: int, other: int, lag: int) -> None:
    """Started by year s only if the other was started by year s - lag; the last row says chosen."""
    if place == other:
        if lag:
            shape.model.upper[shape.choice[place]] = 0.0
        return
    last = len(shape.problem.years) - 1
    for year in range(last + 1):
        mine = [(column, 1.0) for start, column in shape.starts[place].items() if start <= year]
        theirs = [
            (column, -1.0) for start, column in shape.starts[other].items() if start <= year - lag
        ]
        started_now = year in shape.starts[place] or year == last
        if mine and started_now:
            shape.model.row([*mine, *theirs], upper=0.0)
    shape.model.row([(shape.choice[place], 1.0), (shape.choice[other], -1.0)], upper=0.0)


def _exclusions(shape: Formulation) -> None:
    places = {action.code: place for place, action in enumerate(shape.problem.actions)}
    pairs = {
        tuple(sorted((place, places[code])))
        for place, action in enumerate(shape.problem.actions)
        for code in action.excludes
    }
    for first, second in sorted(pairs):
        shape.model.row([(shape.choice[first], 1.0), (shape.choice[second], 1.0)], upper=1.0)


def _synergies(shape: Formulation, with_value: bool) -> None:
    places = {action.code: place for place, action in enumerate(shape.problem.actions)}
    for synergy in shape.problem.synergies:
        bonus = float(synergy.bonus) if with_value else 0.0
        both = shape.model.add(0.0, 1.0, cost=bonus)
        first, second = (shape.choice[places[code]] for code in (synergy.first, synergy.second))
        shape.model.row([(both, 1.0), (first, -1.0)], upper=0.0)
        shape.model.row([(both, 1.0), (second, -1.0)], upper=0.0)
        shape.model.row([(both, 1.0), (first, -1.0), (second, -1.0)], lower=-1.0)


def _minimums(shape: Formulation) -> None:
    for minimum in shape.problem.minimums:
        terms = [
            (shape.choice[place], float(minimum.weight(action)))
            for place, action in enumerate(shape.problem.actions)
            if minimum.holds(action)
        ]
        largest = max((weight for _column, weight in terms), default=1.0) or 1.0
        scaled = [(column, weight / largest) for column, weight in terms]
        shape.model.row(scaled, lower=minimum.least / largest)
