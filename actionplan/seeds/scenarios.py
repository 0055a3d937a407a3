"""Scenarios to compare, read from `actionplan/seed/scenarios.yaml`.

They wait in the queue once loaded: a worker, or `manage.py compute_scenarios`, computes
them. What is computed is frozen, and the file has nothing more to say.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.enums import Imposition, ScenarioStatus, ValueBasis
from actionplan.models import ActionSheet, Scenario, ScenarioAction, ScenarioBudget, ScenarioMinimum
from actionplan.seeds.follow_up import first_day
from perpignan.study import models, seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "scenarios.yaml"
OWN = ("name", "description", "value_basis", "budget_change", "budget", "imposed", "zones")


def _left(entry: Entry) -> None:
    for name in OWN:
        entry.get(name)


def _open(entry: Entry, context: SeedContext) -> Scenario | None:
    """Find the scenario of an entry while its limits may still be written."""
    _left(entry)
    scenario: Any = entry.one("code", Scenario)
    return scenario if scenario.is_open else None


def build_scenario(entry: Entry, context: SeedContext) -> list[Row]:
    _left(entry)
    known: Any = context.index(Scenario, "code").get(entry.require("code"))
    if known is not None and not known.is_open:
        return []
    values: dict[str, Any] = {name: entry.text(name) for name in ("code", "name", "description")}
    values |= {"budget_change": entry.get("budget_change", 0), "is_illustrative": True}
    values["value_basis"] = entry.get("value_basis", ValueBasis.IMPACT)
    return [Row(values)]


def build_budgets(entry: Entry, context: SeedContext) -> Iterator[Row]:
    scenario, first = _open(entry, context), first_day(context, 1).year
    if scenario is not None:
        for place, amount in enumerate(entry.get("budget") or []):
            yield Row({"scenario": scenario, "year": first + place, "amount": amount})


def build_actions(entry: Entry, context: SeedContext) -> Iterator[Row]:
    scenario = _open(entry, context)
    sheets: Any = context.index(ActionSheet, "action_id")
    if scenario is not None:
        for action in entry.many("imposed", models.Action):
            values = {"scenario": scenario, "sheet": sheets[action.pk]}
            yield Row(values | {"imposition": Imposition.IMPOSED})


def build_minimums(entry: Entry, context: SeedContext) -> Iterator[Row]:
    scenario, known = _open(entry, context), context.index(models.Zone, "code")
    if scenario is not None:
        for code, count in (entry.get("zones") or {}).items():
            if code not in known:
                raise entry.fail("zones", _("la zone « %s » est inconnue") % code)
            yield Row({"scenario": scenario, "zone": known[code], "count": count})


def build_queue(entry: Entry, context: SeedContext) -> Iterator[Row]:
    """Ask for the computation of what was just written, once."""
    scenario = _open(entry, context)
    if scenario is not None and scenario.status == ScenarioStatus.DRAFT and not scenario.attempt:
        long_ago = timezone.now() - timedelta(days=1)  # so that the sweep sends it at once
        values = {"code": scenario.code, "status": ScenarioStatus.QUEUED}
        yield Row(values | {"heartbeat_at": long_ago})


def _rows(build: Any) -> Any:
    return lambda entry, context: list(build(entry, context))


YEAR_KEY, SHEET_KEY, ZONE_KEY = ("scenario", "year"), ("scenario", "sheet"), ("scenario", "zone")
for table in (
    SeedTable(FILE, "scenarios", Scenario, ("code",), build_scenario, 450),
    SeedTable(FILE, "scenarios", ScenarioBudget, YEAR_KEY, _rows(build_budgets), 451),
    SeedTable(FILE, "scenarios", ScenarioAction, SHEET_KEY, _rows(build_actions), 452),
    SeedTable(FILE, "scenarios", ScenarioMinimum, ZONE_KEY, _rows(build_minimums), 453),
    SeedTable(FILE, "scenarios", Scenario, ("code",), _rows(build_queue), 454),
):
    seeding.register(table)
