"""Value against own money: the plans where neither can be better without the other being worse.

The epsilon-constraint method (Haimes, Lasdon & Wismer, 1971): the most value for no more
than so much own money, then less and less.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from actionplan.portfolio.engine import Clock
from actionplan.portfolio.planning import plan
from actionplan.portfolio.problem import Problem
from actionplan.portfolio.result import Plan, Portfolio


@dataclass(frozen=True)
class Point:
    own_cents: int
    value: Decimal
    portfolio: Portfolio
    gap: float | None


def front(
    problem: Problem, *, points: int = 12, time_limit: float = 60.0, clock: Clock | None = None
) -> list[Point]:
    """List plans from the least own money to the most, none beaten by another.

    Each step asks for less own money than the last plan used, by a share of the first, so
    that there are about `points` of them; it stops when nothing fits or time is out.
    """
    clock = clock or Clock(time_limit)
    found: list[Point] = []
    limit: int | None = problem.own_total
    step = 1
    for _round in range(4 * points):
        clock.tell("front")
        result = plan(
            replace(problem, own_total=limit),
            time_limit=max(0.1, min(clock.left(), clock.limit / points)),
            should_stop=clock.should_stop,
        )
        point = _point(result)
        if point is None:
            break
        if not found:
            step = max(1, point.own_cents // max(1, points))
        found.append(point)
        if point.own_cents <= 0 or clock.left() <= 0:
            break
        limit = max(0, point.own_cents - step)
    return _not_beaten(found)


def _point(result: Plan) -> Point | None:
    if result.portfolio is None or result.objective is None:
        return None
    return Point(result.portfolio.own_cents(), result.objective, result.portfolio, result.gap)


def _not_beaten(points: list[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in sorted(points, key=lambda point: (point.own_cents, -point.value)):
        if not kept or point.value > kept[-1].value:
            kept.append(point)
    return kept
