"""A scenario turned into a problem: sheets, costs and hopes under its limits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from actionplan.enums import (
    CostKind,
    FundingOrigin,
    Imposition,
    PairKind,
    RequestState,
    ValueBasis,
)
from actionplan.models import ActionSheet, Dependency, Scenario, ScenarioAction
from actionplan.portfolio.problem import (
    Action,
    Lever,
    Measure,
    Minimum,
    PortfolioError,
    Problem,
    Synergy,
)
from actionplan.portfolio.reading import with_warnings
from actionplan.queries.funding import all_funded_sheets, total_of
from actionplan.queries.sheets import funding_date
from perpignan.study.enums import LeverKind, LeverState
from perpignan.study.models import FundingLever
from perpignan.study.values import ActionValues, latest_values
from perpignan.study.wording import long_date

#: Where a lever's rate is not known: the most that public aid may reach.
UNKNOWN_RATE = Fraction(80, 100)
NEUTRAL_SCORE = 3


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
    ranking: ActionValues | None = None

    @property
    def unranked(self) -> list[str]:
        """List the actions that the ranking says nothing of: they are worth nothing here."""
        ranked = self.ranking.values if self.ranking else {}
        return [code for code in self.sheets if code not in ranked] if self.ranking else []


def setting_of(scenario: Scenario) -> Setting:
    """Read the sheets, their costs and their hopes under the limits of a scenario.

    Amounts are those of investment, before tax. Raise PortfolioError on limits that
    say nothing, or that contradict themselves.
    """
    sheets = {sheet.code: sheet for sheet in all_funded_sheets().prefetch_related("action__zones")}
    day, ranking = funding_date(), _ranking(scenario)
    sources, left_out = _sources(sheets.values(), scenario, day)
    years, budget = _budget(scenario)
    problem = Problem(
        years=years,
        own_budget=budget,
        actions=tuple(_actions(scenario, sheets, ranking)),
        levers=tuple(_lever(source, scenario, sources) for source in sources.values()),
        owner_share=Fraction(scenario.owner_share) / 100,
        staff_capacity=_capacity(scenario, years),
        synergies=tuple(_synergies(scenario, sheets)),
        minimums=tuple(_minimums(scenario)),
    )
    return Setting(with_warnings(problem, []), sheets, sources, left_out, day, ranking)


def _ranking(scenario: Scenario) -> ActionValues | None:
    """Take the ranking published last, where the scenario asks for it."""
    if scenario.value_basis != ValueBasis.RANKING:
        return None
    found = latest_values()
    if found is None:
        text = _("Aucun classement n'est publié : choisissez une autre valeur des actions.")
        raise PortfolioError("no_ranking", text)
    return found


def _minimums(scenario: Scenario) -> Iterable[Minimum]:
    for row in scenario.minimums.all():
        noun = row.priority or row.zone
        if noun is None:
            continue  # the database refuses it
        group = "priority" if row.priority else "zone"
        if row.count is not None:
            yield Minimum(group, noun.code, Measure.COUNT, row.count)
        if row.amount is not None:
            yield Minimum(group, noun.code, Measure.AMOUNT, _cents(row.amount))


def _synergies(scenario: Scenario, sheets: Mapping[str, ActionSheet]) -> Iterable[Synergy]:
    for pair in scenario.pairs.all():
        known = pair.first.code in sheets and pair.second.code in sheets
        if known and pair.kind == PairKind.SYNERGY and pair.bonus is not None:
            yield Synergy(pair.first.code, pair.second.code, pair.bonus)


def _capacity(scenario: Scenario, years: tuple[int, ...]) -> tuple[Decimal, ...] | None:
    """Give the staff of each year; a year without a figure has enough for everything."""
    given = {row.year: row.staff for row in scenario.budgets.all() if row.staff is not None}
    if not given:
        return None
    enough = sum((row.staff or Decimal(0) for row in scenario.actions.all()), Decimal(0))
    return tuple(given.get(year, enough) for year in years)


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


def _actions(
    scenario: Scenario, sheets: Mapping[str, ActionSheet], ranking: ActionValues | None
) -> Iterable[Action]:
    needs, excludes = _needs(sheets), _excludes(scenario, sheets)
    rules = {row.sheet.code: row for row in scenario.actions.all()}
    for code, sheet in sheets.items():
        rule = rules.get(code)
        imposition = rule.imposition if rule else Imposition.FREE
        cost = tuple(_costs(sheet))
        staff = rule.staff if rule else None
        yield Action(
            code=code,
            value=_value(scenario, sheet, rule, ranking),
            cost=cost,
            needs=tuple(need for need in needs[code] if need in sheets),
            excludes=tuple(excludes[code]),
            imposed=imposition == Imposition.IMPOSED,
            forbidden=imposition == Imposition.FORBIDDEN,
            earliest=rule.earliest if rule else None,
            latest=rule.latest if rule else None,
            staff=() if staff is None else (staff,) * max(1, len(cost)),
            priority=sheet.action.priority.code,
            zones=tuple(zone.code for zone in sheet.action.zones.all()),
        )


def _excludes(scenario: Scenario, sheets: Mapping[str, ActionSheet]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for pair in scenario.pairs.all():
        if pair.kind == PairKind.EXCLUSION and {pair.first.code, pair.second.code} <= sheets.keys():
            found[pair.first.code].append(pair.second.code)
    return found


def _needs(sheets: Mapping[str, ActionSheet]) -> dict[str, list[str]]:
    """Read who waits for whom; years are too coarse for weeks: no later is what is kept."""
    found: dict[str, list[str]] = defaultdict(list)
    links = Dependency.objects.filter(sheet__in=[sheet.pk for sheet in sheets.values()])
    for link in links.select_related("sheet__action", "needs__action"):
        found[link.sheet.code].append(link.needs.code)
    return found


def _value(
    scenario: Scenario,
    sheet: ActionSheet,
    rule: ScenarioAction | None,
    ranking: ActionValues | None,
) -> Decimal:
    if rule is not None and rule.value is not None:
        return rule.value
    if ranking is not None:
        return ranking.values.get(sheet.code, Decimal(0))
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
        for line in sheet.funding:  # type: ignore[attr-defined]  # prefetched under this name
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


def _lever(source: Source, scenario: Scenario, sources: Mapping[str, Source]) -> Lever:
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
        excludes=tuple(_rivals(source, sources)),
        matched=lever is not None and lever.is_contribution_fund,
    )


def _rivals(source: Source, sources: Mapping[str, Source]) -> Iterable[str]:
    """List what may not pay for the same action: by its rules, or as another European fund.

    Two European funds may share an action on separate expenses; a scenario knows years,
    not expenses, so it takes the stricter reading.
    """
    if source.lever is None:
        return
    barred = {other.code for other in source.lever.excludes.all()}
    is_european = source.lever.kind == LeverKind.EUROPE
    for code, other in sources.items():
        rival = is_european and other.lever is not None and other.lever.kind == LeverKind.EUROPE
        if code != source.code and (code in barred or rival):
            yield code
