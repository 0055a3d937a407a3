"""What the action plan adds to reports."""

from collections import Counter
from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.charts import build_chart
from actionplan.enums import FIRM_STATES, VatBasis
from actionplan.models import ActionSheet
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import PROGRESS
from perpignan.study.enums import ActionStatus
from perpignan.study.wording import long_date


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Table the actions by priority, add up their ranges, and judge their levers."""
    sheets = _sheets(scope)
    if not sheets:
        return [blocks.Paragraph(_("Aucune action n'est encore proposée."))]
    chart = build_chart(sheets)
    return [
        _summary(sheets),
        *_totals(sheets),
        *([chart.as_block()] if chart else []),
        *_tables(sheets),
        *_levers(sheets),
    ]


def _sheets(scope: Scope) -> list[ActionSheet]:
    sheets = queries.full_sheets_for(AnonymousUser())
    return list(queries.full_sheets() if scope.is_internal else sheets)


def _is_illustrative(sheets: Sequence[ActionSheet]) -> bool:
    return any(sheet.is_illustrative for sheet in sheets)


def _summary(sheets: Sequence[ActionSheet]) -> blocks.Paragraph:
    said = ngettext(
        "Le plan compte %(count)d fiche-action.",
        "Le plan compte %(count)d fiches-actions.",
        len(sheets),
    ) % {"count": len(sheets)}
    states = Counter(ActionStatus(sheet.action.status) for sheet in sheets)
    told = ", ".join(f"{str(state.label).lower()} : {states[state]}" for state in states)
    return blocks.Paragraph(
        _("%(said)s Par état : %(told)s.") % {"said": said, "told": told},
        is_illustrative=_is_illustrative(sheets),
    )


def _totals(sheets: Sequence[ActionSheet]) -> list[blocks.Block]:
    found: list[blocks.Block] = []
    for total in queries.budget_totals(sheets):
        basis = VatBasis(total.vat_basis).value
        figures = [
            (
                total.capital,
                _("d'investissement (%(basis)s), en ordre de grandeur") % {"basis": basis},
            ),
            (
                total.operating,
                _("de fonctionnement par an (%(basis)s), en ordre de grandeur") % {"basis": basis},
            ),
        ]
        found.append(blocks.KeyFigures(figures, is_illustrative=_is_illustrative(sheets)))
    return found


def _tables(sheets: Sequence[ActionSheet]) -> list[blocks.Block]:
    groups: dict[str, list[ActionSheet]] = {}
    for sheet in sheets:
        groups.setdefault(sheet.action.priority.name, []).append(sheet)
    columns = [_("Action"), _("État"), _("Horizon"), _("Investissement"), _("Par an")]
    return [
        blocks.Table(
            priority,
            columns,
            [_row(sheet) for sheet in group],
            is_illustrative=_is_illustrative(group),
        )
        for priority, group in groups.items()
    ]


def _row(sheet: ActionSheet) -> list[str]:
    return [
        str(sheet.action),
        str(ActionStatus(sheet.action.status).label),
        sheet.horizon or "-",
        sheet.capital_range or "-",
        sheet.operating_range or "-",
    ]


def _levers(sheets: Sequence[ActionSheet]) -> list[blocks.Block]:
    """Count for each lever the actions that think of it, and say if it was open."""
    day = queries.funding_date()
    found = [item for sheet in sheets for item in queries.levers_at(sheet, day)]
    if not found:
        return []
    counts = Counter(item.lever.name for item in found)
    states = {item.lever.name: item.availability for item in found}
    firm = Counter(item.lever.name for item in found if item.request.state in FIRM_STATES)
    rows = [
        [name, states[name], str(count), str(firm[name])]
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    columns = [_("Levier"), _("Situation"), _("Actions"), _("Accordé")]
    caption = _("Leviers pressentis, jugés au %(day)s") % {"day": long_date(day)}
    illustrative = _is_illustrative(sheets)
    table = blocks.Table(caption, columns, rows, numeric=(2, 3), is_illustrative=illustrative)
    return [table, blocks.cite(s for item in found for s in item.lever.sources.all())]


register(
    Chapter(
        "actionplan", gettext_lazy("Plan d’actions"), 40, (PROGRESS,), build, "actionplan:index"
    )
)
