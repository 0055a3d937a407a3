"""Reads of the action plan that pages, the API, reports and other doors share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from actionplan.models import ActionSheet, Dependency, SheetLever, SheetPartner
from actionplan.permissions import Person
from perpignan.study.models import Study


def sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets a person may see with their action, for lists of them."""
    return (
        ActionSheet.objects.visible_to(user)
        .select_related("action__priority")
        .prefetch_related("action__axes")
        .order_by("action__priority__order", "action__code")
    )


def full_sheets_for(user: Person) -> QuerySet[ActionSheet]:
    """List the sheets with all their parts; a hidden action is hidden as a dependency too."""
    visible = ActionSheet.objects.visible_to(user)
    needs = Dependency.objects.filter(needs__in=visible).select_related("needs__action")
    followers = Dependency.objects.filter(sheet__in=visible).select_related("sheet__action")
    return sheets_for(user).prefetch_related(
        "steps",
        "risks",
        Prefetch("partners", queryset=SheetPartner.objects.select_related("partner")),
        Prefetch("levers", queryset=levers_of_sheets()),
        Prefetch("dependencies", queryset=needs.order_by("needs__action__code")),
        Prefetch("followers", queryset=followers.order_by("sheet__action__code")),
    )


def levers_of_sheets() -> QuerySet[SheetLever]:
    return SheetLever.objects.select_related("lever").prefetch_related("lever__sources")


def incomplete_sheets() -> dict[str, int]:
    """Count the sheets that lack a step, a partner or a lever, by what they lack."""
    return {
        part: ActionSheet.objects.filter(Q(**{f"{part}__isnull": True})).count()
        for part in ("steps", "partners", "levers")
    }


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
