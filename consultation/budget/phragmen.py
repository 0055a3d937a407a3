"""Sequential Phragmén: everyone earns money at the same pace, and supporters buy together.

Phragmén (1894); Janson, arXiv:1611.08826 (2016); for projects with costs: Los, Christoff &
Grossi, "Proportional Budget Allocations", IJCAI 2022. The project whose supporters hold its
cost first is bought and they are left with nothing; the count stops at the first project that
does not fit in what is left of the budget.

Times are fractions with a common denominator, kept as whole numbers.
"""

from fractions import Fraction

from consultation.budget.election import Election, Outcome, Tie, settled, tie_order
from perpignan.arrays import Ints, np


def phragmen(election: Election) -> Outcome:
    """Buy projects in the order in which their supporters can pay. Exact."""
    purses = _Purses(election)
    winners: list[int] = []
    ties: list[Tie] = []
    left = election.budget
    while True:
        candidates = [
            place
            for place in election.eligible
            if place not in winners and not election.blocked(place, winners)
        ]
        if not candidates:
            break
        times = {place: purses.time_of(place) for place in candidates}
        soonest = min(times.values())
        equals = sorted(
            (place for place in candidates if times[place] == soonest),
            key=lambda place: tie_order(election, place),
        )
        place = equals[0]
        if election.projects[place].cost > left:
            break
        if len(equals) > 1:
            ties.append(Tie(tuple(equals), place))
        purses.spend(place)
        winners.append(place)
        left -= election.projects[place].cost
    return Outcome("phragmen", tuple(winners), settled(ties, winners))


class _Purses:
    """When each group of identical ballots last paid.

    paid: (groups,), number of the purchase, 0 for none; instants[n] / scale is the time of
    purchase n. A project's time is (its cost + when its supporters last paid) / supporters.
    """

    def __init__(self, election: Election) -> None:
        self.weights, self.members = election.weights, election.supporters
        self.unit = election.unit
        self.costs = [int(project.cost * self.unit) for project in election.projects]
        self.votes = election.votes
        self.paid: Ints = np.zeros(len(self.weights), dtype=np.int64)
        self.instants, self.scale = [0], 1
        self.known: dict[int, Ints] = {}

    def time_of(self, place: int) -> Fraction:
        return Fraction(self._numerator(place), self.votes[place])

    def spend(self, place: int) -> None:
        bought, supporters = self._numerator(place), self.votes[place]
        self.instants = [instant * supporters for instant in self.instants] + [bought]
        self.scale *= supporters
        self.paid[self.members[place]] = len(self.instants) - 1
        self.known.clear()

    def _numerator(self, place: int) -> int:
        """(cost + sum of times) of a project's supporters, times the scale."""
        if place not in self.known:
            rows = self.members[place]
            self.known[place] = np.bincount(self.paid[rows], weights=self.weights[rows]).astype(
                np.int64
            )
        total = self.costs[place] * self.scale
        for instant, count in zip(self.instants, self.known[place].tolist(), strict=False):
            total += instant * count
        return total
