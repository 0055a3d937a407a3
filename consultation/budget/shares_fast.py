"""One run of the method of equal shares in floating point, with proof, or no answer.

Balances are rounded, so each comes with a bound on its error; a choice is made only when the
bounds leave no doubt, and otherwise the run gives up and is made in whole numbers.

Why the bound stays small: let E be the sum over voters of |rounded - true balance|. Buying a
project turns balances b into (b - q)+, with q such that payments add up to its cost. This map
keeps order (more money, lower q, more left) and takes the same total from everyone, so it
never spreads two sets of balances further apart in that sum (Crandall & Tartar, *Proceedings of
the AMS* 78 (1980)). E therefore grows by the rounding of each purchase only. And as the
payments of rounded and true balances at the same q differ by E at most, the true q lies between
those for which rounded balances would pay the cost less E, and the cost plus E.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol

from consultation.budget.election import Election, tie_order
from consultation.budget.shares_exact import free_winners
from perpignan.arrays import Bools, Floats, np

#: Amounts under this are whole numbers in floating point.
LARGEST = 2.0**52


class Doubtful(Exception):
    """Rounded balances do not tell which project comes next."""


@dataclass(frozen=True)
class Rate:
    """Money that each supporter pays for a unit of cost, between two bounds.

    payers: the number of supporters if it is certain that all pay the same: the rate is then
    exactly 1 / payers. Otherwise 0.
    """

    low: float
    high: float
    price: float
    payers: int = 0


@dataclass
class FastRun:
    """Winners in order, the rate of each, and groups of projects of equal rate."""

    winners: list[int]
    rates: list[Rate] = field(default_factory=list)
    equals: list[tuple[int, ...]] = field(default_factory=list)
    free: int = 0


def can_run(election: Election, raises: int) -> bool:
    """Tell whether all amounts are whole numbers that floating point holds exactly."""
    voters = len(election.ballots)
    money = (int(election.budget * election.unit) + raises * election.unit * voters) * voters
    costs = [project.cost for project in election.projects]
    return (
        voters > 0
        and money < LARGEST
        and max(costs, default=0) * election.unit * voters < (LARGEST)
    )


def run_fast(election: Election, raises: int, guide: "Guided | None" = None) -> FastRun:
    """Run with the budget of each voter raised `raises` times by 1. Raises Doubtful.

    guide: what a budget under this one and one over it prove (see `shares_guide`).
    """
    purses = Purses(election, raises)
    winners = free_winners(election)
    run = FastRun(winners, free=len(winners))
    if guide is not None:
        _follow(purses, run, guide)
    while (found := purses.best()) is not None:
        _take(purses, run, found)
    return run


Found = tuple[int, "Rate", tuple[int, ...]]


class Guided(Protocol):
    """Where a run may be followed: only `near` projects can win a step that it shares."""

    @property
    def steps(self) -> Sequence["Step"]: ...

    @property
    def last(self) -> Mapping[int, float]: ...


@dataclass(frozen=True)
class Step:
    """A purchase, the projects that may come first there (itself too), and bounds on rates."""

    place: int
    near: tuple[int, ...]
    least: Mapping[int, float]


def _follow(purses: "Purses", run: FastRun, guide: Guided) -> None:
    """Make the purchases of the guide as long as they are ours, and the first that differs."""
    for step in guide.steps:
        purses.least = {place: step.least[place] for place in step.near}
        found = purses.best()
        if found is None or found[0] != step.place:
            ruled_out = set(step.near) - set(purses.least)
            known = {**step.least, **purses.least}
            purses.least = {place: low for place, low in known.items() if place not in ruled_out}
            if found is not None:
                _take(purses, run, found)
            return
        _take(purses, run, found)
    purses.least = dict(guide.last)


def _take(purses: "Purses", run: FastRun, found: Found) -> None:
    place, rate, equals = found
    run.rates.append(rate)
    if len(equals) > 1:
        run.equals.append(equals)
    purses.buy(place, rate)
    run.winners.append(place)


class Purses:
    """What groups of identical ballots have left, in cents times the number of voters.

    spent: groups known to have nothing left at all, not even a rounding.
    unequal: projects whose supporters cannot all pay the same any more.
    """

    def __init__(self, election: Election, raises: int) -> None:
        voters = len(election.ballots)
        self.election = election
        self.votes = election.votes
        self.members = election.supporters
        self.weights = election.member_weights
        each = float(int(election.budget * election.unit) + raises * election.unit * voters)
        self.balances: Floats = np.full(len(election.weights), each)
        self.spent = np.zeros(len(election.weights), dtype=bool)
        self.unequal: set[int] = set()
        self.error = 0.0
        self.costs = election.whole_costs
        #: Rates never fall: what was found before is a bound for later.
        self.least = {
            place: 1.0 / self.votes[place] for place in election.eligible if self.costs[place] > 0
        }
        for place in free_winners(election):
            self._forget(place)

    def rate(self, place: int) -> Rate | None:
        """Return a project's rate, None if its supporters cannot pay. Raises Doubtful."""
        rows, cost, weights = self.members[place], self.costs[place], self.weights[place]
        balances = self.balances.take(rows)
        votes = self.votes[place]
        rounding = _rounding(len(rows))
        doubt = self.error + rounding * cost
        if place not in self.unequal:
            if balances.min() >= cost / votes + doubt:
                return Rate(1.0 / votes, 1.0 / votes, cost / votes, votes)
            self.unequal.add(place)
        money = _total(weights, balances)
        doubt += rounding * money
        if money < cost - doubt:
            return None
        if money <= cost + doubt:
            raise Doubtful("money and cost are equal as far as can be seen")
        price, payers, short, poor = _price(
            balances, weights, votes, cost, self.least[place] * cost
        )
        slack = 2 * doubt / payers + rounding * price
        high = price + slack
        if np.count_nonzero(balances < high) > np.count_nonzero(short):
            paid = _total(weights, np.minimum(balances, high))
            if paid < cost + doubt:
                raise Doubtful("a supporter has the price as far as can be seen")
        elif poor == 0.0 and self.spent[rows][short].all():
            return Rate(1.0 / payers, 1.0 / payers, price, int(payers))
        return Rate((price - slack) / cost, high / cost * (1 + rounding), price)

    def buy(self, place: int, rate: Rate) -> None:
        rows, cost = self.members[place], self.costs[place]
        balances = self.balances.take(rows)
        money = _total(self.weights[place], balances)
        self.error += _rounding(len(rows)) * (money + cost)
        empty = balances < rate.low * cost - self.error
        if empty.any():
            self.spent[rows[empty]] = True
        balances -= rate.price
        self.balances[rows] = np.maximum(balances, 0.0, out=balances)
        self._forget(place)

    def best(self) -> Found | None:
        """Return the project of lowest rate, its rate and its equals. Raises Doubtful."""
        known: dict[int, Rate] = {}
        while self.least:
            place = min(self.least, key=self.least.__getitem__)
            if place in known:
                return self._chosen(known)
            self._look(place, known)
        return None

    def _look(self, place: int, known: dict[int, Rate]) -> None:
        rate = self.rate(place)
        if rate is None:
            del self.least[place]
        else:
            known[place] = rate
            self.least[place] = rate.low

    def _chosen(self, known: dict[int, Rate]) -> Found:
        top = min(known.values(), key=lambda rate: rate.high).high
        for place in [p for p, low in self.least.items() if low <= top and p not in known]:
            self._look(place, known)
        near = [place for place, rate in known.items() if rate.low <= top]
        if len(near) > 1:
            if not all(known[place].payers for place in near):
                raise Doubtful("rates are equal as far as can be seen")
            most = max(known[place].payers for place in near)
            near = [place for place in near if known[place].payers == most]
            near.sort(key=lambda place: tie_order(self.election, place))
        return near[0], known[near[0]], tuple(near)

    def may_be_first(self, place: int, rate: Rate) -> Iterator[int]:
        """Find the other projects whose rate may be this one or less; refresh their bounds."""
        for other in [p for p, low in self.least.items() if low <= rate.high and p != place]:
            # A rate is at least 1 / supporters: enough when the winner's is exactly that.
            if rate.payers and self.votes[other] < rate.payers:
                continue
            found = self.rate(other)
            if found is None:
                del self.least[other]
                continue
            self.least[other] = found.low
            if found.low <= rate.high:
                yield other

    def comes_after(self, other: int, place: int, rate: Rate) -> bool:
        """Tell whether a project of the same rate at best loses the tie."""
        if rate.payers != self.votes[other]:
            return False
        return tie_order(self.election, place) < tie_order(self.election, other)

    def saved(self) -> "Purses":
        """Copy the state, so that a run can go on from here again."""
        twin = copy(self)
        twin.balances, twin.spent = self.balances.copy(), self.spent.copy()
        twin.unequal, twin.least = set(self.unequal), dict(self.least)
        return twin

    def _forget(self, place: int) -> None:
        """Set aside a winner and what is incompatible with it."""
        self.least.pop(place, None)
        for rival in self.election.rivals.get(place, ()):
            self.least.pop(rival, None)


def _price(
    balances: Floats, weights: Floats, votes: int, cost: float, start: float
) -> tuple[float, float, Bools, float]:
    """Find what each pays, those who have less giving all, from a price that is not over it.

    Returns the price, how many pay it, who cannot, and what those give.
    """
    price, payers, poor, before = start * (1 - 1e-9), 0.0, 0.0, -1
    while True:
        short = balances < price
        count = int(np.count_nonzero(short))
        if count == before:
            return price, payers, short, poor
        before, theirs = count, weights * short
        payers = votes - float(theirs.sum())
        if payers <= 0:
            raise Doubtful("nobody can pay the price")
        poor = _total(theirs, balances)
        price = (cost - poor) / payers


def _total(weights: Floats, balances: Floats) -> float:
    """Sum what groups hold. Not `dot`: its threads wait for one another on a busy machine."""
    return float(np.einsum("i,i->", weights, balances))


def _rounding(terms: int) -> float:
    """Rounding of a purchase relative to the money at stake: each sum of n terms is within
    n units in the last place, and a few more operations follow."""
    return (terms + 64) * 2.0**-53
