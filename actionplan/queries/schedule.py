"""The calendar of the plan, as far as a person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from actionplan.models import ActionSheet, ActionStep, Dependency
from actionplan.permissions import Person
from actionplan.queries.sheets import limited_to
from actionplan.schedule import (
    CircularPlan,
    Conflict,
    Link,
    Move,
    Task,
    Timing,
    conflicts,
    critical_path,
    follow,
)
from perpignan.study.enums import ActionStatus


@dataclass(frozen=True)
class Planned:
    """An action on the calendar: its sheet, its bar, and whether it is critical."""

    sheet: ActionSheet
    task: Task
    timing: Timing | None
    waits_for: list[Dependency]

    @property
    def is_critical(self) -> bool:
        return bool(self.timing and self.timing.is_critical and not self.sheet.is_over)

    @property
    def milestones(self) -> list[ActionStep]:
        return [step for step in self.sheet.steps.all() if step.due_on]


@dataclass(frozen=True)
class PlanSchedule:
    """The dated actions, those that have no dates yet, and what does not fit."""

    rows: list[Planned] = field(default_factory=list)
    undated: list[ActionSheet] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    cycle: list[str] = field(default_factory=list)

    @property
    def ends_on(self) -> date | None:
        return max((row.task.end for row in self.rows), default=None)

    @property
    def critical(self) -> list[Planned]:
        return [row for row in self.rows if row.is_critical]


def narrowed(schedule: PlanSchedule, priority: str, zone: str = "") -> PlanSchedule:
    """Show the actions of one priority or zone; what is critical is judged on the whole plan."""
    if not (priority or zone):
        return schedule
    kept = limited_to(ActionSheet.objects.all(), priority, zone)
    codes = set(kept.values_list("action__code", flat=True))
    rows = [row for row in schedule.rows if row.sheet.code in codes]
    undated = [sheet for sheet in schedule.undated if sheet.code in codes]
    dated = {row.sheet.code for row in rows}
    found = [item for item in schedule.conflicts if dated & {item.link.before, item.link.after}]
    return replace(schedule, rows=rows, undated=undated, conflicts=found)


def task_of(sheet: ActionSheet) -> Task | None:
    """Return the days of an action: real where they are known, else planned."""
    start = sheet.actual_start or sheet.planned_start
    end = sheet.actual_end or sheet.planned_end or start
    if start is None or end is None:
        return None
    return Task(sheet.code, start, max(start, end))


def scheduled_sheets(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    """Take with sheets what the calendar shows of them; discarded actions are not on it."""
    alive = sheets.exclude(action__status=ActionStatus.DISCARDED)
    links = Dependency.objects.filter(needs__in=alive).select_related("needs__action")
    return (
        alive.select_related("action__priority")
        .prefetch_related(
            "steps", Prefetch("dependencies", queryset=links.order_by("needs__action__code"))
        )
        .order_by("action__priority__order", "action__code")
    )


def schedule_for(user: Person) -> PlanSchedule:
    """Lay out the actions that a person may see."""
    return lay_out(scheduled_sheets(ActionSheet.objects.visible_to(user)))


def whole_schedule() -> PlanSchedule:
    """Lay out every action: for readers already allowed to see them."""
    return lay_out(scheduled_sheets(ActionSheet.objects.all()))


def lay_out(sheets: QuerySet[ActionSheet] | Sequence[ActionSheet]) -> PlanSchedule:
    """Time the sheets; a circle, which only hand-made rows could hold, is named."""
    dated = [(sheet, task) for sheet in sheets if (task := task_of(sheet))]
    undated = [sheet for sheet in sheets if task_of(sheet) is None]
    tasks, links = [task for _sheet, task in dated], links_of([sheet for sheet, _t in dated])
    cycle: list[str] = []
    try:
        timings = critical_path(tasks, links)
    except CircularPlan as circle:
        timings, cycle = {}, circle.cycle
    rows = [
        Planned(sheet, task, timings.get(task.code), list(sheet.dependencies.all()))
        for sheet, task in dated
    ]
    return PlanSchedule(rows, undated, conflicts(tasks, links), cycle)


def links_of(sheets: Sequence[ActionSheet]) -> list[Link]:
    return [
        Link(link.needs.code, sheet.code, link.lag_weeks)
        for sheet in sheets
        for link in sheet.dependencies.all()
    ]


def proposed_moves(sheet: ActionSheet, start: date, end: date) -> list[Move]:
    """List the later dates that new dates of an action would ask of its followers."""
    sheets = list(scheduled_sheets(ActionSheet.objects.all()))
    tasks = [task for item in sheets if (task := task_of(item))]
    begun = {item.code for item in sheets if item.actual_start}
    return follow(tasks, links_of(sheets), Task(sheet.code, start, end), fixed=begun)
