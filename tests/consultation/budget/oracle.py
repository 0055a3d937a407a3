"""The rules again, written as slowly and plainly as their definitions, in fractions."""

from fractions import Fraction

from hypothesis import strategies as st

from consultation.budget.election import Ballot, Election, Project


def vote(costs, ballots, budget, **options):
    """Make an approval vote: `ballots` are sets of positions."""
    return Election(
        budget=Fraction(budget),
        projects=tuple(Project(f"p{n}", Fraction(cost)) for n, cost in enumerate(costs)),
        ballots=tuple(Ballot(f"v{n}", tuple(sorted(b))) for n, b in enumerate(ballots)),
        **options,
    )


SMALL_COSTS = st.integers(0, 12)


@st.composite
def votes(draw, projects=5, voters=8, costs=SMALL_COSTS):
    count = draw(st.integers(1, projects))
    named = st.sets(st.integers(0, count - 1))
    several = st.frozensets(st.integers(0, count - 1), min_size=min(2, count))
    conflicts = draw(st.lists(several, max_size=1))
    return vote(
        draw(st.lists(costs, min_size=count, max_size=count)),
        draw(st.lists(named, min_size=1, max_size=voters)),
        draw(st.integers(0, 30)),
        conflicts=tuple(conflicts),
    )


def prefer(election, place):
    return -election.votes[place], election.projects[place].cost, place


def open_to(election, winners):
    return [
        place
        for place, project in enumerate(election.projects)
        if place not in winners
        and election.votes[place]
        and project.cost <= election.budget
        and not any(place in g and set(winners) & g - {place} for g in election.conflicts)
    ]


def shares_once(election, each):
    """Equal shares with a given budget for each voter, voter by voter."""
    purse = [Fraction(each)] * len(election.ballots)
    winners = []
    while True:
        rates = {}
        for place in open_to(election, winners):
            cost = election.projects[place].cost
            fans = [n for n, b in enumerate(election.ballots) if place in b.projects]
            if sum(purse[n] for n in fans) < cost:
                continue
            rates[place] = Fraction(0)
            for price in {purse[n] for n in fans} if cost else ():
                # The price lies between two purses: try each cut of the supporters.
                poor = [n for n in fans if purse[n] < price]
                rich = len(fans) - len(poor)
                found = (cost - sum(purse[n] for n in poor)) / rich
                if sum(min(purse[n], found) for n in fans) == cost:
                    rates[place] = found / cost
        if not rates:
            return winners
        best = min(rates, key=lambda place: (rates[place], *prefer(election, place)))
        price = rates[best] * election.projects[best].cost
        for n, ballot in enumerate(election.ballots):
            if best in ballot.projects:
                purse[n] -= min(purse[n], price)
        winners.append(best)


def shares_add_one(election):
    each, winners = election.budget / len(election.ballots), None
    while True:
        found = shares_once(election, each)
        spent = sum(election.projects[place].cost for place in found)
        if spent > election.budget:
            return winners
        winners = found
        left = election.budget - spent
        if all(election.projects[p].cost > left for p in open_to(election, winners)):
            return winners
        each += 1


def phragmen(election):
    """Sequential Phragmén from the definition: the smallest of the largest loads."""
    load = [Fraction(0)] * len(election.ballots)
    winners, left = [], election.budget
    while True:
        times = {}
        for place in open_to(election, winners):
            fans = [n for n, b in enumerate(election.ballots) if place in b.projects]
            cost = election.projects[place].cost
            times[place] = (cost + sum(load[n] for n in fans)) / Fraction(len(fans))
        if not times:
            return winners
        best = min(times, key=lambda place: (times[place], *prefer(election, place)))
        if election.projects[best].cost > left:
            return winners
        left -= election.projects[best].cost
        for n, ballot in enumerate(election.ballots):
            if best in ballot.projects:
                load[n] = times[best]
        winners.append(best)
