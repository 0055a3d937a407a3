"""The action sheets of the Perpignan study, read from `actionplan/seed/sheets.yaml`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from actionplan.enums import CostKind, VatBasis
from actionplan.models import (
    ActionSheet,
    ActionStep,
    Dependency,
    Risk,
    SheetLever,
    SheetPartner,
)
from perpignan.study import models, seeding
from perpignan.study.enums import LeverDestination
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import decimal

FILE = Path(__file__).parent.parent / "seed" / "sheets.yaml"
AMOUNTS = ("capital_min", "capital_max", "operating_min", "operating_max")
OWN = ("horizon", "effort", "impact", *AMOUNTS, "vat_basis")
PARTS = ("steps", "partners", "named_partners", "levers", "operating_levers", "risks", "needs")


def _skip(entry: Entry, *names: str) -> None:
    """Leave to another table what it reads of the same entry."""
    for name in names:
        entry.get(name)


def build_sheet(entry: Entry, context: SeedContext) -> list[Row]:
    _skip(entry, *PARTS)
    values: dict[str, Any] = {name: decimal(entry, name) for name in AMOUNTS}
    values |= {
        "action": entry.one("code", models.Action),
        "horizon": entry.text("horizon"),
        "effort": entry.get("effort"),
        "impact": entry.get("impact"),
        "vat_basis": entry.get("vat_basis", VatBasis.EXCLUDED),
        "is_illustrative": True,
    }
    return [Row(values)]


def sheet_of(entry: Entry, context: SeedContext) -> ActionSheet:
    action = entry.one("code", models.Action)
    return context.index(ActionSheet, "action_id")[action.pk]  # type: ignore[return-value]  # an index holds rows of the model asked


def part(build: Callable[[Entry, SeedContext, ActionSheet], list[Row]]):
    """Give a table that reads one part of an entry its sheet, and leave it the rest."""

    def build_rows(entry: Entry, context: SeedContext) -> list[Row]:
        _skip(entry, *OWN, *PARTS)
        return build(entry, context, sheet_of(entry, context))

    return build_rows


def build_steps(entry: Entry, context: SeedContext, sheet: ActionSheet) -> list[Row]:
    texts = enumerate(entry.strings("steps"), start=1)
    return [Row({"sheet": sheet, "order": order, "text": text}) for order, text in texts]


def build_partners(entry: Entry, context: SeedContext, sheet: ActionSheet) -> list[Row]:
    common = {"sheet": sheet}  # the role, where it is not the usual one: see follow_up.py
    listed = entry.many("partners", models.Partner)
    named = entry.strings("named_partners")
    return [Row(common | {"partner": partner, "name": ""}) for partner in listed] + [
        Row(common | {"partner": None, "name": name}) for name in named
    ]


def build_levers(entry: Entry, context: SeedContext, sheet: ActionSheet) -> list[Row]:
    """Name the levers thought of; funding.yaml says how much, and where requests stand."""
    rows = []
    for name, kind in (("levers", CostKind.CAPITAL), ("operating_levers", CostKind.OPERATING)):
        for lever in entry.many(name, models.FundingLever):
            pays = lever.destination == LeverDestination.OPERATING
            values = {"sheet": sheet, "lever": lever, "funder": ""}
            rows.append(Row(values | {"kind": CostKind.OPERATING if pays else kind}))
    return rows


def build_risks(entry: Entry, context: SeedContext, sheet: ActionSheet) -> list[Row]:
    return [Row({"sheet": sheet, "text": text}) for text in entry.strings("risks")]


def build_dependencies(entry: Entry, context: SeedContext, sheet: ActionSheet) -> list[Row]:
    sheets = context.index(ActionSheet, "action_id")
    needed = entry.many("needs", models.Action)
    return [Row({"sheet": sheet, "needs": sheets[action.pk]}) for action in needed]


for order, (model, key, build) in enumerate(
    [
        (ActionSheet, ("action",), build_sheet),
        (ActionStep, ("sheet", "order"), part(build_steps)),
        (SheetPartner, ("sheet", "partner", "name"), part(build_partners)),
        (SheetLever, ("sheet", "lever", "funder", "kind"), part(build_levers)),
        (Risk, ("sheet", "text"), part(build_risks)),
        (Dependency, ("sheet", "needs"), part(build_dependencies)),
    ],
    start=400,
):
    seeding.register(SeedTable(FILE, "sheets", model, key, build, order))
