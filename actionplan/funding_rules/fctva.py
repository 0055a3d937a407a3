"""The VAT compensation fund: what comes back on eligible expenses, TTC, apart from the plan."""

from collections import defaultdict
from decimal import Decimal

from actionplan.funding_rules.plan import Basis, CostLine, FundingPlan, Nature, Purpose
from actionplan.funding_rules.vat import convert_lines, to_cent

RATE = Decimal("0.16404")
CLOUD_RATE = Decimal("0.056")
CLOUD_FROM = 2021


def rate_of(line: CostLine) -> Decimal:
    """Give the share of the TTC amount that comes back: by nature and by year of payment."""
    if line.purpose is Purpose.CLOUD_INFRASTRUCTURE:
        return CLOUD_RATE if line.year >= CLOUD_FROM else Decimal(0)
    if line.purpose is Purpose.STANDARD and line.nature is Nature.INVESTMENT:
        return RATE
    return Decimal(0)


def compensation_by_year(plan: FundingPlan) -> dict[int, Decimal]:
    """Give what comes back for the expenses of each year, rounded once a rate and a year."""
    base: dict[tuple[int, Decimal], Decimal] = defaultdict(Decimal)
    for line in convert_lines(plan.costs, Basis.INCLUDED):
        if rate := rate_of(line):
            base[line.year, rate] += line.amount
    found: dict[int, Decimal] = defaultdict(Decimal)
    for (year, rate), amount in sorted(base.items()):
        found[year] += to_cent(amount * rate)
    return dict(found)
