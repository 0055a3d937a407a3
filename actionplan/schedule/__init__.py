"""The calendar of a plan, without the database: critical path, conflicts, what follows."""

from actionplan.schedule.critical import Timing, critical_path
from actionplan.schedule.moving import Conflict, Move, conflicts, follow
from actionplan.schedule.network import CircularPlan, Link, Task, in_order

__all__ = [
    "CircularPlan",
    "Conflict",
    "Link",
    "Move",
    "Task",
    "Timing",
    "conflicts",
    "critical_path",
    "follow",
    "in_order",
]
