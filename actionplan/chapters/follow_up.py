"""L5.4: the dashboard: progress, lateness and indicators, as of the report's day."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.models import ActionSheet
from actionplan.queries import IndicatorLine
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Table progress by priority, then what is late and why, then the indicators."""
    public = queries.followed_sheets_for(AnonymousUser())
    found = queries.followed_sheets() if scope.is_internal else public
    sheets = queries.alive(queries.limited_to(found, scope.priority, scope.zone))
    if not sheets:
        return [blocks.Paragraph(_("Aucune action n'est encore proposée."))]
    flagged = any(sheet.is_illustrative for sheet in sheets)
    return [
        _figures(sheets, scope, flagged),
        _progress(sheets, scope, flagged),
        *_late(sheets, scope, flagged),
        *_indicators(queries.indicator_lines(sheets)),
    ]


def _figures(sheets: Sequence[ActionSheet], scope: Scope, flagged: bool) -> blocks.KeyFigures:
    begun = sum(bool(sheet.actual_start) for sheet in sheets)
    late = len(queries.late_sheets(sheets, scope.day))
    items = [
        (f"{queries.mean_progress(sheets)} %", _("d'avancement moyen")),
        (str(begun), _("actions commencées")),
        (str(late), _("actions en retard")),
    ]
    return blocks.KeyFigures(items, is_illustrative=flagged)


def _progress(sheets: Sequence[ActionSheet], scope: Scope, flagged: bool) -> blocks.Table:
    rows = [
        [
            localised_text(line.priority, "name").text,
            *(str(n) for n in (line.count, line.under_way, line.done, line.late)),
            f"{line.mean} %",
        ]
        for line in queries.progress_by_priority(sheets, scope.day)
    ]
    columns = [_("Priorité"), _("Actions"), _("Commencées"), _("Réalisées"), _("En retard")]
    return blocks.Table(
        _("Avancement par priorité au %(day)s") % {"day": long_date(scope.day)},
        [*columns, _("Avancement")],
        rows,
        numeric=(1, 2, 3, 4, 5),
        is_illustrative=flagged,
        widths=(4, 2, 3, 3, 3, 3),
    )


def _late(sheets: Sequence[ActionSheet], scope: Scope, flagged: bool) -> list[blocks.Block]:
    late = queries.late_sheets(sheets, scope.day)
    if not late:
        return [blocks.Paragraph(_("Aucune action n'est en retard."))]
    rows = [
        [str(sheet.action), _expected(sheet), sheet.delay_reason or _("raison à donner")]
        for sheet in late
    ]
    columns = [_("Action"), _("Prévu"), _("Pourquoi")]
    return [
        blocks.Table(
            _("Ce qui est en retard"), columns, rows, is_illustrative=flagged, widths=(3, 2, 3)
        )
    ]


def _expected(sheet: ActionSheet) -> str:
    if sheet.actual_start is None and sheet.planned_start:
        return _("commencer le %(day)s") % {"day": long_date(sheet.planned_start)}
    return (
        _("finir le %(day)s") % {"day": long_date(sheet.planned_end)} if sheet.planned_end else ""
    )


def _indicators(lines: Sequence[IndicatorLine]) -> list[blocks.Block]:
    if not lines:
        return [blocks.Paragraph(_("Aucun indicateur n'est encore choisi."))]
    rows = [
        [
            line.sheet.code,
            f"{line.indicator.name} ({line.indicator.unit})",
            line.baseline_text,
            line.target_text,
            line.last_text,
            str(line.state.label),
        ]
        for line in lines
    ]
    columns = [_("Action"), _("Indicateur"), _("Départ"), _("Cible"), _("Mesuré"), _("État")]
    return [
        blocks.Table(
            _("Indicateurs et cibles"),
            columns,
            rows,
            numeric=(2, 3, 4),
            is_illustrative=any(line.indicator.is_illustrative for line in lines),
            widths=(2, 8, 2, 2, 2, 4),
        )
    ]


register(
    Chapter(
        "follow_up",
        gettext_lazy("Tableau de bord (L5.4)"),
        54,
        (ACTION_PLAN, STRATEGY),
        build,
        "actionplan:dashboard",
        by_zone=True,
    )
)
