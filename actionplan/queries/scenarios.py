"""Scenarios: their rows become the problem that is solved, and the answer is read back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from actionplan.enums import (
    CostKind,
    FundingOrigin,
    Imposition,
    RequestState,
    ScenarioStatus,
    ValueBasis,
)
from actionplan.funding_rules import plan as law
from actionplan.funding_rules.checking import check_plan
from actionplan.funding_rules.rule import Severity
from actionplan.models import (
    ActionSheet,
    Dependency,
    Scenario,
    ScenarioAction,
    ScenarioLever,
)
from actionplan.permissions import Person
from actionplan.portfolio.problem import (
    OWN,
    Action,
    Lever,
    Measure,
    Minimum,
    PortfolioError,
    Problem,
)
from actionplan.portfolio.reading import with_warnings
from actionplan.portfolio.result import Portfolio
from actionplan.queries.funding import all_funded_sheets, lever_of, total_of
from actionplan.queries.sheets import funding_date
from perpignan.study.enums import LeverKind, LeverState
from perpignan.study.models import FundingLever
from perpignan.study.wording import long_date

#: Where a lever's rate is not known: the most that public aid may reach.
UNKNOWN_RATE = Fraction(80, 100)
NEUTRAL_SCORE = 3


def scenarios_for(user: Person) -> QuerySet[Scenario]:
    """List the scenarios a person may see, without their results."""
    return Scenario.objects.visible_to(user).defer("result").prefetch_related("budgets")


def get_scenario_for(user: Person, code: str) -> Scenario:
    """Return a scenario with its limits. Raise Scenario.DoesNotExist if it is not hers to see."""
    return full_scenarios().filter(pk__in=Scenario.objects.visible_to(user)).get(code=code)


def full_scenarios() -> QuerySet[Scenario]:
    actions = ScenarioAction.objects.select_related("sheet__action")
    levers = ScenarioLever.objects.select_related("lever")
    return Scenario.objects.select_related("requested_by").prefetch_related(
        "budgets",
        "minimums__priority",
        Prefetch("actions", queryset=actions),
        Prefetch("levers", queryset=levers),
    )


def computed_scenarios() -> QuerySet[Scenario]:
    """List every computed scenario: for readers already allowed to see them."""
    found = Scenario.objects.filter(status=ScenarioStatus.DONE, result__isnull=False)
    return found.prefetch_related("budgets")


def computed_scenarios_for(user: Person) -> QuerySet[Scenario]:
    return Scenario.objects.visible_to(user).filter(
        status=ScenarioStatus.DONE, result__isnull=False
    )


@dataclass(frozen=True)
class Source:
    """Money that a scenario may use: a lever of the catalogue, or a funder known by name."""

    code: str
    name: str
    lever: FundingLever | None
    actions: Mapping[str, Decimal]  # what is hoped for, by action

    @property
    def hoped(self) -> Decimal:
        return sum(self.actions.values(), Decimal(0))


@dataclass(frozen=True)
class Setting:
    """A scenario ready to be solved, with what is needed to tell the answer in words."""

    problem: Problem
    sheets: Mapping[str, ActionSheet]
    sources: Mapping[str, Source]
    left_out: Sequence[str]
    day: date


def setting_of(scenario: Scenario) -> Setting:
    """Read the sheets, their costs and their hopes under the limits of a scenario.

    Amounts are those of investment, before tax. Raise PortfolioError on limits that
    say nothing, or that contradict themselves.
    """
    sheets = {sheet.code: sheet for sheet in all_funded_sheets()}
    day = funding_date()
    sources, left_out = _sources(sheets.values(), scenario, day)
    years, budget = _budget(scenario)
    problem = Problem(
        years=years,
        own_budget=budget,
        actions=tuple(_actions(scenario, sheets)),
        levers=tuple(_lever(source, scenario, years) for source in sources.values()),
        owner_share=Fraction(scenario.owner_share) / 100,
        minimums=tuple(
            Minimum("priority", row.priority.code, Measure.COUNT, row.count)
            for row in scenario.minimums.all()
        ),
    )
    return Setting(with_warnings(problem, []), sheets, sources, left_out, day)


def _budget(scenario: Scenario) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rows = {row.year: row.amount for row in scenario.budgets.all()}
    if not rows:
        text = _("Donnez le budget propre d'au moins une année.")
        raise PortfolioError("no_year", text)
    years = tuple(range(min(rows), max(rows) + 1))
    share = Decimal(100 + scenario.budget_change)
    return years, tuple(_cents(rows.get(year, Decimal(0)) * share / 100) for year in years)


def _cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(ROUND_FLOOR))


def _actions(scenario: Scenario, sheets: Mapping[str, ActionSheet]) -> Iterable[Action]:
    needs = _needs(sheets)
    rules = {row.sheet.code: row for row in scenario.actions.all()}
    for code, sheet in sheets.items():
        rule = rules.get(code)
        imposition = rule.imposition if rule else Imposition.FREE
        yield Action(
            code=code,
            value=_value(scenario, sheet, rule),
            cost=tuple(_costs(sheet)),
            needs=tuple(need for need in needs[code] if need in sheets),
            imposed=imposition == Imposition.IMPOSED,
            forbidden=imposition == Imposition.FORBIDDEN,
            earliest=rule.earliest if rule else None,
            latest=rule.latest if rule else None,
            priority=sheet.action.priority.code,
        )


def _needs(sheets: Mapping[str, ActionSheet]) -> dict[str, list[str]]:
    """Read who waits for whom; years are too coarse for weeks: no later is what is kept."""
    found: dict[str, list[str]] = defaultdict(list)
    links = Dependency.objects.filter(sheet__in=[sheet.pk for sheet in sheets.values()])
    for link in links.select_related("sheet__action", "needs__action"):
        found[link.sheet.code].append(link.needs.code)
    return found


def _value(scenario: Scenario, sheet: ActionSheet, rule: ScenarioAction | None) -> Decimal:
    if rule is not None and rule.value is not None:
        return rule.value
    impact = Decimal(sheet.impact or NEUTRAL_SCORE)
    if scenario.value_basis == ValueBasis.IMPACT:
        return impact
    return impact * (6 - (sheet.effort or NEUTRAL_SCORE))


def _costs(sheet: ActionSheet) -> list[int]:
    """Give investment before tax, in cents, from the action's first year on."""
    by_year: dict[int, Decimal] = defaultdict(Decimal)
    for line in sheet.costs.all():
        if line.kind == CostKind.CAPITAL:
            by_year[line.year] += line.excluding_vat
    if not by_year:
        return []
    return [_cents(by_year.get(y, Decimal(0))) for y in range(min(by_year), max(by_year) + 1)]


