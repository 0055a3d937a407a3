"""What moving one action asks of those that follow: proposed, never done, never back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from actionplan.schedule.network import Link, Task, between, in_order


@dataclass(frozen=True)
class Move:
    """New dates proposed for a follower, with the action that asks for them."""

    code: str
    because_of: str
    old: Task
    new: Task

    @property
    def days(self) -> int:
        return (self.new.start - self.old.start).days


@dataclass(frozen=True)
class Conflict:
    """A link that the dates do not respect, and by how many days."""

    link: Link
    days: int


def follow(
    tasks: Sequence[Task], links: Sequence[Link], moved: Task, fixed: Collection[str] = ()
) -> list[Move]:
    """Propose later dates for what follows `moved`, each keeping its length.

    Nothing is ever proposed earlier than it is: time won stays the team's to use. What is
    `fixed` (begun, finished) is left where it is; `conflicts` tells what that leaves.
    """
    now = {task.code: task for task in tasks} | {moved.code: moved}
    before: dict[str, list[Link]] = defaultdict(list)
    for link in between(list(now.values()), links):
        before[link.after].append(link)
    touched, moves = {moved.code}, []
    for task in in_order(list(now.values()), links):
        asking = [link for link in before[task.code] if link.before in touched]
        if task.code == moved.code or task.code in fixed or not asking:
            continue
        first, cause = max(_asked(link, now) for link in asking)
        if first > task.start:
            now[task.code] = Task(task.code, first, first + task.length)
            moves.append(Move(task.code, cause, task, now[task.code]))
            touched.add(task.code)
    return moves


def _asked(link: Link, now: dict[str, Task]) -> tuple[date, str]:
    return link.first_day_after(now[link.before].end), link.before


def conflicts(tasks: Sequence[Task], links: Sequence[Link]) -> list[Conflict]:
    """List the links that the dates do not respect, as they are given."""
    now = {task.code: task for task in tasks}
    found = []
    for link in between(tasks, links):
        days = (link.first_day_after(now[link.before].end) - now[link.after].start).days
        if days > 0:
            found.append(Conflict(link, days))
    return found
