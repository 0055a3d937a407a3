"""The calendar drawn: planned and real days, links, milestones, today, critical path."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.charts.sheets import LOOKS, OTHER_LOOK
from actionplan.models import ActionSheet
from actionplan.queries import Planned, PlanSchedule
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date

WIDTH, ROW = 600, 26
#: A drawing of more rows than this reads badly and fills a page.
MOST_ROWS = 40
LABEL_LENGTH = 36
DAY = timedelta(days=1)


def build_gantt(schedule: PlanSchedule, rows: Sequence[Planned], day: date) -> Chart | None:
    """Draw these rows of the calendar as of `day`; None without any."""
    if not rows:
        return None
    return Chart(
        title=_title(schedule),
        description=_description(rows, day),
        spec=_spec(rows, day),
        columns=columns(),
        rows=[table_row(row) for row in rows],
        is_illustrative=any(row.sheet.is_illustrative for row in rows),
    )


def _title(schedule: PlanSchedule) -> str:
    if schedule.ends_on is None:
        return _("Aucune action n'a encore de dates")
    critical = len(schedule.critical)
    said = ngettext(
        "Le plan finirait le %(day)s ; %(count)d action est critique",
        "Le plan finirait le %(day)s ; %(count)d actions sont critiques",
        critical,
    )
    return said % {"day": long_date(schedule.ends_on), "count": critical}


def _description(rows: Sequence[Planned], day: date) -> str:
    told = [
        _("%(code)s du %(start)s au %(end)s")
        % {
            "code": row.sheet.code,
            "start": long_date(row.task.start),
            "end": long_date(row.task.end),
        }
        for row in rows
    ]
    today = _("Calendrier des actions, au %(day)s. ") % {"day": long_date(day)}
    return today + " ; ".join(told)


def columns() -> list[str]:
    """Name what the list and the table under the drawing tell of each action."""
    return [
        _("Action"),
        _("Prévu"),
        _("Réel"),
        _("Avancement"),
        _("Attend la fin de"),
        _("Marge"),
        _("Jalons"),
    ]


def table_row(row: Planned) -> list[str]:
    sheet = row.sheet
    return [
        str(sheet.action),
        period(sheet.planned_start, sheet.planned_end),
        period(sheet.actual_start, sheet.actual_end),
        f"{sheet.progress} %",
        ", ".join(waits(row)) or "-",
        margin(row),
        " ; ".join(f"{step.text} ({short(step.due_on)})" for step in row.milestones) or "-",
    ]


def waits(row: Planned) -> list[str]:
    return [
        f"{link.needs.code} ({_lag(link.lag_weeks)})" if link.lag_weeks else link.needs.code
        for link in row.waits_for
    ]


def _lag(weeks: int) -> str:
    return ngettext("%(weeks)+d semaine", "%(weeks)+d semaines", abs(weeks)) % {"weeks": weeks}


def margin(row: Planned) -> str:
    """Say by how many days an action may slip without moving the end of the plan."""
    if row.sheet.is_over or row.timing is None:
        return "-"
    if row.is_critical:
        return _("critique : aucune")
    days = row.timing.slack_days
    return ngettext("%(days)d jour", "%(days)d jours", days) % {"days": days}


def short(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def period(start: date | None, end: date | None) -> str:
    if start is None:
        return "-"
    if end is None:
        return _("depuis le %(day)s") % {"day": short(start)}
    return _("du\u00a0%(start)s au\u00a0%(end)s") % {"start": short(start), "end": short(end)}


def _label(sheet: ActionSheet) -> str:
    text = str(sheet.action)
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1].rstrip() + "…"


def _planned_bars(rows: Sequence[Planned]) -> list[dict[str, Any]]:
    return [
        {
            "row": _label(row.sheet),
            "start": row.sheet.planned_start,
            "end": row.sheet.planned_end + DAY,
            "priority": localised_text(row.sheet.action.priority, "name").text,
            "critical": row.is_critical,
        }
        for row in rows
        if row.sheet.planned_start and row.sheet.planned_end
    ]


def _real_bars(rows: Sequence[Planned], day: date) -> list[dict[str, Any]]:
    return [
        {
            "row": _label(row.sheet),
            "start": row.sheet.actual_start,
            "end": (row.sheet.actual_end or max(day, row.sheet.actual_start)) + DAY,
        }
        for row in rows
        if row.sheet.actual_start
    ]


def _milestones(rows: Sequence[Planned]) -> list[dict[str, Any]]:
    return [
        {"row": _label(row.sheet), "day": step.due_on, "done": step.done_on is not None}
        for row in rows
        for step in row.milestones
    ]


def _links(rows: Sequence[Planned]) -> list[dict[str, Any]]:
    """Draw each link as a path: along the row that ends, then down to the one that starts."""
    known = {row.sheet.code: row for row in rows}
    paths: list[dict[str, Any]] = []
    for row in rows:
        for link in row.waits_for:
            before = known.get(link.needs.code)
            if before is None:
                continue
            turn, name = row.task.start, f"{link.needs.code}-{row.sheet.code}"
            points = [(before, before.task.end + DAY), (before, turn), (row, turn)]
            paths += [
                {"link": name, "step": step, "row": _label(at.sheet), "day": when}
                for step, (at, when) in enumerate(points)
            ]
    return paths


def _spec(rows: Sequence[Planned], day: date) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": ROW * len(rows),
        "layer": [
            _bar_layer(rows),
            _links_layer(rows),
            _real_layer(rows, day),
            _milestone_layer(rows),
            _today_layer(day),
        ],
    }


def _y(rows: Sequence[Planned]) -> dict[str, Any]:
    axis = {"title": None, "labelLimit": 340, "grid": False}
    return {"field": "row", "type": "nominal", "sort": _order(rows), "axis": axis}


def _order(rows: Sequence[Planned]) -> list[str]:
    return [_label(row.sheet) for row in rows]


def _x(field: str) -> dict[str, Any]:
    axis = {"title": None, "format": "%m/%Y", "grid": True, "labelOverlap": True}
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _values(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Write days as Vega reads them: in universal time, so that no zone shifts them."""
    return {"values": [{name: _written(value) for name, value in row.items()} for row in rows]}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _bar_layer(rows: Sequence[Planned]) -> dict[str, Any]:
    names, colours = _priorities(rows)
    colour = {
        "field": "priority",
        "type": "nominal",
        "scale": {"domain": names, "range": colours},
        "legend": {"title": None, "columns": 1, "labelLimit": 420},
    }
    edge = {"condition": {"test": "datum.critical", "value": theme.INK}, "value": None}
    return {
        "data": _values(_planned_bars(rows)),
        "mark": {"type": "bar", "height": 13, "strokeWidth": 2},
        "encoding": {
            "y": _y(rows),
            "x": _x("start"),
            "x2": {"field": "end"},
            "color": colour,
            "stroke": edge,
        },
    }


