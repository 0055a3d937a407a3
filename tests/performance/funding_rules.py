"""Ten thousand funding plans: the rules in Decimal against an oracle in fractions.

Ours: every rule valid on the day, with its figures and its sentence in French.
Peer: the oracle, which only says what breaks. Floor: adding up each plan once, in Decimal.
The three cases of the law come first; one difference anywhere fails.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from actionplan.funding_rules.checking import check_plan, is_allowed
from actionplan.funding_rules.plan import CostLine, FundingLine, FundingPlan, Origin
from tests.actionplan.funding_draws import WATCHED, drawn_plan, expected_errors

PLANS, DAY = 10_000, date(2020, 6, 1)
#: Own, private, then aid: whether the law allows it (CGCT, L. 1111-10).
CASES = (
    (20_000, 0, (40_000, 30_000, 10_000), True),
    (10_000, 10_000, (40_000, 30_000, 10_000), False),
    (18_000, 10_000, (32_000, 30_000, 10_000), True),
)


def case(own: int, private: int, aids: tuple[int, ...]) -> FundingPlan:
    given = [(Origin.OWN, own), (Origin.PRIVATE, private), *((Origin.PUBLIC, aid) for aid in aids)]
    lines = tuple(
        FundingLine(f"F{place}", origin, {2021: Decimal(amount)})
        for place, (origin, amount) in enumerate(given)
        if amount
    )
    return FundingPlan((CostLine("C", 2021, Decimal(100_000)),), lines)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def added_up(plans: list[FundingPlan]) -> None:
    for plan in plans:
        plan.cost()
        sum((line.total for line in plan.alive()), Decimal(0))


def main() -> int:
    right = sum(
        is_allowed(case(own, private, aids), DAY) is told for own, private, aids, told in CASES
    )
    draw = random.Random(2020)
    plans = [drawn_plan(draw) for _plan in range(PLANS)]
    spent, ours = timed(lambda: [check_plan(plan, DAY) for plan in plans])
    told, texts = timed(lambda: [finding.text for found in ours for finding in found])
    peer, oracle = timed(lambda: [expected_errors(plan) for plan in plans])
    floor, _nothing = timed(lambda: added_up(plans))
    found = [{(finding.rule, finding.key) for finding in one} & WATCHED for one in ours]
    same = sum(one == other for one, other in zip(found, oracle, strict=True))
    print(f"cases of the law right: {right} of {len(CASES)}")
    print(f"plans judged the same as in fractions: {same} of {PLANS}")
    for name, seconds in (("ours", spent), ("peer", peer), ("floor", floor)):
        each = 1e6 * seconds / PLANS
        print(f"{name:<6}{seconds:6.2f} s  {each:6.0f} µs a plan  {seconds / floor:5.1f} x floor")
    print(f"{len(texts)} sentences in {told:.2f} s")
    for (rule, key), count in sorted(Counter(pair for one in oracle for pair in one).items()):
        print(f"  {rule}.{key}: {count} plans")
    return 0 if same == PLANS and right == len(CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
