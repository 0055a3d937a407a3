"""One run of the method of equal shares in whole numbers, whatever their length.

Balances have a common denominator; a purchase at the price a / b multiplies it by b. Exact and
slow: it serves small votes, and what `shares_fast` cannot tell apart.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from consultation.budget.election import Election, Tie, tie_order


@dataclass(frozen=True)
class Run:
    """Winners in order of purchase, and the ties met."""

    winners: tuple[int, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class _Price:
    """The most a supporter pays: `numerator / payers`, in the unit of the balances."""

    numerator: int
    payers: int
    rate: Fraction


def run_exactly(election: Election, per_voter: Fraction) -> Run:
    """Give each voter the same money and buy at the lowest rate while some can be paid."""
    purses = _Purses(election, per_voter)
    winners = free_winners(election)
    ties: list[Tie] = []
    while True:
        best = purses.best(winners)
        if not best:
            return Run(tuple(winners), tuple(ties))
        equals = sorted(best, key=lambda place: tie_order(election, place))
        if len(equals) > 1:
            ties.append(Tie(tuple(equals), equals[0]))
        purses.buy(equals[0], best[equals[0]])
        winners.append(equals[0])


def free_winners(election: Election) -> list[int]:
    """Projects that cost nothing win first, if someone supports them."""
    winners: list[int] = []
    free = [place for place in election.eligible if election.projects[place].cost == 0]
    for place in sorted(free, key=lambda place: tie_order(election, place)):
        if not election.blocked(place, winners):
            winners.append(place)
    return winners


class _Purses:
    def __init__(self, election: Election, per_voter: Fraction) -> None:
        self.election = election
        self.scale = election.unit * per_voter.denominator
        self.balances = [int(per_voter * self.scale)] * len(election.weights)
        self.weights = election.weights.tolist()
        self.members = [rows.tolist() for rows in election.supporters]
        self.least = {
            place: Fraction(0) for place in election.eligible if election.projects[place].cost > 0
        }

    def best(self, winners: list[int]) -> dict[int, _Price]:
        """Projects of lowest rate, with their prices. Rates never fall: old ones are bounds."""
        best: dict[int, _Price] = {}
        rate: Fraction | None = None
        for place in sorted(self.least, key=lambda place: self.least[place]):
            if rate is not None and self.least[place] > rate:
                break
            if place in winners or self.election.blocked(place, winners):
                del self.least[place]
                continue
            price = self._price(place)
            if price is None:
                del self.least[place]
                continue
            self.least[place] = price.rate
            if rate is None or price.rate < rate:
                best, rate = {place: price}, price.rate
            elif price.rate == rate:
                best[place] = price
        return best

    def buy(self, place: int, price: _Price) -> None:
        for row in self.members[place]:
            self.balances[row] = max(0, self.balances[row] * price.payers - price.numerator)
        paid = set(self.members[place])
        for row in range(len(self.balances)):
            if row not in paid:
                self.balances[row] *= price.payers
        self.scale *= price.payers
        self._reduce()

    def _price(self, place: int) -> _Price | None:
        cost = self.election.projects[place].cost * self.scale
        missing, payers = int(cost), self.election.votes[place]
        for row in sorted(self.members[place], key=self.balances.__getitem__):
            balance, weight = self.balances[row], self.weights[row]
            if balance * payers >= missing:
                return _Price(missing, payers, Fraction(missing, payers * int(cost)))
            missing -= balance * weight
            payers -= weight
        return None

    def _reduce(self) -> None:
        shared = gcd(self.scale // self.election.unit, *self.balances)
        if shared > 1:
            self.scale //= shared
            self.balances = [balance // shared for balance in self.balances]