def _priorities(rows: Sequence[Planned]) -> tuple[list[str], list[str]]:
    found = {row.sheet.action.priority for row in rows}
    ordered = sorted(found, key=lambda priority: (priority.order, priority.code))
    names = [localised_text(priority, "name").text for priority in ordered]
    return names, [LOOKS.get(priority.code, OTHER_LOOK)[0] for priority in ordered]


def _real_layer(rows: Sequence[Planned], day: date) -> dict[str, Any]:
    return {
        "data": _values(_real_bars(rows, day)),
        "mark": {"type": "bar", "height": 5, "color": theme.INK},
        "encoding": {"y": _y(rows), "x": _x("start"), "x2": {"field": "end"}},
    }


def _milestone_layer(rows: Sequence[Planned]) -> dict[str, Any]:
    filled = {"condition": {"test": "datum.done", "value": theme.INK}, "value": "#ffffff"}
    return {
        "data": _values(_milestones(rows)),
        "mark": {"type": "point", "shape": "diamond", "size": 45, "stroke": theme.INK},
        "encoding": {"y": _y(rows), "x": _x("day"), "fill": filled},
    }


def _links_layer(rows: Sequence[Planned]) -> dict[str, Any]:
    return {
        "data": _values(_links(rows)),
        "mark": {"type": "line", "color": theme.RULE, "strokeWidth": 1.2},
        "encoding": {
            "y": _y(rows),
            "x": _x("day"),
            "detail": {"field": "link"},
            "order": {"field": "step"},
        },
    }


def _today_layer(day: date) -> dict[str, Any]:
    return {
        "data": _values([{"day": day}]),
        "mark": {"type": "rule", "color": theme.BRICK, "strokeDash": [4, 3], "strokeWidth": 2},
        "encoding": {"x": _x("day")},
    }
