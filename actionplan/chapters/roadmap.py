"""L6.2: the roadmap: every action on a calendar, the money by year, what comes next."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.chapters.strategy import figures_of, money_of
from actionplan.queries import Consolidated, Planned, PlanSchedule
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ROADMAP, SLIDES, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.models import Phase, Priority
from perpignan.study.queries import phases_in_order
from perpignan.study.wording import day_and_month, euros, long_date

#: Marks of the calendar: the first day of these months.
QUARTERS = (1, 4, 7, 10)
HALVES = (1, 7)
MOST_QUARTERS = 12
MOST_STEPS = 10
#: Room left at the right of the calendar, so that its last mark can be read.
MARGIN = timedelta(days=45)


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Draw the actions by priority, then the money of each year, then the next steps."""
    reader = AnonymousUser()
    schedule = queries.whole_schedule() if scope.is_internal else queries.schedule_for(reader)
    if not schedule.rows:
        return [blocks.Paragraph(_("Aucune action n'a encore de dates."))]
    groups = money_of(scope)
    return [
        blocks.Paragraph(_summary(schedule, scope.day), _flagged(schedule)),
        *(figures_of(group) for group in groups),
        _calendar(schedule, list(phases_in_order()), scope.day),
        *(_years(group) for group in groups),
        *(_by_priority(group) for group in groups),
        *_next_steps(schedule, scope.day),
    ]


def _flagged(schedule: PlanSchedule) -> bool:
    return any(row.sheet.is_illustrative for row in schedule.rows)


def _summary(schedule: PlanSchedule, day: date) -> str:
    begun = sum(row.task.start <= day and bool(row.sheet.actual_start) for row in schedule.rows)
    first = min(row.task.start for row in schedule.rows)
    words = {
        "count": len(schedule.rows),
        "first": long_date(first),
        "last": long_date(schedule.ends_on or first),
    }
    told = ngettext(
        "%(count)d action, du %(first)s au %(last)s.",
        "%(count)d actions, du %(first)s au %(last)s.",
        len(schedule.rows),
    )
    rest = ngettext("%(begun)d est commencée.", "%(begun)d sont commencées.", begun)
    return f"{told % words} {rest % {'begun': begun}}"


def _calendar(schedule: PlanSchedule, phases: Sequence[Phase], day: date) -> blocks.Table:
    first = min(row.task.start for row in schedule.rows)
    last = max(row.task.end for row in schedule.rows) + MARGIN
    span = (last - first).days

    def place(moment: date) -> float:
        return round(100 * max(0, (moment - first).days) / span, 2)

    def bar(row: Planned) -> blocks.Bar:
        begun = bool(row.sheet.actual_start)
        width = round(place(row.task.end + timedelta(days=1)) - place(row.task.start), 2)
        return blocks.Bar(str(row.sheet.action), place(row.task.start), width, _dates(row), begun)

    lanes = [
        blocks.Lane(
            localised_text(priority, "name").text,
            priority.code.lower(),
            [bar(row) for row in rows],
        )
        for priority, rows in _grouped(schedule)
    ]
    return blocks.Table(
        _("Les actions sur un calendrier"),
        [_("Action"), _("Priorité"), _("Début"), _("Fin"), _("Service responsable")],
        [_row(row) for _priority, rows in _grouped(schedule) for row in rows],
        is_illustrative=_flagged(schedule),
        widths=(6, 2, 3, 3, 4),
        lanes=[*lanes, *_gates(phases, first, last, place)],
        ticks=[(place(tick), _tick(tick)) for tick in _ticks(first, last)],
        page="",
    )


def _grouped(schedule: PlanSchedule) -> list[tuple[Priority, list[Planned]]]:
    groups: dict[Priority, list[Planned]] = {}
    for row in schedule.rows:
        groups.setdefault(row.sheet.action.priority, []).append(row)
    ordered = sorted(groups.items(), key=lambda pair: pair[0].order)
    return [(p, sorted(rows, key=lambda row: row.sheet.code)) for p, rows in ordered]


