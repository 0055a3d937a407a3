"""What the plan decided: the solutions retained or set aside, with their public reason."""

from collections.abc import Sequence
from dataclasses import replace

from actionplan.models import Solution
from actionplan.public.telling import tell_solution
from perpignan.study.outcomes import register
from perpignan.study.telling import Told

#: More than the home page ever shows.
MOST = 6


def decisions() -> Sequence[Told]:
    decided = Solution.objects.public().filter(decided_on__isnull=False)
    newest = decided.order_by("-decided_on", "code")[:MOST]
    return [replace(tell_solution(row), date=row.decided_on) for row in newest]


register("solutions", decisions)
