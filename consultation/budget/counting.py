"""One door to the rules, what each gives people, and what changes from one to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from consultation.budget.election import (
    Ballot,
    BudgetError,
    Election,
    Outcome,
)
from consultation.budget.greedy import greedy
from consultation.budget.phragmen import phragmen
from consultation.budget.shares import Completion, equal_shares


class Rule(StrEnum):
    GREEDY = "greedy"
    GREEDY_NO_SKIP = "greedy_no_skip"
    EQUAL_SHARES = "equal_shares"
    PHRAGMEN = "phragmen"


@dataclass(frozen=True)
class Comparison:
    """A rule beside the first one: what it adds and removes, who has at least one winner."""

    outcome: Outcome
    added: tuple[int, ...]
    removed: tuple[int, ...]
    spent: Fraction
    served: Fraction


def count(
    election: Election, rule: Rule | str, *, completion: Completion | str = Completion.ADD_ONE
) -> Outcome:
    """Count by a rule. Raises BudgetError: unknown_rule."""
    if rule not in set(Rule):
        raise BudgetError("unknown_rule", rule=str(rule))
    if rule == Rule.EQUAL_SHARES:
        return equal_shares(election, completion=Completion(completion))
    if rule == Rule.PHRAGMEN:
        return phragmen(election)
    return greedy(election, skip=rule == Rule.GREEDY)


def compare(election: Election, outcomes: Sequence[Outcome]) -> list[Comparison]:
    """Put outcomes beside the first of them."""
    first = set(outcomes[0].winners) if outcomes else set()
    return [
        Comparison(
            outcome=outcome,
            added=tuple(place for place in outcome.winners if place not in first),
            removed=tuple(sorted(first - set(outcome.winners))),
            spent=election.cost_of(outcome.winners),
            served=share_served(election, outcome.winners),
        )
        for outcome in outcomes
    ]


def share_served(election: Election, winners: Sequence[int]) -> Fraction:
    """Share of ballots that support at least one winner, 0 without ballots."""
    won = set(winners)
    served = sum(number for ballot, number in election.grouped.items() if won & set(ballot))
    return Fraction(served, len(election.ballots)) if election.ballots else Fraction(0)


def by_district(election: Election, budgets: Mapping[str, Fraction]) -> dict[str, Election]:
    """Cut a vote into one for each district with a budget of its own.

    A ballot takes part where it names a project at least. Raises BudgetError:
    unknown_district, for a project whose district has no budget.
    """
    districts: dict[str, list[int]] = {name: [] for name in budgets}
    for place, project in enumerate(election.projects):
        if project.district not in districts:
            raise BudgetError("unknown_district", district=project.district, project=project.code)
        districts[project.district].append(place)
    return {name: _part(election, places, budgets[name]) for name, places in districts.items()}


def _part(election: Election, places: list[int], budget: Fraction) -> Election:
    new = {place: rank for rank, place in enumerate(places)}
    ballots = []
    for ballot in election.ballots:
        kept = [rank for rank, place in enumerate(ballot.projects) if place in new]
        if kept:
            points = ballot.points
            ballots.append(
                Ballot(
                    ballot.voter,
                    tuple(new[ballot.projects[rank]] for rank in kept),
                    None if points is None else tuple(points[rank] for rank in kept),
                    ballot.more,
                )
            )
    return election.with_options(
        budget=budget,
        projects=tuple(election.projects[place] for place in places),
        ballots=tuple(ballots),
        conflicts=tuple(
            frozenset(new[place] for place in group if place in new) for group in election.conflicts
        ),
        notices=(),
    )


def as_json(election: Election, outcome: Outcome) -> dict[str, Any]:
    """Write an outcome down, projects by their codes; amounts whole where they are."""
    codes = [project.code for project in election.projects]
    spent = election.cost_of(outcome.winners)
    return {
        "rule": outcome.rule,
        "winners": [codes[place] for place in outcome.winners],
        "spent": amount(spent),
        "left": amount(election.budget - spent),
        "ties": [
            {
                "projects": [codes[place] for place in tie.projects],
                "first": codes[tie.first],
                "decisive": tie.decisive,
            }
            for tie in outcome.ties
        ],
        "budget": amount(election.budget),
        "ballots": len(election.ballots),
        "share_with_a_winner": round(float(share_served(election, outcome.winners)), 6),
        **outcome.details,
    }


def amount(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
