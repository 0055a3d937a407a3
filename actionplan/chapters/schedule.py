"""L5.3: the calendar of the actions, drawn and listed, with what waits for what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.charts import MOST_ROWS, build_gantt
from actionplan.permissions import Person
from actionplan.queries import PlanSchedule
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Draw the calendar as of the report's day, and tell what does not fit."""
    reader: Person = AnonymousUser()
    whole = queries.whole_schedule() if scope.is_internal else queries.schedule_for(reader)
    schedule = queries.narrowed(whole, scope.priority, scope.zone)
    if not schedule.rows:
        return [blocks.Paragraph(_("Aucune action n'a encore de dates."))]
    return [_method(schedule), *_drawings(schedule, scope), *_conflicts(schedule)]


def _method(schedule: PlanSchedule) -> blocks.Paragraph:
    codes = ", ".join(row.sheet.code for row in schedule.critical)
    told = ngettext(
        "%(count)d action est critique : son retard repousserait la fin du plan.",
        "%(count)d actions sont critiques : leur retard repousserait la fin du plan.",
        len(schedule.critical),
    ) % {"count": len(schedule.critical)}
    flagged = any(row.sheet.is_illustrative for row in schedule.rows)
    return blocks.Paragraph(f"{told} {codes}".strip(), is_illustrative=flagged)


def _drawings(schedule: PlanSchedule, scope: Scope) -> Iterator[blocks.Block]:
    """Draw as many figures as the rows need: one too high would not fit a page."""
    for first in range(0, len(schedule.rows), MOST_ROWS):
        rows = schedule.rows[first : first + MOST_ROWS]
        chart = build_gantt(schedule, rows, scope.day)
        if chart:
            drawn = chart.as_block()
            short = [row[:-1] for row in drawn.rows]  # milestones have their own table
            yield replace(drawn, columns=drawn.columns[:-1], rows=short)
            yield from _milestones(drawn)


def _milestones(drawn: blocks.Figure) -> Iterator[blocks.Block]:
    """List the milestones apart: beside the dates their column would be too narrow."""
    rows = [[row[0], row[-1]] for row in drawn.rows if row[-1] != "-"]
    if rows:
        columns = [drawn.columns[0], drawn.columns[-1]]
        caption = _("Jalons de chaque action")
        flagged = drawn.is_illustrative
        yield blocks.Table(caption, columns, rows, is_illustrative=flagged, widths=(2, 5))


def _conflicts(schedule: PlanSchedule) -> list[blocks.Block]:
    if schedule.cycle:
        circle = " → ".join(schedule.cycle)
        return [blocks.Paragraph(_("Ces actions s'attendent en rond : %s.") % circle)]
    told = [
        ngettext(
            "%(after)s commence %(days)d jour trop tôt après %(before)s.",
            "%(after)s commence %(days)d jours trop tôt après %(before)s.",
            conflict.days,
        )
        % {"after": conflict.link.after, "days": conflict.days, "before": conflict.link.before}
        for conflict in schedule.conflicts
    ]
    return [blocks.Bullets(told)] if told else []


register(
    Chapter(
        "schedule",
        gettext_lazy("Calendrier et dépendances (L5.3)"),
        53,
        (ACTION_PLAN,),
        build,
        "actionplan:schedule",
        by_zone=True,
    )
)