def _sources(
    sheets: Iterable[ActionSheet], scenario: Scenario, day: date
) -> tuple[dict[str, Source], list[str]]:
    """Gather who may pay; what cannot is told: closed, not yet open, refused."""
    refused = {row.lever_id for row in scenario.levers.all() if row.is_refused}
    hoped: dict[str, dict[str, Decimal]] = defaultdict(dict)
    known: dict[str, tuple[str, FundingLever | None]] = {}
    left_out: dict[str, None] = {}
    for sheet in sheets:
        for line in sheet.funding:  # type: ignore[attr-defined]
            if not _may_pay(line):
                continue
            told = _why_not(line.lever, refused, day) if line.lever else ""
            if told:
                left_out[told] = None
                continue
            code = line.lever.code if line.lever else line.funder
            known[code] = (line.name, line.lever)
            hoped[code][sheet.code] = hoped[code].get(sheet.code, Decimal(0)) + total_of(line)
    found = {code: Source(code, *known[code], hoped[code]) for code in sorted(known)}
    given = {row.lever_id for row in scenario.levers.all() if row.envelope}
    for code, source in list(found.items()):
        if not source.hoped and not (source.lever and source.lever.pk in given):
            left_out[_("%s : aucun montant sur les fiches.") % source.name] = None
            del found[code]
    return found, list(left_out)


