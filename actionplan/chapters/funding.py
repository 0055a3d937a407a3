"""L5.2: the funding plan of each action, then of the whole plan."""

from collections.abc import Sequence
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.charts import build_cash_chart
from actionplan.enums import CostKind, FundingOrigin, RequestState
from actionplan.funding_rules import figures
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
    groups = _groups(scope)
    if not groups:
        return _nothing_yet()
    found = [block for group in groups for block in _whole(group)]
    found.append(blocks.Heading(_("Action par action")))
    for item in [item for group in groups for item in group.items]:
        found += [blocks.Heading(str(item.sheet.action), level=3), *plan_part(item)]
    return found


def build_whole(scope: Scope) -> Sequence[blocks.Block]:
    """Tell the whole plan, and a line an action: in the strategy, sheets tell the rest."""
    groups = _groups(scope)
    if not groups:
        return _nothing_yet()
    return [block for group in groups for block in (*_whole(group), _actions(group))]


def _groups(scope: Scope) -> list[Consolidated]:
    public = queries.funded_sheets_for(AnonymousUser())
    sheets = queries.all_funded_sheets() if scope.is_internal else public
    kept = queries.limited_to(sheets, scope.priority, scope.zone)
    return queries.consolidated(queries.funding_of(kept, queries.funding_date()))


def _nothing_yet() -> list[blocks.Block]:
    return [blocks.Paragraph(_("Aucun financement n'est encore chiffré."))]


def _actions(group: Consolidated) -> blocks.Table:
    """Give each action a line: what it costs, what is firm, what is hoped, what rules say."""
    rates = [(item, figures.rates(item.plan)) for item in group.items]
    rows = [
        [
            str(item.sheet.action),
            *(euros(amount) for amount in (found.cost, found.firm, found.hoped)),
            _("oui") if item.is_allowed else _("à revoir"),
        ]
        for item, found in rates
    ]
    columns = [_("Action"), _("Coût"), _("Acquis"), _("Espéré"), _("Dans les règles")]
    return blocks.Table(
        _("Action par action (%s)") % group.basis,
        columns,
        rows,
        numeric=(1, 2, 3),
        is_illustrative=_flagged(group.items),
        widths=(7, 3, 3, 3, 2),
    )


def _flagged(items: Sequence[SheetFunding]) -> bool:
    return any(line.is_illustrative for item in items for line in item.lines)


def _whole(group: Consolidated) -> list[blocks.Block]:
    flagged = _flagged(group.items)
    told = [
        (euros(group.cost), _("de dépenses (%s)") % group.basis),
        (euros(group.worst), _("acquis, part propre comprise")),
        (euros(group.left_to_find), _("à trouver si rien de plus n'est obtenu")),
    ]
    chart = build_cash_chart(group)
    return [
        blocks.KeyFigures(told, is_illustrative=flagged),
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


def plan_part(item: SheetFunding) -> list[blocks.Block]:
    """Table who pays an action, and say what the rules say of it."""
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
    found: list[blocks.Block] = []
    if rows:
        found.append(
            blocks.Table(
                caption,
                columns,
                rows,
                numeric=(4,),
                is_illustrative=flagged,
                widths=(4, 3, 5, 2, 3),
                page=item.sheet.get_absolute_url(),
                is_listed=False,
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


for chapter in (
    Chapter(
        "funding",
        gettext_lazy("Plans de financement (L5.2)"),
        52,
        (ACTION_PLAN,),
        build,
        "actionplan:funding",
        by_zone=True,
    ),
    Chapter(
        "funding_of_the_plan",
        gettext_lazy("Le financement du plan (L5.2)"),
        52,
        (STRATEGY,),
        build_whole,
        "actionplan:funding",
        by_zone=True,
    ),
):
    register(chapter)
