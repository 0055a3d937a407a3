"""The inventory of the Perpignan study, read from `diagnostic/seed/inventory.yaml`."""

from pathlib import Path
from typing import Any

from diagnostic.enums import CostBasis
from diagnostic.models import AssetOverlap, DigitalAsset
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import confidence, decimal, translated

FILE = Path(__file__).parent.parent / "seed" / "inventory.yaml"
TEXTS = ("owner_name", "users", "cost", "description")


def build_asset(entry: Entry, context: SeedContext) -> list[Row]:
    values: dict[str, Any] = {name: entry.text(name) for name in TEXTS}
    values |= {name: entry.require(name) for name in ("code", "kind", "order", "state")}
    values |= {
        "owner": entry.one("owner", models.Partner),
        "cost_amount": decimal(entry, "cost_amount"),
        "cost_basis": entry.text("cost_basis", CostBasis.UNKNOWN),
        "confidence": confidence(entry),
        "is_illustrative": entry.get("is_illustrative", False),
    }
    sources = entry.many("sources", models.Source, "key")
    return [Row(values | translated(entry), {"sources": sources})]


def build_overlap(entry: Entry, context: SeedContext) -> list[Row]:
    values = {name: entry.one(name, DigitalAsset) for name in ("first", "second")}
    values |= {"sentence": entry.require("sentence")}
    return [Row(values | {"is_illustrative": entry.get("is_illustrative", False)})]


for table in (
    SeedTable(FILE, "assets", DigitalAsset, ("code",), build_asset, 210),
    SeedTable(FILE, "overlaps", AssetOverlap, ("first", "second"), build_overlap, 211),
):
    seeding.register(table)
