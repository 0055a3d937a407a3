"""Funding plans: rows become the plan that the rules read, and what they say is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from actionplan.enums import (
    FIRM_STATES,
    CostKind,
    CostNature,
    FundingOrigin,
    OwnerThreshold,
    RequestState,
)
from actionplan.funding_rules import figures
from actionplan.funding_rules import plan as law
from actionplan.funding_rules.checking import check_plan
from actionplan.funding_rules.fctva import compensation_by_year
from actionplan.funding_rules.rule import Severity
from actionplan.models import ActionSheet, CostLine, FundingAmount, FundingTerms, SheetLever
from actionplan.permissions import Person
from actionplan.queries.findings import Told, tell
from perpignan.study.enums import ActionStatus, LeverDestination, LeverKind
from perpignan.study.models import Axis, FundingLever

NATURES = {CostKind.CAPITAL: law.Nature.INVESTMENT, CostKind.OPERATING: law.Nature.OPERATING}
#: What is rented online gives no VAT back, or less: see funding_rules/fctva.py.
PURPOSES = {
    CostNature.CLOUD: law.Purpose.CLOUD_INFRASTRUCTURE,
    CostNature.SUBSCRIPTION: law.Purpose.CLOUD_SERVICE,
}
STATE_LEVERS = {LeverKind.ALLOCATION, LeverKind.GRANT, LeverKind.CALL_FOR_PROJECTS}


def funding_lines() -> QuerySet[SheetLever]:
    """List the lines of funding with all that a plan needs of them."""
    return SheetLever.objects.select_related("lever").prefetch_related(
        "amounts", "expenses", "lever__excludes"
    )


def funded_sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets, of actions still alive, that a person may see, ready for a plan."""
    return with_funding(ActionSheet.objects.visible_to(user))


def all_funded_sheets() -> QuerySet[ActionSheet]:
    """List them all, internal ones too: for readers already allowed to see them."""
    return with_funding(ActionSheet.objects.all())


def granted_lines_for(user: Person) -> QuerySet[SheetLever]:
    """List the aid granted or paid, of others than the owner, that a person may see."""
    lines = SheetLever.objects.visible_to(user).filter(state__in=FIRM_STATES)
    return (
        lines.exclude(origin=FundingOrigin.OWN)
        .select_related("lever", "sheet__action", "sheet__funding_terms")
        .prefetch_related("amounts")
        .order_by("sheet__action__code", "pk")
    )


def total_of(line: SheetLever) -> Decimal:
    return sum((amount.amount for amount in line.amounts.all()), Decimal(0))


def amounts_of(sheets: QuerySet[ActionSheet]) -> QuerySet[FundingAmount]:
    """List what each funder brings each year to some sheets, sheet by sheet."""
    return (
        FundingAmount.objects.filter(request__sheet__in=sheets.order_by().values("pk"))
        .select_related("request__lever", "request__sheet__action__priority")
        .order_by("request__sheet__action__code", "request__pk", "year")
    )