def _row(row: Planned) -> list[str]:
    action = row.sheet.action
    return [
        str(action),
        action.priority.code,
        long_date(row.task.start),
        long_date(row.task.end),
        action.lead_department or _("à désigner"),
    ]


def _dates(row: Planned) -> str:
    return f"{date_format(row.task.start, 'm/Y')} – {date_format(row.task.end, 'm/Y')}"


def _gates(phases: Sequence[Phase], first: date, last: date, place: object) -> list[blocks.Lane]:
    """Put the decisions of the study on the calendar, as milestones."""
    assert callable(place)  # noqa: S101 - always the function above
    bars = [
        blocks.Bar(phase.gate, place(phase.ends_on), 0, day_and_month(phase.ends_on))
        for phase in phases
        if phase.gate and first <= phase.ends_on <= last
    ]
    return [blocks.Lane(_("Les décisions de l'étude"), "t", bars)] if bars else []


def _tick(day: date) -> str:
    """Name a mark by its month; January is told by its year."""
    return str(day.year) if day.month == 1 else date_format(day, "N")


def _ticks(first: date, last: date) -> list[date]:
    """List the first days of quarters, or of half-years where they would be too many."""
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in QUARTERS
        if first <= date(year, month, 1) <= last - MARGIN
    ]
    return months if len(months) <= MOST_QUARTERS else [m for m in months if m.month in HALVES]


def _years(group: Consolidated) -> blocks.Table:
    """Table the money of each year: what the chart of the funding page draws."""
    rows = [[str(point.year), euros(point.spent), euros(point.received)] for point in group.cash]
    spent = sum((point.spent for point in group.cash), Decimal(0))
    received = sum((point.received for point in group.cash), Decimal(0))
    return blocks.Table(
        _("L'argent, année par année (%(basis)s)") % {"basis": group.basis},
        [_("Année"), _("Dépenses"), _("Recettes espérées")],
        [*rows, [_("Total"), euros(spent), euros(received)]],
        numeric=(1, 2),
        totals=(1, 2),
        is_illustrative=any(item.sheet.is_illustrative for item in group.items),
        page=reverse("actionplan:funding"),
    )


def _by_priority(group: Consolidated) -> blocks.Table:
    """Add up, by priority, what the actions cost and what is hoped for them."""
    sums: dict[Priority, list[Decimal]] = {}
    for item in group.items:
        row = sums.setdefault(item.sheet.action.priority, [Decimal(0), Decimal(0)])
        row[0] += item.plan.cost()
        row[1] += sum((budget.rates.firm for budget in item.budgets), Decimal(0))
    ordered = sorted(sums.items(), key=lambda pair: pair[0].order)
    rows = [
        [localised_text(p, "name").text, euros(cost), euros(firm)] for p, (cost, firm) in ordered
    ]
    cost = sum((pair[1][0] for pair in ordered), Decimal(0))
    firm = sum((pair[1][1] for pair in ordered), Decimal(0))
    return blocks.Table(
        _("L'argent, par priorité (%(basis)s)") % {"basis": group.basis},
        [_("Priorité"), _("Coût"), _("Acquis")],
        [*rows, [_("Total"), euros(cost), euros(firm)]],
        numeric=(1, 2),
        totals=(1, 2),
        is_illustrative=any(item.sheet.is_illustrative for item in group.items),
        page=reverse("actionplan:funding"),
    )


def _next_steps(schedule: PlanSchedule, day: date) -> list[blocks.Block]:
    steps = sorted(
        (step.due_on, row.sheet.code, step.text)
        for row in schedule.rows
        for step in row.milestones
        if step.due_on and step.due_on >= day and step.done_on is None
    )
    if not steps:
        return []
    return [
        blocks.Table(
            _("Les prochaines étapes"),
            [_("Pour le"), _("Action"), _("Étape")],
            [[long_date(due), code, text] for due, code, text in steps[:MOST_STEPS]],
            is_illustrative=_flagged(schedule),
            widths=(3, 1, 5),
        )
    ]


register(
    Chapter(
        "roadmap",
        gettext_lazy("La feuille de route"),
        50,
        (STRATEGY, ROADMAP, SLIDES),
        build,
        "actionplan:schedule",
    )
)
