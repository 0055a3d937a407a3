"""A frozen version for the demonstration, read from `actionplan/seed/versions.yaml`.

A version never changes: once it is there, the file has nothing more to say.
"""

from datetime import datetime, time
from pathlib import Path

from django.utils import timezone

from actionplan.models import PlanVersion
from actionplan.queries import snapshot_of_plan
from perpignan.study import seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "versions.yaml"


def build_version(entry: Entry, context: SeedContext) -> list[Row]:
    title, week, before = entry.require("title"), entry.require("week"), entry.require("before")
    if context.index(PlanVersion, "pk"):
        return []
    snapshot = snapshot_of_plan()
    for code, changes in before.items():
        snapshot[code] |= changes
    day = datetime.combine(context.study.first_day_of_week(week), time(12))
    values = {
        "number": 1,
        "title": title,
        "frozen_at": timezone.make_aware(day),
        "snapshot": snapshot,
        "is_illustrative": True,
    }
    return [Row(values)]


seeding.register(SeedTable(FILE, "versions", PlanVersion, ("title",), build_version, 440))
