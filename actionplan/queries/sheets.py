"""Reads of the action plan that pages, the API, reports and other doors share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.models import ActionSheet, Dependency, SheetDocument, SheetLever, SheetPartner
from actionplan.permissions import Person
from perpignan.study.enums import LeverState
from perpignan.study.models import Action, FundingLever, Study
from perpignan.study.wording import euro_range, long_date


def sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets a person may see with their action, for lists of them."""
    return _with_action(ActionSheet.objects.visible_to(user))


def full_sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets a person may see with all their parts.

    A hidden action is hidden as a dependency, a parent or a part too.
    """
    documents = SheetDocument.objects.visible_to(user)
    return _with_parts(ActionSheet.objects.visible_to(user), documents)


def full_sheets() -> QuerySet[ActionSheet]:
    """List all the sheets, internal ones too: for readers already allowed to see them."""
    return _with_parts(ActionSheet.objects.all(), SheetDocument.objects.all())


def limited_to(
    sheets: QuerySet[ActionSheet], priority: str, zone: str = ""
) -> QuerySet[ActionSheet]:
    """Keep the sheets of one priority, those placed in one zone; all of them without a code."""
    if priority:
        sheets = sheets.filter(action__priority__code=priority)
    return sheets.filter(action__in=Action.objects.placed_in(zone)) if zone else sheets


def _with_action(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    return (
        sheets.select_related("action__priority")
        .prefetch_related("action__axes", "action__zones")
        .order_by("action__priority__order", "action__code")
    )


def _with_parts(
    sheets: QuerySet[ActionSheet], documents: QuerySet[SheetDocument]
) -> QuerySet[ActionSheet]:
    needs = Dependency.objects.filter(needs__in=sheets).select_related("needs__action")
    followers = Dependency.objects.filter(sheet__in=sheets).select_related("sheet__action")
    named = sheets.select_related("action")
    return _with_action(sheets).prefetch_related(
        "steps",
        "risks",
        "costs",
        "indicators__measures",
        Prefetch("parent", queryset=named),
        Prefetch("children", queryset=named.order_by("action__code")),
        Prefetch("partners", queryset=SheetPartner.objects.select_related("partner")),
        Prefetch("documents", queryset=documents),
        Prefetch("levers", queryset=levers_of_sheets()),
        Prefetch("dependencies", queryset=needs.order_by("needs__action__code")),
        Prefetch("followers", queryset=followers.order_by("sheet__action__code")),
    )


def levers_of_sheets() -> QuerySet[SheetLever]:
    """List the lines that ask a lever; a funder known by name only is none."""
    lines = SheetLever.objects.from_levers().select_related("lever")
    return lines.prefetch_related("lever__sources", "amounts")


def funding_date() -> date:
    """Return the day at which levers are judged: the study's, or today before it is loaded."""
    study = Study.objects.first()
    return study.funding_date if study else timezone.localdate()


@dataclass(frozen=True)
class BudgetTotal:
    """The sum of orders of magnitude on one VAT basis; sheets without amounts are counted."""

    vat_basis: str
    capital_min: Decimal
    capital_max: Decimal
    operating_min: Decimal
    operating_max: Decimal
    sheets: int
    without_amount: int

    @property
    def capital(self) -> str:
        return euro_range(self.capital_min, self.capital_max)

    @property
    def operating(self) -> str:
        return euro_range(self.operating_min, self.operating_max)


def budget_totals(sheets: Iterable[ActionSheet]) -> list[BudgetTotal]:
    """Add up the ranges of sheets, never mixing amounts with and without VAT."""
    by_basis: dict[str, list[ActionSheet]] = {}
    for sheet in sheets:
        by_basis.setdefault(sheet.vat_basis, []).append(sheet)
    return [_total(basis, group) for basis, group in sorted(by_basis.items())]


def _total(basis: str, sheets: list[ActionSheet]) -> BudgetTotal:
    def total(low: str, high: str) -> Decimal:
        known = (_first(getattr(sheet, low), getattr(sheet, high)) for sheet in sheets)
        return sum((amount for amount in known if amount is not None), Decimal(0))

    return BudgetTotal(
        basis,
        total("capital_min", "capital_max"),
        total("capital_max", "capital_min"),
        total("operating_min", "operating_max"),
        total("operating_max", "operating_min"),
        len(sheets),
        sum(1 for sheet in sheets if not (sheet.capital_range or sheet.operating_range)),
    )


def _first(*amounts: Decimal | None) -> Decimal | None:
    return next((amount for amount in amounts if amount is not None), None)


@dataclass(frozen=True)
class LeverAtDate:
    """A lever of a sheet as a reader of that day must see it."""

    request: SheetLever
    day: date

    @property
    def lever(self) -> FundingLever:
        lever = self.request.lever
        assert lever is not None  # noqa: S101 - levers_of_sheets leaves the others out
        return lever

    @property
    def state(self) -> LeverState:
        return self.lever.state_at(self.day)

    @property
    def is_open(self) -> bool:
        return self.state == LeverState.OPEN

    @property
    def availability(self) -> str:
        """Say whether the lever could be asked for; one to verify is promised to nobody."""
        day = {"day": long_date(self.day)}
        if self.lever.is_to_verify:
            return _("à vérifier avant de le proposer")
        if self.state == LeverState.NOT_YET_OPEN:
            return _("non disponible au %(day)s") % day
        if self.state == LeverState.CLOSED:
            return _("clos au %(day)s") % day
        return _("ouvert au %(day)s") % day


def levers_at(sheet: ActionSheet, day: date) -> list[LeverAtDate]:
    """List a sheet's levers judged at `day`, those that can be asked for first."""
    levers = [LeverAtDate(request, day) for request in sheet.levers.all()]
    return sorted(levers, key=lambda item: (item.lever.is_to_verify, not item.is_open))
