"""How the actions are followed, read from `actionplan/seed/follow_up.yaml`.

The sheets themselves come from sheets.yaml: these tables add to their rows. Dates are
weeks of the study, so that the demonstration is never out of date.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from actionplan.enums import ContributionKind
from actionplan.models import (
    ActionIndicator,
    ActionSheet,
    ActionStep,
    CostLine,
    Dependency,
    IndicatorMeasure,
    Risk,
    SheetPartner,
)
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import decimal

FILE = Path(__file__).parent.parent / "seed" / "follow_up.yaml"
TEXTS = ("contact_function", "participation", "targets", "delay_reason")
OWN = ("weeks", "begun_week", "progress", *TEXTS)
PARTS = (
    *("step_weeks", "steps_done", "roles", "contributions", "risks", "lags", "costs"),
    "indicators",
)


def first_day(context: SeedContext, week: int) -> date:
    return context.study.first_day_of_week(week)  # type: ignore[no-any-return]  # the study is loaded, typed Any by the seeds


def last_day(context: SeedContext, week: int) -> date:
    return context.study.last_day_of_week(week)  # type: ignore[no-any-return]  # the study is loaded, typed Any by the seeds


def past_day(context: SeedContext, week: int | None) -> date | None:
    """Return a real date, or nothing while it is to come: the study may start later."""
    if week is None:
        return None
    day = first_day(context, week)
    return day if day <= timezone.localdate() else None


def build_details(entry: Entry, context: SeedContext) -> list[Row]:
    _leave(entry, PARTS)
    begun = past_day(context, entry.get("begun_week"))
    progress = entry.get("progress", 0)
    first, last = entry.require("weeks")
    values: dict[str, Any] = {
        "action": entry.one("code", models.Action),
        "planned_start": first_day(context, first),
        "planned_end": last_day(context, last),
        "actual_start": begun,
        "progress": progress if begun else 0,
    }
    return [Row(values | {name: entry.text(name) for name in TEXTS})]


def _leave(entry: Entry, names: tuple[str, ...]) -> None:
    """Leave to another table what it reads of the same entry."""
    for name in names:
        entry.get(name)


def _part(build: Callable[[Entry, SeedContext, ActionSheet], Iterator[Row]]):
    """Give a table that reads one part of an entry its sheet, and leave it the rest."""

    def build_rows(entry: Entry, context: SeedContext) -> list[Row]:
        _leave(entry, (*OWN, *PARTS))
        action = entry.one("code", models.Action)
        sheet: Any = context.index(ActionSheet, "action_id")[action.pk]
        return list(build(entry, context, sheet))

    return build_rows


def build_steps(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    done = entry.get("steps_done") or []
    for order, week in enumerate(entry.require("step_weeks"), start=1):
        done_on = past_day(context, done[order - 1]) if order <= len(done) else None
        values = {"sheet": sheet, "order": order, "due_on": last_day(context, week)}
        yield Row(values | {"done_on": done_on})


def build_partners(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    known: Any = context.index(models.Partner, "code")
    rows = {
        code: {"sheet": sheet, "partner": known[code], "name": "", "role": role}
        for code, role in (entry.get("roles") or {}).items()
    }
    for child in entry.children("contributions"):
        partner = child.one("partner", models.Partner)
        row = rows.setdefault(partner.code, {"sheet": sheet, "partner": partner, "name": ""})
        row |= _contribution(child, context)
        child.check_all_read()
    yield from (Row(values) for values in rows.values())


def _contribution(child: Entry, context: SeedContext) -> dict[str, Any]:
    amount, commit = decimal(child, "amount"), child.get("commit_week")
    kind = ContributionKind.IN_KIND if amount is None else ContributionKind.MONEY
    return {
        "contribution": kind,
        "amount": amount,
        "in_kind": child.text("in_kind"),
        "commit_by": last_day(context, commit) if commit else None,
        "committed_on": past_day(context, child.get("committed_week")),
    }


def build_risks(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    for child in entry.children("risks"):
        values = {name: child.require(name) for name in ("text", "likelihood", "impact", "answer")}
        child.check_all_read()
        yield Row({"sheet": sheet} | values)


def build_lags(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    sheets: Any = context.index(ActionSheet, "action_id")
    actions: Any = context.index(models.Action, "code")
    for code, lag in (entry.get("lags") or {}).items():
        needs = sheets[actions[code].pk]
        yield Row({"sheet": sheet, "needs": needs, "lag_weeks": lag})


def build_costs(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    first_year = first_day(context, entry.require("weeks")[0]).year
    for child in entry.children("costs"):
        values = {name: child.require(name) for name in ("kind", "nature", "label")}
        values |= {name: decimal(child, name) for name in ("amount", "vat_rate")}
        values |= {"sheet": sheet, "year": first_year + child.get("after", 0)}
        child.check_all_read()
        yield Row(values | {"is_illustrative": True})


def build_indicators(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    for order, child in enumerate(entry.children("indicators"), start=1):
        values = {name: child.require(name) for name in ("code", "name", "direction")}
        values |= {name: child.text(name) for name in ("unit", "diagnostic_code")}
        values |= {name: decimal(child, name, "0.0001") for name in ("baseline", "target")}
        values |= {
            "sheet": sheet,
            "order": order,
            "baseline_on": first_day(context, 1),
            "target_on": last_day(context, child.require("target_week")),
        }
        child.get("measured")
        child.check_all_read()
        yield Row(values | {"is_illustrative": True})


def build_measures(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    """Give one measure, a few weeks ago, to the indicators that have one."""
    known: Any = context.index(ActionIndicator, "code")
    day = past_day(context, 11)
    for child in entry.children("indicators"):
        value = decimal(child, "measured", "0.0001")
        if value is not None and day:
            indicator = known[child.require("code")]
            yield Row({"indicator": indicator, "measured_on": day, "value": value})


for order, (model, key, build) in enumerate(
    [
        (ActionSheet, ("action",), build_details),
        (ActionStep, ("sheet", "order"), _part(build_steps)),
        (SheetPartner, ("sheet", "partner", "name"), _part(build_partners)),
        (Risk, ("sheet", "text"), _part(build_risks)),
        (Dependency, ("sheet", "needs"), _part(build_lags)),
        (CostLine, ("sheet", "year", "kind", "nature", "label"), _part(build_costs)),
        (ActionIndicator, ("code",), _part(build_indicators)),
        (IndicatorMeasure, ("indicator", "measured_on"), _part(build_measures)),
    ],
    start=410,
):
    seeding.register(SeedTable(FILE, "follow_up", model, key, build, order))
