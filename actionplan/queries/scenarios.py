"""Scenarios read: who may see them, and what tells two of them apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from actionplan.enums import ScenarioStatus
from actionplan.models import (
    Scenario,
    ScenarioAction,
    ScenarioBudget,
    ScenarioLever,
    ScenarioMinimum,
    ScenarioPair,
    ScenarioPart,
)
from actionplan.permissions import Person


def scenarios_for(user: Person) -> QuerySet[Scenario]:
    """List the scenarios a person may see, without their results."""
    return Scenario.objects.visible_to(user).defer("result").prefetch_related("budgets")


def get_scenario_for(user: Person, code: str) -> Scenario:
    """Return a scenario with its limits. Raise Scenario.DoesNotExist if it is not hers to see."""
    return full_scenarios().filter(pk__in=Scenario.objects.visible_to(user)).get(code=code)


def full_scenarios() -> QuerySet[Scenario]:
    actions = ScenarioAction.objects.select_related("sheet__action")
    levers = ScenarioLever.objects.select_related("lever")
    pairs = ScenarioPair.objects.select_related("first__action", "second__action")
    return Scenario.objects.select_related("requested_by").prefetch_related(
        "budgets",
        "minimums__priority",
        "minimums__zone",
        Prefetch("actions", queryset=actions),
        Prefetch("levers", queryset=levers),
        Prefetch("pairs", queryset=pairs),
    )


#: What names the rows of each limit, so that a table of them is read in one statement.
NAMED_BY: dict[type[ScenarioPart], tuple[str, ...]] = {
    ScenarioBudget: (),
    ScenarioAction: ("sheet__action",),
    ScenarioLever: ("lever",),
    ScenarioMinimum: ("priority", "zone"),
    ScenarioPair: ("first__action", "second__action"),
}


def scenario_limits(model: Any) -> QuerySet[Any]:
    """List the limits of one kind, of all scenarios, with what names them."""
    rows: QuerySet[Any] = model._default_manager.select_related("scenario", *NAMED_BY[model])
    return rows.defer("scenario__result").order_by("scenario__code", "pk")


def computed_scenarios_for(user: Person) -> QuerySet[Scenario]:
    return computed_scenarios().filter(pk__in=Scenario.objects.visible_to(user))


def computed_scenarios() -> QuerySet[Scenario]:
    """List them all, the adopted one first: for readers already allowed to see them."""
    return Scenario.objects.filter(status=ScenarioStatus.DONE, result__isnull=False)


def own_spent(scenario: Scenario) -> Decimal:
    """Add up the owner's own money of a computed scenario."""
    return _sum(scenario.result or {}, "own", "spent")


@dataclass(frozen=True)
class Difference:
    """One figure of two scenarios, side by side."""

    label: str
    before: Decimal
    after: Decimal
    is_money: bool = True

    @property
    def change(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    figures: list[Difference]
    gained: list[dict[str, Any]]
    lost: list[dict[str, Any]]
    moved: list[tuple[dict[str, Any], int]]  # an action of the first, and its other start


def compare_scenarios(first: Scenario, second: Scenario) -> Comparison:
    """Tell what a scenario chooses, spends and obtains that another does not."""
    before, after = first.result or {}, second.result or {}
    ours = {row["code"]: row for row in before.get("chosen", [])}
    theirs = {row["code"]: row for row in after.get("chosen", [])}
    return Comparison(
        figures=[*_compared(first, second), *_by_lever(before, after)],
        gained=[row for code, row in theirs.items() if code not in ours],
        lost=[row for code, row in ours.items() if code not in theirs],
        moved=[
            (row, theirs[code]["start"])
            for code, row in ours.items()
            if code in theirs and theirs[code]["start"] != row["start"]
        ],
    )


def _compared(first: Scenario, second: Scenario) -> list[Difference]:
    results = (first.result or {}, second.result or {})
    values = (first.value or Decimal(0), second.value or Decimal(0))
    found = []
    if first.value_basis == second.value_basis:  # values on two bases tell nothing together
        found.append(Difference(_("Valeur"), values[0], values[1], is_money=False))
    found += [
        _both(_("Actions retenues"), results, _count, is_money=False),
        _both(_("Coût d'investissement"), results, lambda r: _sum(r, "chosen", "cost")),
        _both(_("Fonctionnement induit"), results, lambda r: Decimal(r.get("operating", 0))),
        _both(_("Argent propre"), results, lambda r: _sum(r, "own", "spent")),
    ]
    years = sorted({row["year"] for result in results for row in result.get("own", [])})
    for year in years:
        label = _("Argent propre en %(year)d") % {"year": year}
        spent = [_of_year(result, year) for result in results]
        found.append(Difference(label, spent[0], spent[1]))
    return found


def _both(
    label: str,
    results: tuple[Mapping[str, Any], Mapping[str, Any]],
    read: Callable[[Mapping[str, Any]], Decimal],
    *,
    is_money: bool = True,
) -> Difference:
    return Difference(label, read(results[0]), read(results[1]), is_money)


def _count(result: Mapping[str, Any]) -> Decimal:
    return Decimal(len(result.get("chosen", [])))


def _sum(result: Mapping[str, Any], rows: str, name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in result.get(rows, [])), Decimal(0))


def _of_year(result: Mapping[str, Any], year: int) -> Decimal:
    rows = (Decimal(row["spent"]) for row in result.get("own", []) if row["year"] == year)
    return sum(rows, Decimal(0))


def _by_lever(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    old, new = _given(before), _given(after)
    names = sorted({name for given in (old, new) for name, amount in given.items() if amount})
    nothing = Decimal(0)
    return [Difference(name, old.get(name, nothing), new.get(name, nothing)) for name in names]


def _given(result: Mapping[str, Any]) -> dict[str, Decimal]:
    return {row["name"]: Decimal(row["amount"]) for row in result.get("levers", [])}
