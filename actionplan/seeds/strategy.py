"""The strategy of the demonstration, read from `actionplan/seed/strategy.yaml`.

A version frozen at an earlier committee gives the demonstration something to compare.
"""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from actionplan.models import Orientation, OrientationAction, Strategy, StrategyVersion
from actionplan.queries import STRATEGY_TEXTS, snapshot_of_strategy
from perpignan.study import models, seeding
from perpignan.study.enums import Visibility
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "strategy.yaml"
ENDS = ("", "_ca", "_en")


def _texts(entry: Entry, *names: str) -> dict[str, Any]:
    return {f"{name}{end}": entry.text(f"{name}{end}") for name in names for end in ENDS}


def build_strategy(entry: Entry, context: SeedContext) -> list[Row]:
    values = {
        "code": entry.require("code"),
        **_texts(entry, "title", *STRATEGY_TEXTS),
        "visibility": Visibility.PUBLIC,
        "is_illustrative": True,
    }
    return [Row(values)]


def build_orientation(entry: Entry, context: SeedContext) -> list[Row]:
    entry.get("served")
    values = {
        "code": entry.require("code"),
        "strategy": Strategy.objects.get(),
        "order": entry.require("order"),
        "priority": entry.one("priority", models.Priority),
        **_texts(entry, "name", "text"),
        "is_illustrative": True,
    }
    return [Row(values)]


def build_served(entry: Entry, context: SeedContext) -> list[Row]:
    for name in ("order", "priority"):
        entry.get(name)
    _texts(entry, "name", "text")
    orientation = entry.one("code", Orientation)
    rows = []
    for child in entry.children("served"):
        values = {
            "orientation": orientation,
            "action": child.one("action", models.Action),
            **_texts(child, "sentence"),
            "is_illustrative": True,
        }
        child.check_all_read()
        rows.append(Row(values))
    return rows


def build_version(entry: Entry, context: SeedContext) -> list[Row]:
    title, week, before = entry.require("title"), entry.require("week"), entry.require("before")
    if context.index(StrategyVersion, "pk"):
        return []
    snapshot = snapshot_of_strategy(Strategy.objects.get()) | before
    day = datetime.combine(context.study.first_day_of_week(week), time(12))
    values = {
        "number": 1,
        "title": title,
        "frozen_at": timezone.make_aware(day),
        "snapshot": snapshot,
        "is_illustrative": True,
    }
    return [Row(values)]


for table in (
    SeedTable(FILE, "strategy", Strategy, ("code",), build_strategy, 460),
    SeedTable(FILE, "orientations", Orientation, ("code",), build_orientation, 461),
    SeedTable(
        FILE, "orientations", OrientationAction, ("orientation", "action"), build_served, 462
    ),
    SeedTable(FILE, "versions", StrategyVersion, ("title",), build_version, 463),
):
    seeding.register(table)