def with_funding(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    return (
        sheets.exclude(action__status=ActionStatus.DISCARDED)
        .select_related("action__priority", "funding_terms")
        .prefetch_related(
            "action__axes", "costs", Prefetch("levers", funding_lines(), to_attr="funding")
        )
        .order_by("action__priority__order", "action__code")
    )


def plan_of(sheet: ActionSheet) -> law.FundingPlan:
    """Turn the rows of a sheet read by `with_funding` into the plan that the rules read."""
    terms = terms_of(sheet)
    is_derogation = terms.threshold == OwnerThreshold.DEROGATION
    return law.FundingPlan(
        costs=tuple(_cost(line) for line in sheet.costs.all()),
        funding=tuple(_funding(line) for line in paying_lines(sheet)),
        basis=law.Basis(sheet.vat_basis),
        owner_threshold=Decimal(20 if is_derogation else int(terms.threshold)) / 100,
        derogation=_derogation(terms) if is_derogation else None,
        works_start=terms.works_start or sheet.starts_on,
        helps_companies=terms.helps_companies,
        earlier_minimis_aid=terms.earlier_minimis,
    )


def paying_lines(sheet: ActionSheet) -> list[SheetLever]:
    """List the lines that bring money: a lever only thought of promises nothing to check."""
    lines: list[SheetLever] = sheet.funding  # type: ignore[attr-defined]  # prefetched under this name
    return [line for line in lines if any(amount.amount for amount in line.amounts.all())]


def terms_of(sheet: ActionSheet) -> FundingTerms:
    """Give the terms of a sheet, or those that the law sets where none are written."""
    found = getattr(sheet, "funding_terms", None)
    return found if found is not None else FundingTerms(sheet=sheet)


def _derogation(terms: FundingTerms) -> law.Derogation:
    return law.Derogation(law.Ground(terms.derogation_ground), terms.derogation_reason)


def _cost(line: CostLine) -> law.CostLine:
    return law.CostLine(
        code=str(line.pk),
        year=line.year,
        amount=line.amount,
        nature=NATURES[CostKind(line.kind)],
        basis=law.Basis(line.vat_basis),
        vat_rate=line.vat_rate / 100,
        purpose=PURPOSES.get(CostNature(line.nature), law.Purpose.STANDARD),
        label=str(line),
    )


def _funding(line: SheetLever) -> law.FundingLine:
    amounts = list(line.amounts.all())
    bases = {amount.vat_basis for amount in amounts}
    return law.FundingLine(
        funder=line.body,
        origin=law.Origin(line.origin),
        amounts={amount.year: amount.amount for amount in amounts},
        lever=lever_of(line.lever, line.eligible_base) if line.lever else None,
        state=law.State(line.state),
        nature=NATURES[CostKind(line.kind)],
        probability=Decimal(line.probability) / 100,
        expenses=frozenset(str(cost.pk) for cost in line.expenses.all()),
        applied_on=line.accepted_on or line.requested_on,
        granted_on=line.decided_on,
        basis=law.Basis(bases.pop()) if len(bases) == 1 else None,
    )


def lever_of(lever: FundingLever, eligible_base: Decimal | None = None) -> law.Lever:
    """Tell the rules what is known of a lever of the catalogue."""
    pays = lever.destination or LeverDestination.BOTH
    natures = law.Nature if pays == LeverDestination.BOTH else [NATURES[CostKind(pays)]]
    is_european = lever.kind == LeverKind.EUROPE
    return law.Lever(
        code=lever.code,
        rate=None if lever.rate_max is None else lever.rate_max / 100,
        ceiling=lever.ceiling,
        eligible_base=eligible_base,
        natures=frozenset(natures),
        excludes=frozenset(other.code for other in lever.excludes.all()),
        opens_on=lever.opens_on,
        closes_on=lever.closes_on,
        european_fund=lever.code if is_european else "",
        is_contribution_fund=lever.is_contribution_fund,
        is_state_funding=lever.kind in STATE_LEVERS and "État" in lever.body,
    )


@dataclass(frozen=True)
class BudgetLine:
    """Investment or operating: what it costs, what is firm, what is hoped for."""

    kind: CostKind
    rates: figures.Rates

    @property
    def firm_percent(self) -> Decimal | None:
        return _percent(self.rates.firm_rate)

    @property
    def hoped_percent(self) -> Decimal | None:
        return _percent(self.rates.hoped_rate)

    @property
    def own_percent(self) -> Decimal | None:
        return _percent(self.rates.own_rate)


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else (share * 100).quantize(Decimal("0.1"))


@dataclass
class SheetFunding:
    """The funding plan of an action as its page, its chapter and its API tell it."""

    sheet: ActionSheet
    day: date
    plan: law.FundingPlan = field(init=False)

    def __post_init__(self) -> None:
        self.plan = plan_of(self.sheet)

    @cached_property
    def told(self) -> list[Told]:
        return tell(check_plan(self.plan, self.day))

    @property
    def lines(self) -> Sequence[SheetLever]:
        return self.sheet.funding  # type: ignore[attr-defined, no-any-return]  # prefetched under this name

    @property
    def amounts(self) -> list[tuple[SheetLever, Decimal]]:
        """List the lines that have an amount, with their totals, the owner's first."""
        lines = zip(paying_lines(self.sheet), self.plan.funding, strict=True)
        found = [(row, line.total) for row, line in lines]
        return sorted(found, key=lambda pair: (pair[0].origin != FundingOrigin.OWN, pair[0].kind))

    @property
    def budgets(self) -> list[BudgetLine]:
        lines = [BudgetLine(kind, figures.rates(self.plan, NATURES[kind])) for kind in CostKind]
        return [line for line in lines if line.rates.cost or line.rates.hoped]

    @property
    def years(self) -> list[tuple[int, Decimal, Decimal]]:
        """Give for each year what is spent and what is given."""
        curve = figures.cash_curve([self.plan])
        return [(point.year, point.spent, point.received) for point in curve]

    @property
    def vat_fund(self) -> list[tuple[int, Decimal]]:
        """Give what the VAT fund returns, apart from the plan, by year of expense."""
        back = compensation_by_year(self.plan)
        return [(year, amount) for year, amount in back.items() if amount]

    @property
    def expected(self) -> Decimal:
        return figures.expected(self.plan)

    @property
    def has_amounts(self) -> bool:
        return bool(self.plan.funding)

    @property
    def is_allowed(self) -> bool:
        return all(told.severity is not Severity.ERROR for told in self.told)

    @property
    def blockers(self) -> list[str]:
        """Name the funders who, alone, could mend the owner's share."""
        return [b.funder for told in self.told for b in told.finding.blockers]

    @property
    def headroom(self) -> Decimal | None:
        """Give the margin above the owner's least share; negative when the law is broken."""
        shares = (told.finding for told in self.told if told.finding.rule == "owner_share")
        return next((found.headroom for found in shares if found.headroom is not None), None)

    @property
    def is_at_the_limit(self) -> bool:
        return self.headroom == 0


def funding_of(sheets: Iterable[ActionSheet], day: date) -> list[SheetFunding]:
    return [SheetFunding(sheet, day) for sheet in sheets]


@dataclass(frozen=True)
class Consolidated:
    """The funding of the whole plan, on one VAT basis: amounts of two are never added."""

    basis: str
    items: Sequence[SheetFunding]

    @property
    def plans(self) -> list[law.FundingPlan]:
        return [item.plan for item in self.items]

    @property
    def budgets(self) -> list[BudgetLine]:
        whole = law.FundingPlan(
            costs=tuple(line for found in self.plans for line in found.costs),
            funding=tuple(line for found in self.plans for line in found.funding),
        )
        return [BudgetLine(kind, figures.rates(whole, NATURES[kind])) for kind in CostKind]

    @property
    def cost(self) -> Decimal:
        return sum((found.cost() for found in self.plans), Decimal(0))

    @property
    def hoped(self) -> Decimal:
        return sum((figures.rates(found).hoped for found in self.plans), Decimal(0))

    @property
    def expected(self) -> Decimal:
        return sum((figures.expected(found) for found in self.plans), Decimal(0))

    @property
    def worst(self) -> Decimal:
        """Give what is left when all that is not firm fails."""
        return sum((figures.rates(found).firm for found in self.plans), Decimal(0))

    @property
    def left_to_find(self) -> Decimal:
        return self.cost - self.worst

    @property
    def cash(self) -> list[figures.CashPoint]:
        return figures.cash_curve(self.plans)

    @property
    def worst_cash(self) -> list[figures.CashPoint]:
        return figures.cash_curve(self.plans, firm_only=True)

    @property
    def funders(self) -> list[tuple[str, Decimal]]:
        found = figures.by_funder(self.plans).items()
        return sorted((item for item in found if item[1]), key=lambda item: (-item[1], item[0]))

    @property
    def states(self) -> list[tuple[RequestState, Decimal]]:
        found = figures.by_state(self.plans)
        return [
            (state, found[law.State(state)])
            for state in RequestState
            if found.get(law.State(state))
        ]

    @property
    def axes(self) -> list[tuple[Axis, Decimal, Decimal]]:
        """Give cost and hoped money by axis; an action of several axes counts in each."""
        rows: dict[Axis, list[Decimal]] = {}
        for item in self.items:
            for axis in item.sheet.action.axes.all():
                row = rows.setdefault(axis, [Decimal(0), Decimal(0)])
                row[0] += item.plan.cost()
                row[1] += figures.rates(item.plan).hoped
        ordered = sorted(rows.items(), key=lambda pair: pair[0].order)
        return [(axis, cost, hoped) for axis, (cost, hoped) in ordered]

    @property
    def derogations(self) -> list[SheetFunding]:
        return [item for item in self.items if item.plan.derogation is not None]


def consolidated(items: Iterable[SheetFunding]) -> list[Consolidated]:
    groups: dict[str, list[SheetFunding]] = {}
    for item in items:
        if item.plan.costs or item.has_amounts:
            groups.setdefault(item.sheet.vat_basis, []).append(item)
    return [Consolidated(basis, found) for basis, found in sorted(groups.items())]
