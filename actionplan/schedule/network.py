"""Tasks and the links between them: finish to start, with a lag in weeks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actionplan.validators import find_cycle

DAY = timedelta(days=1)


class CircularPlan(ValueError):
    """Tasks wait for one another in a circle; `cycle` begins and ends with the same code."""

    def __init__(self, cycle: Sequence[str]) -> None:
        super().__init__(" → ".join(cycle))
        self.cycle = list(cycle)


@dataclass(frozen=True)
class Task:
    """An action from its first to its last day, both worked."""

    code: str
    start: date
    end: date

    @property
    def length(self) -> timedelta:
        """Return the time between its first and its last day."""
        return self.end - self.start


@dataclass(frozen=True)
class Link:
    """`after` starts once `before` is finished and the lag has passed.

    A negative lag lets it start that many weeks before the end.
    """

    before: str
    after: str
    lag_weeks: int = 0

    def first_day_after(self, end: date) -> date:
        return end + DAY + timedelta(weeks=self.lag_weeks)

    def last_day_before(self, start: date) -> date:
        return start - DAY - timedelta(weeks=self.lag_weeks)


def between(tasks: Iterable[Task], links: Iterable[Link]) -> list[Link]:
    """Keep the links whose two ends are among the tasks."""
    known = {task.code for task in tasks}
    return [link for link in links if link.before in known and link.after in known]


def in_order(tasks: Sequence[Task], links: Sequence[Link]) -> list[Task]:
    """List the tasks so that each comes after what it waits for.

    Raise CircularPlan, with the circle named, when that cannot be.
    """
    kept = between(tasks, links)
    waits: dict[str, int] = {task.code: 0 for task in tasks}
    followers: dict[str, list[str]] = defaultdict(list)
    for link in kept:
        waits[link.after] += 1
        followers[link.before].append(link.after)
    ready = [code for code, count in waits.items() if count == 0]
    for code in ready:  # grows as we go
        for follower in followers[code]:
            waits[follower] -= 1
            if waits[follower] == 0:
                ready.append(follower)
    if len(ready) < len(waits):
        raise CircularPlan(_circle(kept, set(waits) - set(ready)))
    known = {task.code: task for task in tasks}
    return [known[code] for code in ready]


def _circle(links: Sequence[Link], stuck: set[str]) -> list[str]:
    needs: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if {link.before, link.after} <= stuck:
            needs[link.after].add(link.before)
    circles = (find_cycle(needs, code) for code in sorted(stuck))
    return next(circle for circle in circles if circle)
