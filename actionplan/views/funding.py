"""Who pays for the plan: the consolidated page, and granted aid as open data."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from actionplan import queries
from actionplan.charts import build_cash_chart
from actionplan.models import SheetLever
from actionplan.permissions import can_edit_sheet, can_view_commitments
from perpignan.backoffice_formats import guard

#: The national schema of granted aid (SCDL, « subventions »), in its order.
SCDL_COLUMNS = (
    *("nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision"),
    *("nomBeneficiaire", "idBeneficiaire", "objet", "montant", "nature"),
    *("conditionsVersement", "datesPeriodeVersement", "idRAE", "notificationUE"),
    "pourcentageSubvention",
)


class FundingView(TemplateView):
    """The funding of the whole plan: by year, axis, funder and state, and what is at risk."""

    template_name = "actionplan/funding.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        items = queries.funding_of(queries.funded_sheets_for(user), queries.funding_date())
        groups = queries.consolidated(items)
        return super().get_context_data(
            groups=[(group, build_cash_chart(group)) for group in groups],
            broken=[item for group in groups for item in group.items if not item.is_allowed],
            derogations=[item for group in groups for item in group.derogations],
            without_amount=[item for item in items if not item.has_amounts],
            funding_day=queries.funding_date(),
            sees_team=can_view_commitments(user),
            can_edit=can_edit_sheet(user),
            is_illustrative=any(line.is_illustrative for i in items for line in i.lines),
            tab="funding",
            breadcrumb=[
                (_("Plan d’actions"), reverse("actionplan:index")),
                (_("Financements"), ""),
            ],
            **kwargs,
        )


@require_safe
def granted_aid(request: HttpRequest) -> HttpResponse:
    """Give the aid that is granted or paid, in the columns of the national schema."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="subventions.csv"'
    writer = csv.writer(response)
    writer.writerow(SCDL_COLUMNS)
    for line in queries.granted_lines_for(request.user):
        writer.writerow([guard(cell) for cell in scdl_row(line)])
    return response


def scdl_row(line: SheetLever) -> Iterator[str]:
    """Write a granted line; what is not known is left empty, never made up."""
    terms, total = queries.terms_of(line.sheet), queries.total_of(line)
    decided = line.decided_on.isoformat() if line.decided_on else ""
    yield from (line.body, line.funder_siret, decided, line.decision_reference)
    yield from (terms.owner, terms.owner_siret, str(line.sheet.action)[:255], f"{total:.2f}")
    yield from ("aide en numéraire", line.payment_terms or _terms(line), _period(line), "")
    yield "oui" if line.is_notified else "non"
    yield "1"  # the whole of what this funder gives goes to this beneficiary


def _terms(line: SheetLever) -> str:
    return "unique" if len(_years(line)) == 1 else "échelonné"


def _years(line: SheetLever) -> list[int]:
    return sorted({amount.year for amount in line.amounts.all() if amount.amount})


def _period(line: SheetLever) -> str:
    years = _years(line)
    return f"{years[0]}-01-01/{years[-1]}-12-31" if years else ""
