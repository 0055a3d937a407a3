"""The annex of the plan: who pays what, which year, line by line."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.enums import CostKind, FundingOrigin, RequestState
from actionplan.models import FundingAmount
from perpignan.reports.annexes import AT_ONCE, Annex, Column, Type, Value, register_annex
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY

COLUMNS = (
    Column(gettext_lazy("Code")),
    Column(gettext_lazy("Action")),
    Column(gettext_lazy("Priorité")),
    Column(gettext_lazy("Financeur")),
    Column(gettext_lazy("Fonds")),
    Column(gettext_lazy("Budget")),
    Column(gettext_lazy("État")),
    Column(gettext_lazy("Année"), Type.YEAR),
    Column(gettext_lazy("Montant"), Type.MONEY),
    Column(gettext_lazy("Base")),
)


def rows(scope: Scope) -> Iterator[Sequence[Value]]:
    """Read the amounts of the sheets that the report may tell."""
    public = queries.funded_sheets_for(AnonymousUser())
    sheets = queries.all_funded_sheets() if scope.is_internal else public
    found = queries.amounts_of(queries.limited_to(sheets, scope.priority, scope.zone))
    return map(_row, found.iterator(AT_ONCE))


def _row(amount: FundingAmount) -> Sequence[Value]:
    line = amount.request
    is_own = line.origin == FundingOrigin.OWN
    return (
        line.sheet.code,
        line.sheet.action.title,
        line.sheet.action.priority.name,
        line.name,
        str(FundingOrigin(line.origin).label),
        str(CostKind(line.kind).label),
        "" if is_own else str(RequestState(line.state).label),
        amount.year,
        amount.amount,
        amount.vat_basis,
    )


register_annex(
    Annex(
        "funding-lines",
        gettext_lazy("Lignes de financement"),
        50,
        (ACTION_PLAN, STRATEGY),
        COLUMNS,
        rows,
        "actionplan:funding",
        by_zone=True,
    )
)
