"""The benchmark of the Perpignan study, read from `benchmark/seed/`."""

from pathlib import Path
from typing import Any

from benchmark import models
from benchmark.enums import InitiativeStatus, VatBasis
from perpignan.study import seeding
from perpignan.study.enums import Confidence
from perpignan.study.models import Action, Axis, Priority, Source, Zone
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import confidence, decimal, translated

FOLDER = Path(__file__).parent / "seed"

#: The sheets of the demonstration were published at the end of this week of the study.
WEEK_OF_PUBLICATION = 5

CITY_FIELDS = (
    *("name", "name_ca", "name_en", "country", "kind", "latitude", "longitude", "is_home"),
    *("population", "population_year", "population_source", "population_confidence"),
    *("area", "area_source", "area_confidence"),
)
BY_CITY, BY_PAIR = ("city", "code", "year"), ("initiative", "action")


def leave_to_others(entry: Entry, names: tuple[str, ...]) -> None:
    """Say that another table reads these fields of the same entry."""
    for name in names:
        entry.get(name)


def build_city(entry: Entry, context: SeedContext) -> list[Row]:
    leave_to_others(entry, ("indicators",))
    values: dict[str, Any] = {name: entry.require(name) for name in ("code", "country", "kind")}
    values |= {name: entry.get(name) for name in ("population", "population_year")}
    values |= {"area": decimal(entry, "area"), "is_home": entry.get("is_home", False)}
    values |= {name: decimal(entry, name, "0.0001") for name in ("latitude", "longitude")}
    for figure in ("population", "area"):
        values[f"{figure}_source"] = entry.one(f"{figure}_source", Source, "key")
        values[f"{figure}_confidence"] = entry.get(f"{figure}_confidence", Confidence.TO_VERIFY)
    return [Row(values | translated(entry))]


def build_indicators(entry: Entry, context: SeedContext) -> list[Row]:
    """Read the indicators under a city, whose own fields `build_city` checks."""
    leave_to_others(entry, CITY_FIELDS)
    city = entry.one("code", models.City)
    rows = []
    for child in entry.children("indicators"):
        values = {"city": city, "unit": child.text("unit")}
        values |= {name: child.require(name) for name in ("code", "name", "year")}
        values |= {"value": decimal(child, "value", "0.001")}
        values |= {"source": child.one("source", Source, "key"), "confidence": confidence(child)}
        child.check_all_read()
        rows.append(Row(values))
    return rows


def build_initiative(entry: Entry, context: SeedContext) -> list[Row]:
    texts = ("governance", "partners", "cost", "result", "limits", "transfer_conditions")
    values: dict[str, Any] = {name: entry.text(name) for name in texts}
    values |= {name: entry.require(name) for name in ("code", "name", "description", "lesson")}
    values |= {"city": entry.one("city", models.City), "year": entry.get("year")}
    values |= {"cost_amount": decimal(entry, "cost_amount")}
    values |= {"cost_basis": entry.get("cost_basis", VatBasis.UNKNOWN)}
    values |= {"confidence": confidence(entry), "status": InitiativeStatus.PUBLISHED}
    values |= {"published_on": context.study.last_day_of_week(WEEK_OF_PUBLICATION)}
    many = {
        "priorities": entry.many("priorities", Priority),
        "axes": entry.many("axes", Axis),
        "zones": entry.many("zones", Zone),
        "sources": entry.many("sources", Source, "key"),
    }
    return [Row(values, many)]


def build_link(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "initiative": entry.one("initiative", models.Initiative),
        "action": entry.one("action", Action),
        "reason": entry.require("reason"),
        "is_illustrative": True,
    }
    return [Row(values)]


for order, (name, section, model, key, build) in enumerate(
    [
        ("cities.yaml", "cities", models.City, ("code",), build_city),
        ("cities.yaml", "cities", models.CityIndicator, BY_CITY, build_indicators),
        ("initiatives.yaml", "initiatives", models.Initiative, ("code",), build_initiative),
        ("links.yaml", "links", models.InitiativeAction, BY_PAIR, build_link),
    ],
    start=100,
):
    seeding.register(SeedTable(FOLDER / name, section, model, key, build, order))
