"""Effort against effect: where the actions stand beside one another."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.models import ActionSheet
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text

#: One colour and one shape a priority: never colour alone.
LOOKS = {
    "P1": (theme.OCHRE, "circle"),
    "P2": (theme.SLATE, "square"),
    "P3": (theme.SAGE, "triangle-up"),
}
OTHER_LOOK = (theme.STONE, "diamond")
WIDTH, HEIGHT = 360, 400
#: In a cell of the grid: how many marks one column holds, and the steps between marks.
IN_A_COLUMN, STEP_X, STEP_Y = 5, 0.48, 0.18


def build_chart(sheets: Sequence[ActionSheet]) -> Chart | None:
    """Draw the scored actions on a grid of effort and effect; None without any."""
    scored = [sheet for sheet in sheets if sheet.effort and sheet.impact]
    if not scored:
        return None
    return Chart(
        title=_title(scored),
        description=_description(scored),
        spec=_spec(scored),
        columns=[_("Action"), _("Priorité"), _("Effort"), _("Effet attendu")],
        rows=[
            [str(s.action), _priority(s), str(s.effort), str(s.impact)]
            for s in sorted(scored, key=lambda s: (s.effort or 0, -(s.impact or 0), s.code))
        ],
        is_illustrative=any(sheet.is_illustrative for sheet in scored),
    )


def easy_and_strong(sheets: Sequence[ActionSheet]) -> list[ActionSheet]:
    """Keep the actions of little effort (1 or 2) and great effect (4 or 5)."""
    return [s for s in sheets if (s.effort or 6) <= 2 and (s.impact or 0) >= 4]


def _title(scored: Sequence[ActionSheet]) -> str:
    chosen = easy_and_strong(scored)
    if not chosen:
        return _("Aucune action ne demande peu d'effort pour un grand effet")
    return ngettext(
        "Une action demande peu d'effort pour un grand effet : %(codes)s",
        "%(count)d actions demandent peu d'effort pour un grand effet : %(codes)s",
        len(chosen),
    ) % {"count": len(chosen), "codes": ", ".join(sheet.code for sheet in chosen)}


def _description(scored: Sequence[ActionSheet]) -> str:
    cells = [
        _("effort %(effort)d, effet %(impact)d : %(codes)s")
        % {"effort": effort, "impact": impact, "codes": ", ".join(s.code for s in group)}
        for (effort, impact), group in sorted(_cells(scored).items())
    ]
    return _("Grille de l'effort (1 à 5) et de l'effet attendu (1 à 5). ") + " ; ".join(cells)


def _priority(sheet: ActionSheet) -> str:
    return localised_text(sheet.action.priority, "name").text


def _cells(scored: Sequence[ActionSheet]) -> dict[tuple[int, int], list[ActionSheet]]:
    cells: dict[tuple[int, int], list[ActionSheet]] = defaultdict(list)
    for sheet in scored:
        cells[sheet.effort or 0, sheet.impact or 0].append(sheet)
    return cells


def _rows(scored: Sequence[ActionSheet]) -> list[dict[str, Any]]:
    """Place the actions of one cell side by side, so that each code can be read."""
    rows = []
    for (effort, impact), group in sorted(_cells(scored).items()):
        columns = 1 if len(group) <= IN_A_COLUMN else 2
        lines = -(-len(group) // columns)
        for place, sheet in enumerate(group):
            line, column = divmod(place, columns)
            rows.append(
                {
                    "x": round(effort - (0.2 if columns == 1 else 0.4) + column * STEP_X, 2),
                    "y": round(impact + ((lines - 1) / 2 - line) * STEP_Y, 2),
                    "code": sheet.code,
                    "priority": _priority(sheet),
                }
            )
    return rows


def _spec(scored: Sequence[ActionSheet]) -> dict[str, Any]:
    found = {sheet.action.priority for sheet in scored}
    priorities = sorted(found, key=lambda priority: (priority.order, priority.code))
    names = [localised_text(priority, "name").text for priority in priorities]
    looks = [LOOKS.get(priority.code, OTHER_LOOK) for priority in priorities]
    colours = {"domain": names, "range": [colour for colour, _shape in looks]}
    shapes = {"domain": names, "range": [shape for _colour, shape in looks]}
    legend = {"title": None, "columns": 1, "labelLimit": 420}
    priority = {"field": "priority", "type": "nominal", "legend": legend}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": _rows(scored)},
        "encoding": {"x": _axis("x", _("Effort")), "y": _axis("y", _("Effet attendu"))},
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {
                    "color": priority | {"scale": colours},
                    "shape": priority | {"scale": shapes},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 7, "fontSize": 12},
                "encoding": {"text": {"field": "code"}},
            },
        ],
    }


def _axis(field: str, title: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0.5, 5.5], "nice": False},
        "axis": {"values": [1, 2, 3, 4, 5], "format": "d", "title": title, "grid": False},
    }
