"""What a plan adds up to: rates, years, funders, cash, and what happens when levers fail."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from actionplan.funding_rules.plan import (
    PUBLIC_AID,
    ZERO,
    FundingLine,
    FundingPlan,
    Nature,
    Origin,
    State,
)
from actionplan.funding_rules.vat import to_cent

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Rates:
    """How far a cost is paid; rates are none where there is no cost."""

    cost: Decimal
    firm: Decimal
    hoped: Decimal
    own: Decimal
    other_public: Decimal

    @property
    def firm_rate(self) -> Decimal | None:
        return self.firm / self.cost if self.cost else None

    @property
    def hoped_rate(self) -> Decimal | None:
        return self.hoped / self.cost if self.cost else None

    @property
    def own_rate(self) -> Decimal | None:
        """Give the owner's share of the money of public persons, as the law counts it."""
        public = self.own + self.other_public
        return self.own / public if public else None

    @property
    def unfunded(self) -> Decimal:
        return self.cost - self.hoped


def rates(plan: FundingPlan, nature: Nature | None = None) -> Rates:
    """Add up a plan; the owner's own money is firm as soon as it is in the plan."""
    lines = plan.alive(nature)
    firm = [line for line in lines if line.is_firm or line.origin is Origin.OWN]
    return Rates(
        cost=plan.cost(nature),
        firm=_total(firm),
        hoped=_total(lines),
        own=plan.given({Origin.OWN}, nature),
        other_public=plan.given(PUBLIC_AID, nature),
    )


def by_year(plans: Iterable[FundingPlan]) -> dict[int, Decimal]:
    """Add up what is given each year, refused lines left out."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for plan in plans:
        for line in plan.alive():
            for year, amount in line.amounts.items():
                found[year] += amount
    return dict(sorted(found.items()))


def by_funder(plans: Iterable[FundingPlan]) -> dict[str, Decimal]:
    return _grouped(plans, lambda line: line.funder, refused=False)


def by_state(plans: Iterable[FundingPlan]) -> dict[State, Decimal]:
    """Add up by state, refused lines included: what was lost is told too."""
    return _grouped(plans, lambda line: line.state, refused=True)


def costs_by_year(plans: Iterable[FundingPlan]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for plan in plans:
        for line in plan.costs:
            found[line.year] += line.amount
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class CashPoint:
    year: int
    spent: Decimal
    received: Decimal
    balance: Decimal  # received less spent since the first year


def cash_curve(plans: Collection[FundingPlan], *, firm_only: bool = False) -> list[CashPoint]:
    """Follow the money year by year: the lowest balance is what must be advanced."""
    spent, received = costs_by_year(plans), by_year(map(secured, plans) if firm_only else plans)
    points, balance = [], ZERO
    for year in sorted(spent.keys() | received.keys()):
        out, back = spent.get(year, ZERO), received.get(year, ZERO)
        balance += back - out
        points.append(CashPoint(year, out, back, balance))
    return points


def expected(plan: FundingPlan) -> Decimal:
    """Give the money hoped for, each line weighed by its probability; firm lines count whole."""
    return to_cent(sum((line.total * _chance(line) for line in plan.alive()), ZERO))


def secured(plan: FundingPlan) -> FundingPlan:
    """Give the worst case: all that is not firm fails, the owner's own money stays."""
    kept = (line for line in plan.funding if line.is_firm or line.origin is Origin.OWN)
    return plan.with_funding(line for line in kept if line.is_alive)


def without_levers(plan: FundingPlan, codes: Collection[str]) -> FundingPlan:
    """Give the plan as it would be if these levers were refused."""
    return plan.with_funding(
        replace(line, state=State.REFUSED) if line.lever and line.lever.code in codes else line
        for line in plan.funding
    )


def _chance(line: FundingLine) -> Decimal:
    return Decimal(1) if line.is_firm or line.origin is Origin.OWN else line.probability


def _total(lines: Iterable[FundingLine]) -> Decimal:
    return sum((line.total for line in lines), ZERO)


def _grouped(
    plans: Iterable[FundingPlan], key: Callable[[FundingLine], K], *, refused: bool
) -> dict[K, Decimal]:
    found: dict[K, Decimal] = defaultdict(Decimal)
    for plan in plans:
        for line in plan.funding:
            if refused or line.is_alive:
                found[key(line)] += line.total
    return dict(found)