def _may_pay(line: Any) -> bool:
    is_tax = line.lever is not None and line.lever.kind == LeverKind.FISCAL
    return (
        line.kind == CostKind.CAPITAL
        and line.origin != FundingOrigin.OWN
        and line.state != RequestState.REFUSED
        and not is_tax
    )


def _why_not(lever: FundingLever, refused: set[int], day: date) -> str:
    words = {"lever": lever.name, "day": long_date(day)}
    if lever.pk in refused:
        return _("%(lever)s : refusé dans ce scénario.") % words
    state = lever.state_at(day)
    if state == LeverState.CLOSED:
        return _("%(lever)s : clos au %(day)s.") % words
    if state == LeverState.NOT_YET_OPEN:
        return _("%(lever)s : pas encore ouvert au %(day)s.") % words
    return ""


def _lever(source: Source, scenario: Scenario, years: tuple[int, ...]) -> Lever:
    rows = {row.lever_id: row for row in scenario.levers.all()}
    lever, row = source.lever, rows.get(source.lever.pk) if source.lever else None
    rate = UNKNOWN_RATE
    if row is not None and row.rate is not None:
        rate = Fraction(row.rate) / 100
    elif lever is not None and lever.rate_max is not None:
        rate = Fraction(lever.rate_max) / 100
    envelope = row.envelope if row is not None and row.envelope is not None else source.hoped
    ceiling = None if lever is None or lever.ceiling is None else _cents(lever.ceiling)
    return Lever(
        code=source.code,
        envelope=_cents(envelope),
        rate=rate,
        ceiling=ceiling,
        actions=frozenset(source.actions),
    )


def broken_laws(setting: Setting, portfolio: Portfolio) -> list[str]:
    """Check what is chosen, action by action, with the rules of co-financing, in Decimal."""
    found = []
    for code, start in portfolio.starts.items():
        told = check_plan(_legal_plan(setting, portfolio, code, start), setting.day)
        found += [f"{code} : {item.text}" for item in told if item.severity is Severity.ERROR]
    return found


def _legal_plan(setting: Setting, portfolio: Portfolio, code: str, start: int) -> law.FundingPlan:
    action = setting.problem.by_code[code]
    costs = tuple(
        law.CostLine(f"{code}-{start + place}", start + place, Decimal(cents) / 100)
        for place, cents in enumerate(action.cost)
    )
    given: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for payment in portfolio.payments:
        if payment.action == code:
            given[payment.source][payment.year] += Decimal(payment.cents) / 100
    lines = tuple(_legal_line(setting, source, given[source]) for source in given)
    share = setting.problem.owner_share
    threshold = Decimal("0.30") if share >= Fraction(30, 100) else Decimal("0.20")
    derogation = None
    if share < Fraction(20, 100):
        reason = _("Seuil choisi pour ce scénario.")
        derogation = law.Derogation(law.Ground.URBAN_RENEWAL, reason)
    return law.FundingPlan(
        costs=costs, funding=lines, owner_threshold=threshold, derogation=derogation
    )


def _legal_line(setting: Setting, source: str, amounts: Mapping[int, Decimal]) -> law.FundingLine:
    if source == OWN:
        return law.FundingLine(OWN, law.Origin.OWN, amounts)
    lever = setting.sources[source].lever
    # Private money too is taken for public here: the stricter reading.
    return law.FundingLine(
        source, law.Origin.PUBLIC, amounts, lever=lever_of(lever) if lever else None
    )


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
    found = [
        Difference(_("Valeur"), values[0], values[1], is_money=False),
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
