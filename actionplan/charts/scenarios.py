"""Value against own money: what each euro of the city's budget buys."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.models import Scenario
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.wording import euros, number

WIDTH, HEIGHT = 380, 280


def build_pareto_chart(scenario: Scenario) -> Chart | None:
    """Draw the plans that no other beats; None without any."""
    points = (scenario.result or {}).get("pareto", [])
    if not points:
        return None
    rows = [(Decimal(p["own"]), Decimal(p["value"]), int(p["count"])) for p in points]
    return Chart(
        title=_title(rows),
        description=_("Valeur atteinte selon l'argent propre engagé, sur toutes les années."),
        spec=_spec(rows),
        columns=[_("Argent propre"), _("Valeur"), _("Actions")],
        rows=[[euros(own), number(value), str(count)] for own, value, count in rows],
        is_illustrative=bool((scenario.result or {}).get("is_illustrative")),
    )


def _title(rows: list[tuple[Decimal, Decimal, int]]) -> str:
    own, value, count = rows[-1]
    told = ngettext(
        "%(count)d action, valeur %(value)s, pour %(own)s d'argent propre",
        "%(count)d actions, valeur %(value)s, pour %(own)s d'argent propre",
        count,
    ) % {"count": count, "value": number(value), "own": euros(own)}
    if len(rows) == 1:
        return told
    half = next((row for row in rows if row[1] * 10 >= value * 9), rows[-1])
    if half == rows[-1]:
        return told
    share = _(" ; les neuf dixièmes de cette valeur pour %s") % euros(half[0])
    return told + share


def _spec(rows: list[tuple[Decimal, Decimal, int]]) -> dict[str, Any]:
    values = [{"own": float(own), "value": float(v), "count": str(n)} for own, v, n in rows]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "own",
                "type": "quantitative",
                "axis": {"title": _("Argent propre (€)"), "format": ",.0f", "tickCount": 4},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"title": _("Valeur")},
            },
        },
        "layer": [
            {"mark": {"type": "line", "color": theme.SLATE, "interpolate": "step-after"}},
            {"mark": {"type": "point", "filled": True, "size": 70, "color": theme.SLATE}},
            {
                "mark": {"type": "text", "align": "right", "dx": -6, "dy": -8, "fontSize": 12},
                "encoding": {"text": {"field": "count"}},
            },
        ],
    }
