"""The indicators of the Perpignan study, read from `diagnostic/seed/indicators.yaml`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diagnostic.models import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Perimeter,
    ReferenceValue,
    StandardCode,
)
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import confidence, translated

FILE = Path(__file__).parent.parent / "seed" / "indicators.yaml"
TEXTS = ("institution", "level", "standard_ref")
OWN = ("name", "name_ca", "name_en", "axis", "order", "unit", "definition", "direction", "sources")
PARTS = ("values", "references", "actions", "standards")


def _skip(entry: Entry, *names: str) -> None:
    """Leave to another table what it reads of the same entry."""
    for name in names:
        entry.get(name)


def build_perimeter(entry: Entry, context: SeedContext) -> list[Row]:
    values = {"code": entry.require("code"), "kind": entry.require("kind")}
    values["other_codes"] = entry.strings("other_codes")
    return [Row(values | {"zone": entry.one("zone", models.Zone)} | translated(entry))]


def build_indicator(entry: Entry, context: SeedContext) -> list[Row]:
    _skip(entry, *PARTS)
    values: dict[str, Any] = {name: entry.text(name) for name in TEXTS}
    required = ("code", "order", "unit", "definition", "direction")
    values |= {name: entry.require(name) for name in required}
    values |= {"axis": entry.one("axis", models.Axis)}
    return [
        Row(values | translated(entry), {"sources": entry.many("sources", models.Source, "key")})
    ]


def _children(entry: Entry, name: str) -> Iterator[tuple[Indicator, Entry]]:
    _skip(entry, *OWN, *TEXTS, *PARTS)
    indicator = entry.one("code", Indicator)
    for child in entry.children(name):
        yield indicator, child
        child.check_all_read()


def _measure(child: Entry, indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "year": child.get("year"),
        "value": child.require("value"),
        "source": child.one("source", models.Source, "key"),
        "confidence": confidence(child),
    }


def build_values(entry: Entry, context: SeedContext) -> list[Row]:
    rows = []
    for indicator, child in _children(entry, "values"):
        texts = {name: child.text(name) for name in ("method", "author")}
        perimeter = {"perimeter": child.one("perimeter", Perimeter)}
        rows.append(Row(_measure(child, indicator) | texts | perimeter))
    return rows


def build_references(entry: Entry, context: SeedContext) -> list[Row]:
    return [
        Row(_measure(child, indicator) | {"label": child.require("label")})
        for indicator, child in _children(entry, "references")
    ]


def build_links(entry: Entry, context: SeedContext) -> list[Row]:
    _skip(entry, *OWN, *TEXTS, *PARTS)
    indicator = entry.one("code", Indicator)
    return [
        Row({"indicator": indicator, "action": action, "is_illustrative": True})
        for action in entry.many("actions", models.Action)
    ]


def build_standards(entry: Entry, context: SeedContext) -> list[Row]:
    rows = []
    for indicator, child in _children(entry, "standards"):
        values: dict[str, Any] = {name: child.require(name) for name in ("framework", "code")}
        values |= {"source": child.one("source", models.Source, "key")}
        rows.append(Row(values | {"indicator": indicator}))
    return rows


MEASURE_KEY = ("indicator", "perimeter", "year", "method")
for table in (
    SeedTable(FILE, "perimeters", Perimeter, ("code",), build_perimeter, 200),
    SeedTable(FILE, "indicators", Indicator, ("code",), build_indicator, 201),
    SeedTable(FILE, "indicators", IndicatorValue, MEASURE_KEY, build_values, 202),
    SeedTable(
        FILE, "indicators", ReferenceValue, ("indicator", "label", "year"), build_references, 203
    ),
    SeedTable(
        FILE,
        "indicators",
        StandardCode,
        ("indicator", "framework", "code"),
        build_standards,
        205,
    ),
    SeedTable(FILE, "indicators", IndicatorAction, ("indicator", "action"), build_links, 204),
):
    seeding.register(table)
