"""The critical path: which actions delay the end of the plan as soon as they are late."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actionplan.schedule.network import Link, Task, between, in_order


@dataclass(frozen=True)
class Timing:
    """When a task may start and end at the earliest, and at the latest without harm."""

    code: str
    earliest_start: date
    earliest_end: date
    latest_start: date
    latest_end: date

    @property
    def slack_days(self) -> int:
        """Return by how many days it may slip without moving the end of the plan."""
        return (self.latest_end - self.earliest_end).days

    @property
    def is_critical(self) -> bool:
        return self.slack_days <= 0


def critical_path(tasks: Sequence[Task], links: Sequence[Link]) -> dict[str, Timing]:
    """Compute the timing of each task by its code, in an order that the links allow.

    A task starts no earlier than its own first day, nor than its links allow; the end of
    the plan is the last earliest end. Raise CircularPlan when tasks wait in a circle.
    """
    ordered = in_order(tasks, links)
    if not ordered:
        return {}
    before: dict[str, list[Link]] = defaultdict(list)
    after: dict[str, list[Link]] = defaultdict(list)
    for link in between(tasks, links):
        before[link.after].append(link)
        after[link.before].append(link)
    ends = _earliest_ends(ordered, before)
    last = max(ends.values())
    starts = _latest_starts(ordered, after, last)
    return {
        task.code: Timing(
            task.code,
            ends[task.code] - task.length,
            ends[task.code],
            starts[task.code],
            starts[task.code] + task.length,
        )
        for task in ordered
    }


def _earliest_ends(ordered: Sequence[Task], before: dict[str, list[Link]]) -> dict[str, date]:
    ends: dict[str, date] = {}
    for task in ordered:
        allowed = [link.first_day_after(ends[link.before]) for link in before[task.code]]
        ends[task.code] = max([task.start, *allowed]) + task.length
    return ends


def _latest_starts(
    ordered: Sequence[Task], after: dict[str, list[Link]], last: date
) -> dict[str, date]:
    starts: dict[str, date] = {}
    for task in reversed(ordered):
        allowed = [link.last_day_before(starts[link.after]) for link in after[task.code]]
        starts[task.code] = min([last, *allowed]) - task.length
    return starts
