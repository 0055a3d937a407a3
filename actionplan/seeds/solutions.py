"""Solutions weighed for the demonstration, read from `actionplan/seed/solutions.yaml`.

What the team has since decided, merged or split stays so.
"""

from pathlib import Path
from typing import Any

from actionplan.enums import Side, SolutionStatus
from actionplan.models import Solution, SolutionArgument
from perpignan.study import models, seeding
from perpignan.study.enums import Visibility
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "solutions.yaml"
SIDES = (Side.FOR, Side.AGAINST)
OWN = ("title", "description", "priority", "axes", "actions", "status", "reason", "merged_into")


def build_solution(entry: Entry, context: SeedContext) -> list[Row]:
    for side in SIDES:
        entry.get(side.value)
    entry.get("merged_into")
    status = entry.get("status", SolutionStatus.CANDIDATE)
    values: dict[str, Any] = {
        "code": entry.require("code"),
        "title": entry.require("title"),
        "description": entry.text("description"),
        "priority": entry.one("priority", models.Priority),
        "visibility": Visibility.PUBLIC,
        "is_illustrative": True,
    }
    reason = entry.text("reason")
    if not entry.get("merged_into"):
        day = context.study.first_day_of_week(11) if reason else None
        values |= {"status": status, "reason": reason, "decided_on": day}
    many = {
        "axes": entry.many("axes", models.Axis),
        "actions": entry.many("actions", models.Action),
    }
    return [Row(values, many)]


def build_merges(entry: Entry, context: SeedContext) -> list[Row]:
    for name in (*OWN, *(side.value for side in SIDES)):
        entry.get(name)
    target = entry.one("merged_into", Solution)
    if target is None:
        entry.get("code")
        return []
    values = {"code": entry.require("code"), "status": SolutionStatus.MERGED}
    values |= {"merged_into": target, "reason": entry.require("reason")}
    return [Row(values | {"decided_on": context.study.first_day_of_week(11)})]


def build_arguments(entry: Entry, context: SeedContext) -> list[Row]:
    for name in OWN:
        entry.get(name)
    solution = entry.one("code", Solution)
    rows = []
    for side in SIDES:
        for child in entry.children(side.value):
            values = {"solution": solution, "side": side, "text": child.require("text")}
            values |= {"source": child.one("source", models.Source, "key")}
            values |= {"reference": child.text("reference"), "is_illustrative": True}
            child.check_all_read()
            rows.append(Row(values))
    return rows


ARGUMENT_KEY = ("solution", "side", "text")
for table in (
    SeedTable(FILE, "solutions", Solution, ("code",), build_solution, 430),
    SeedTable(FILE, "solutions", Solution, ("code",), build_merges, 431),
    SeedTable(FILE, "solutions", SolutionArgument, ARGUMENT_KEY, build_arguments, 432),
):
    seeding.register(table)
