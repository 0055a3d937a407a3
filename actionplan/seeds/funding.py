"""Who would pay for the 17 actions, read from `actionplan/seed/funding.yaml`."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from actionplan.enums import CostKind, FundingOrigin, OwnerThreshold, RequestState
from actionplan.models import (
    ActionSheet,
    CostLine,
    FundingAmount,
    FundingTerms,
    LeverDeadline,
    SheetLever,
    origin_of,
)
from actionplan.seeds.follow_up import first_day, past_day
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "funding.yaml"
TERMS = ("threshold", "derogation_ground", "derogation_reason")
Build = Callable[[Entry, SeedContext, ActionSheet], Iterator[Row]]


def _part(build: Build) -> Callable[[Entry, SeedContext], list[Row]]:
    """Give a table that reads one part of an entry its sheet, and leave it the rest."""

    def build_rows(entry: Entry, context: SeedContext) -> list[Row]:
        for name in ("terms", "lines"):
            entry.get(name)
        action = entry.one("code", models.Action)
        sheet: Any = context.index(ActionSheet, "action_id")[action.pk]
        return list(build(entry, context, sheet))

    return build_rows


def build_terms(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    data = entry.get("terms")
    if not data:
        return
    terms = Entry(entry.file, f"{entry.label}, terms", data, context)
    week = terms.get("derogation_week")
    values: dict[str, Any] = {name: terms.text(name) for name in TERMS}
    values["threshold"] = values["threshold"] or OwnerThreshold.USUAL
    values |= {
        "sheet": sheet,
        "helps_companies": terms.get("helps_companies", False),
        "derogation_on": first_day(context, week) if week else None,
    }
    terms.check_all_read()
    yield Row(values)


def build_lines(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    for child in entry.children("lines"):
        child.get("amounts")
        lever = child.one("lever", models.FundingLever)
        values: dict[str, Any] = {
            "sheet": sheet,
            "lever": lever,
            "funder": child.text("funder"),
            "kind": child.get("kind", CostKind.CAPITAL),
            "origin": origin_of(lever) if lever else FundingOrigin.OWN,
            "state": child.get("state", RequestState.CONSIDERED),
            "requested_on": past_day(context, child.get("requested_week")),
            "probability": child.get("probability", 50),
            "is_illustrative": True,
        }
        child.check_all_read()
        yield Row(values)


def build_amounts(entry: Entry, context: SeedContext, sheet: ActionSheet) -> Iterator[Row]:
    """Give each line its amounts, from the first year of the costs on."""
    lines: Any = context.index(SheetLever, "pk").values()
    known = {(line.sheet_id, line.lever_id, line.funder, line.kind): line for line in lines}
    first = _first_years(context)[sheet.pk]
    for child in entry.children("lines"):
        lever = child.one("lever", models.FundingLever)
        kind, funder = child.get("kind", CostKind.CAPITAL), child.text("funder")
        line = known[sheet.pk, lever.pk if lever else None, funder, kind]
        for place, amount in enumerate(child.get("amounts") or []):
            values = {"request": line, "year": first + place, "amount": amount}
            yield Row(values | {"vat_basis": sheet.vat_basis})


def _first_years(context: SeedContext) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in context.index(CostLine, "pk").values():
        cost: Any = row
        found[cost.sheet_id] = min(found.get(cost.sheet_id, cost.year), cost.year)
    return found


def build_deadline(entry: Entry, context: SeedContext) -> list[Row]:
    year = first_day(context, 1).year + entry.get("after", 0)
    values = {
        "lever": entry.one("lever", models.FundingLever),
        "on": date(year, entry.require("month"), entry.require("day")),
        "label": entry.require("label"),
        "is_illustrative": True,
    }
    return [Row(values)]


LINE_KEY = ("sheet", "lever", "funder", "kind")
for table in (
    SeedTable(FILE, "funding", FundingTerms, ("sheet",), _part(build_terms), 434),
    SeedTable(FILE, "funding", SheetLever, LINE_KEY, _part(build_lines), 435),
    SeedTable(FILE, "funding", FundingAmount, ("request", "year"), _part(build_amounts), 436),
    SeedTable(FILE, "deadlines", LeverDeadline, ("lever", "on"), build_deadline, 437),
):
    seeding.register(table)
