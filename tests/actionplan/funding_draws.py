"""Random funding plans near every limit, and what breaks in them, said in fractions."""

import random
from collections.abc import Iterable
from decimal import Decimal as D
from fractions import Fraction
from itertools import combinations

from actionplan.funding_rules.plan import (
    PUBLIC_AID,
    CostLine,
    FundingLine,
    FundingPlan,
    Lever,
    Nature,
    Origin,
    State,
)

#: What the draws break, and the oracle finds.
WATCHED = {
    *{("double_funding", "above_cost"), ("contribution_fund", "above_own")},
    *{("owner_share", "too_low"), ("public_aid_cap", "above")},
    *{("lever_limits", "above_rate"), ("lever_limits", "above_ceiling")},
    *{("double_funding", "same_expense"), ("double_funding", "more_than_expense")},
    ("european_funds", "same_expense"),
}


def drawn_plan(draw: random.Random) -> FundingPlan:
    """Draw a plan near the limits: amounts in a few steps, so that equality is frequent."""
    natures = list(Nature)
    costs = tuple(
        CostLine(f"C{place}", 2021, D(draw.randrange(0, 101)) * 10, draw.choice(natures))
        for place in range(draw.randrange(1, 4))
    )
    lines = tuple(_drawn_line(draw, costs, place) for place in range(draw.randrange(1, 6)))
    threshold = draw.choice([D("0.20"), D("0.30")])
    return FundingPlan(costs, lines, owner_threshold=threshold)


def _drawn_line(draw: random.Random, costs: tuple[CostLine, ...], place: int) -> FundingLine:
    lever, nature = None, draw.choice(list(Nature))
    if draw.random() < 0.6:
        lever = Lever(
            f"L{draw.randrange(3)}",
            rate=D("0.5"),
            ceiling=D(400),
            is_contribution_fund=draw.random() < 0.3,
        )
    mine = [cost.code for cost in costs if cost.nature is nature]
    named = draw.sample(mine, draw.randrange(1, len(mine) + 1)) if mine else []
    return FundingLine(
        f"F{place}",
        draw.choice(list(Origin)),
        {2021: D(draw.randrange(0, 51)) * 10, 2022: D(draw.randrange(0, 3)) / 100},
        lever,
        draw.choice(list(State)),
        nature,
        expenses=frozenset(named if draw.random() < 0.4 else ()),
    )


def expected_errors(plan: FundingPlan) -> set[tuple[str, str]]:
    """Say in fractions, without the package's own sums, what breaks."""
    alive = [line for line in plan.funding if line.state is not State.REFUSED]
    found = set()
    for nature in Nature:
        mine = [line for line in alive if line.nature is nature]
        cost = sum(Fraction(c.amount) for c in plan.costs if c.nature is nature)
        own = total(line for line in mine if line.origin is Origin.OWN)
        aid = total(line for line in mine if line.origin in PUBLIC_AID)
        fund = total(line for line in mine if line.lever and line.lever.is_contribution_fund)
        if total(mine) > cost:
            found.add(("double_funding", "above_cost"))
        if fund > own:
            found.add(("contribution_fund", "above_own"))
        if nature is Nature.INVESTMENT:
            if aid and own / (own + aid) < Fraction(plan.owner_threshold):
                found.add(("owner_share", "too_low"))
            if cost and aid / cost > Fraction(4, 5):
                found.add(("public_aid_cap", "above"))
    return found | _lever_errors(plan, alive) | _expense_errors(plan, alive)


def _paid_by(plan: FundingPlan, line: FundingLine) -> set[str]:
    every = {cost.code for cost in plan.costs if cost.nature is line.nature}
    return set(line.expenses) or every


def _cost_of(plan: FundingPlan, codes: Iterable[str]) -> Fraction:
    wanted = set(codes)
    return sum((Fraction(c.amount) for c in plan.costs if c.code in wanted), Fraction(0))


def _lever_errors(plan: FundingPlan, alive: list[FundingLine]) -> set[tuple[str, str]]:
    found = set()
    for code in {line.lever.code for line in alive if line.lever}:
        mine = [line for line in alive if line.lever and line.lever.code == code]
        base = _cost_of(plan, set().union(*(_paid_by(plan, line) for line in mine)))
        if total(mine) > base / 2:
            found.add(("lever_limits", "above_rate"))
        if total(mine) > 400:
            found.add(("lever_limits", "above_ceiling"))
    return found


def _expense_errors(plan: FundingPlan, alive: list[FundingLine]) -> set[tuple[str, str]]:
    found = set()
    for line in alive:
        within = [other for other in alive if other.expenses and other.expenses <= line.expenses]
        if line.expenses and total(within) > _cost_of(plan, line.expenses):
            key = "same_expense" if len(within) > 1 else "more_than_expense"
            found.add(("double_funding", key))
    europe = [line for line in alive if line.origin is Origin.EUROPEAN]
    for one, two in combinations(europe, 2):
        funds = [line.lever.code if line.lever else line.funder for line in (one, two)]
        if funds[0] != funds[1] and _paid_by(plan, one) & _paid_by(plan, two):
            found.add(("european_funds", "same_expense"))
    return found


def total(lines: Iterable[FundingLine]) -> Fraction:
    return sum((Fraction(a) for line in lines for a in line.amounts.values()), Fraction(0))
