"""Projects in order of votes while the money lasts: what most towns do.

Pabulib's convention: ranked by votes (by points where ballots give some), not by votes per
euro, which is another rule. With skip, a project that does not fit is passed over; without,
the count stops there.
"""

from consultation.budget.election import Election, Outcome, Tie, settled, tie_order


def greedy(election: Election, *, skip: bool = True, start: tuple[int, ...] = ()) -> Outcome:
    """Walk down the projects by votes. `start`: winners already known, kept in front."""
    winners, ties = list(start), []
    left = election.budget - election.cost_of(start)
    order = sorted(
        (place for place in election.eligible if place not in start),
        key=lambda place: (-election.scores[place], *tie_order(election, place)),
    )
    for rank, place in enumerate(order):
        if election.blocked(place, winners):
            continue
        if election.projects[place].cost > left:
            if skip:
                continue
            break
        equals = [
            other
            for other in order[rank:]
            if election.scores[other] == election.scores[place]
            and election.projects[other].cost <= left
            and not election.blocked(other, winners)
        ]
        if len(equals) > 1:
            ties.append(Tie(tuple(equals), place))
        winners.append(place)
        left -= election.projects[place].cost
    rule = "greedy" if skip else "greedy_no_skip"
    return Outcome(rule, tuple(winners), settled(ties, winners))
