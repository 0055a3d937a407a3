"""Expectations for the demonstration, read from `diagnostic/seed/expectations.yaml`."""

from pathlib import Path
from typing import Any

from diagnostic.models import Expectation
from perpignan.study import models, seeding
from perpignan.study.enums import Visibility
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable
from perpignan.study.seeds import translated

FILE = Path(__file__).parent.parent / "seed" / "expectations.yaml"


def build_expectation(entry: Entry, context: SeedContext) -> list[Row]:
    required = ("code", "holder", "origin", "weight", "order")
    values: dict[str, Any] = {name: entry.require(name) for name in required}
    values |= {
        "priority": entry.one("priority", models.Priority),
        "axis": entry.one("axis", models.Axis),
        "source": entry.one("source", models.Source, "key"),
        "visibility": Visibility.PUBLIC,
        "is_illustrative": True,
    }
    return [Row(values | translated(entry, "statement"))]


seeding.register(SeedTable(FILE, "expectations", Expectation, ("code",), build_expectation, 220))
