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

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from consultation.budget.election import Election, tie_order
from consultation.budget.shares_exact import free_winners

Floats = NDArray[np.float64]

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


def run_fast(election: Election, raises: int) -> FastRun:
    """Run with the budget of each voter raised `raises` times by 1. Raises Doubtful."""
    purses = Purses(election, raises)
    winners = free_winners(election)
    run = FastRun(winners, free=len(winners))
    while True:
        found = purses.best()
        if found is None:
            return run
        place, rate, equals = found
        run.rates.append(rate)
        if len(equals) > 1:
            run.equals.append(equals)
        purses.buy(place, rate)
        winners.append(place)


def holds(election: Election, run: FastRun, raises: int) -> bool:
    """Tell for sure that a run is that of every budget from its own up to this one.

    Along one sequence of purchases, more money for all leaves more to each after each purchase,
    hence lower rates. So if a project's rate with the largest budget is still over the rate
    that the winner had with the smallest, it is over it with all the budgets between; and if
    nothing more can be paid with the largest budget, nothing can with the others.
    """
    purses = Purses(election, raises)
    try:
        for place, rate in zip(run.winners[run.free :], run.rates, strict=True):
            if not purses.is_first(place, rate):
                return False
            purses.buy(place, purses.rate(place) or rate)
        return purses.best() is None
    except Doubtful:
        return False


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
        balances = self.balances[rows]
        votes = self.votes[place]
        rounding = _rounding(len(rows))
        doubt = self.error + rounding * cost
        if place not in self.unequal:
            if balances.min() >= cost / votes + doubt:
                return Rate(1.0 / votes, 1.0 / votes, cost / votes, votes)
            self.unequal.add(place)
        worth = weights * balances
        money = float(worth.sum())
        doubt += rounding * money
        if money < cost - doubt:
            return None
        if money <= cost + doubt:
            raise Doubtful("money and cost are equal as far as can be seen")
        price, payers, short, poor = _price(
            balances, weights, worth, votes, cost, self.least[place] * cost
        )
        slack = 2 * doubt / payers + rounding * price
        high = price + slack
        if np.count_nonzero(balances < high) > np.count_nonzero(short):
            paid = float((weights * np.minimum(balances, high)).sum())
            if paid < cost + doubt:
                raise Doubtful("a supporter has the price as far as can be seen")
        elif poor == 0.0 and self.spent[rows][short].all():
            return Rate(1.0 / payers, 1.0 / payers, price, int(payers))
        return Rate((price - slack) / cost, high / cost * (1 + rounding), price)

    def buy(self, place: int, rate: Rate) -> None:
        rows, cost = self.members[place], self.costs[place]
        balances = self.balances[rows]
        money = float((self.weights[place] * balances).sum())
        self.error += _rounding(len(rows)) * (money + cost)
        self.spent[rows] |= balances < rate.low * cost - self.error
        self.balances[rows] = np.maximum(balances - rate.price, 0.0)
        self._forget(place)

    def best(self) -> tuple[int, Rate, tuple[int, ...]] | None:
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

    def _chosen(self, known: dict[int, Rate]) -> tuple[int, Rate, tuple[int, ...]]:
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

    def is_first(self, place: int, rate: Rate) -> bool:
        """Tell whether no project can come before one that is paid at this rate."""
        near = [other for other, low in self.least.items() if low <= rate.high and other != place]
        for other in near:
            if self._after(other, place, rate):
                continue
            found = self.rate(other)
            if found is None:
                del self.least[other]
                continue
            self.least[other] = found.low
            if found.low <= rate.high:
                return False
        return True

    def _after(self, other: int, place: int, rate: Rate) -> bool:
        """A rate is at least 1 / supporters: enough when the winner's is exactly that."""
        if not rate.payers or self.votes[other] > rate.payers:
            return False
        if self.votes[other] < rate.payers:
            return True
        return tie_order(self.election, place) < tie_order(self.election, other)

    def _forget(self, place: int) -> None:
        """Set aside a winner and what is incompatible with it."""
        self.least.pop(place, None)
        for rival in self.election.rivals.get(place, ()):
            self.least.pop(rival, None)


def _price(
    balances: Floats, weights: Floats, worth: Floats, votes: int, cost: float, start: float
) -> tuple[float, float, NDArray[np.bool_], float]:
    """Find what each pays, those who have less giving all, from a price that is not over it.

    Returns the price, how many pay it, who cannot, and what those give.
    """
    price, before = start * (1 - 1e-9), -1.0
    while True:
        short = balances < price
        payers = votes - float((weights * short).sum())
        if payers <= 0:
            raise Doubtful("nobody can pay the price")
        poor = float((worth * short).sum())
        price = (cost - poor) / payers
        if payers == before:
            return price, payers, short, poor
        before = payers


def _rounding(terms: int) -> float:
    """Rounding of a purchase relative to the money at stake: each sum of n terms is within
    n units in the last place, and a few more operations follow."""
    return (terms + 64) * 2.0**-53
