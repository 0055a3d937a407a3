"""How known kinds of files are read, from `diagnostic/seed/import_mappings.yaml`."""

from pathlib import Path
from typing import Any

from diagnostic.models import ImportMapping, Indicator, MappedColumn
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import confidence

FILE = Path(__file__).parent.parent / "seed" / "import_mappings.yaml"
TEXTS = ("kept_prefixes", "method", "author")
REQUIRED = ("name", "perimeter_column", "perimeter_kind", "new_perimeters", "year")


def build_mapping(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("columns")
    values: dict[str, Any] = {name: entry.require(name) for name in REQUIRED}
    values |= {name: entry.text(name) for name in TEXTS}
    values |= {"source": entry.one("source", models.Source, "key")}
    return [Row(values | {"confidence": confidence(entry)})]


def build_columns(entry: Entry, context: SeedContext) -> list[Row]:
    for name in (*REQUIRED, *TEXTS, "source", "confidence"):
        entry.get(name)
    mapping = entry.one("name", ImportMapping, "name")
    rows = []
    for child in entry.children("columns"):
        values = {"column": child.require("column"), "mapping": mapping}
        values |= {"indicator": child.one("indicator", Indicator), "year": child.get("year")}
        rows.append(Row(values))
        child.check_all_read()
    return rows


for table in (
    SeedTable(FILE, "mappings", ImportMapping, ("name",), build_mapping, 210),
    SeedTable(FILE, "mappings", MappedColumn, ("mapping", "column"), build_columns, 211),
):
    seeding.register(table)
