"""L5.2: the funding plan of each action, then of the whole plan."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.charts import build_cash_chart
from actionplan.enums import CostKind, FundingOrigin, RequestState
from actionplan.funding_rules.rule import Severity
from actionplan.models import SheetLever
from actionplan.queries import Consolidated, SheetFunding
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros, number


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell the whole plan first, then each action: who pays, what the rules say."""
    public = queries.funded_sheets_for(AnonymousUser())
    sheets = queries.all_funded_sheets() if scope.is_internal else public
    kept = queries.limited_to(sheets, scope.priority, scope.zone)
    items = queries.funding_of(kept, queries.funding_date())
    groups = queries.consolidated(items)
    if not groups:
        return [blocks.Paragraph(_("Aucun financement n'est encore chiffré."))]
    found: list[blocks.Block] = []
    for group in groups:
        found += _whole(group)
    found.append(blocks.Heading(_("Action par action")))
    for group in groups:
        for item in group.items:
            found += _sheet(item)
    return found


def _flagged(items: Sequence[SheetFunding]) -> bool:
    return any(line.is_illustrative for item in items for line in item.lines)


def _whole(group: Consolidated) -> list[blocks.Block]:
    flagged = _flagged(group.items)
    figures = [
        (euros(group.cost), _("de dépenses (%s)") % group.basis),
        (euros(group.worst), _("acquis, part propre comprise")),
        (euros(group.left_to_find), _("à trouver si rien de plus n'est obtenu")),
    ]
    chart = build_cash_chart(group)
    return [
        blocks.KeyFigures(figures, is_illustrative=flagged),
        _budgets(group, _("Le plan par budget (%s)") % group.basis, flagged),
        *([chart.as_block()] if chart else []),
        blocks.Table(
            _("Par financeur"),
            [_("Financeur"), _("Montant")],
            [[name, euros(amount)] for name, amount in group.funders],
            numeric=(1,),
            is_illustrative=flagged,
        ),
        blocks.Table(
            _("Par axe (une action de plusieurs axes compte dans chacun)"),
            [_("Axe"), _("Coût"), _("Espéré")],
            [
                [localised_text(axis, "name").text, euros(cost), euros(hoped)]
                for axis, cost, hoped in group.axes
            ],
            numeric=(1, 2),
            is_illustrative=flagged,
        ),
        *_derogations(group),
    ]


def _budgets(source: Consolidated | SheetFunding, caption: str, flagged: bool) -> blocks.Table:
    columns = [_("Budget"), _("Coût"), _("Acquis"), _("Espéré"), _("Part propre"), _("Taux acquis")]
    rows = [
        [
            str(line.kind.label),
            *(euros(v) for v in (line.rates.cost, line.rates.firm, line.rates.hoped)),
            euros(line.rates.own),
            _percent(line.firm_percent),
        ]
        for line in source.budgets
    ]
    return blocks.Table(caption, columns, rows, numeric=(1, 2, 3, 4, 5), is_illustrative=flagged)


def _percent(value: Decimal | None) -> str:
    return "-" if value is None else f"{number(value)} %"


def _derogations(group: Consolidated) -> list[blocks.Block]:
    rows = [
        [
            str(item.sheet.action),
            str(item.sheet.funding_terms.get_derogation_ground_display()),
            item.sheet.funding_terms.derogation_reason,
        ]
        for item in group.derogations
    ]
    if not rows:
        return []
    columns = [_("Action"), _("Cas"), _("Motif")]
    caption = _("Registre des dérogations à la participation minimale")
    flagged = _flagged(group.derogations)
    return [blocks.Table(caption, columns, rows, is_illustrative=flagged, widths=(2, 2, 3))]


def _sheet(item: SheetFunding) -> list[blocks.Block]:
    flagged = _flagged([item])
    caption = _("Qui paie %s") % item.sheet.code
    columns = [_("Financeur"), _("Budget"), _("Fonds"), _("État"), _("Montant")]
    rows = [
        [
            _payer(line),
            str(CostKind(line.kind).label),
            str(FundingOrigin(line.origin).label),
            "-" if line.origin == FundingOrigin.OWN else str(RequestState(line.state).label),
            f"{euros(total)} {item.sheet.vat_basis}",
        ]
        for line, total in item.amounts
    ]
    found: list[blocks.Block] = [blocks.Heading(str(item.sheet.action), level=3)]
    if rows:
        found.append(
            blocks.Table(
                caption,
                columns,
                rows,
                numeric=(4,),
                is_illustrative=flagged,
                widths=(4, 3, 5, 2, 3),
            )
        )
    told = [
        f"{told.text} ({told.reference})"
        for told in item.told
        if told.severity is not Severity.INFORMATION or told.finding.rule == "owner_share"
    ]
    if told:
        found.append(blocks.Bullets(told, is_illustrative=flagged))
    return found


def _payer(line: SheetLever) -> str:
    """Name who pays, and the expenses when it is not all of them."""
    expenses = ", ".join(str(cost) for cost in line.expenses.all())
    return (
        _("%(name)s (ne paie que : %(expenses)s)") % {"name": line.name, "expenses": expenses}
        if expenses
        else line.name
    )


register(
    Chapter(
        "funding",
        gettext_lazy("Plans de financement (L5.2)"),
        52,
        (ACTION_PLAN, STRATEGY),
        build,
        "actionplan:funding",
        by_zone=True,
    )
)
