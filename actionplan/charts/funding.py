"""The money of the plan year by year: what is spent, what comes in, what must be advanced."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from actionplan.funding_rules.figures import CashPoint
from actionplan.queries import Consolidated
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.wording import euros

WIDTH, HEIGHT = 380, 260


def build_cash_chart(whole: Consolidated) -> Chart | None:
    """Draw the balance of each year, hoped and firm; None without any money."""
    hoped, firm = whole.cash, whole.worst_cash
    if not hoped:
        return None
    worst = {point.year: point for point in firm}
    return Chart(
        title=_title(hoped, firm),
        description=_("Solde cumulé, année par année, si tout est obtenu, puis au pire des cas."),
        spec=_spec(hoped, firm),
        columns=[
            *(_("Année"), _("Dépenses"), _("Recettes espérées"), _("Solde cumulé espéré")),
            _("Solde cumulé au pire"),
        ],
        rows=[
            [
                str(point.year),
                *(euros(value) for value in (point.spent, point.received, point.balance)),
                euros(worst[point.year].balance),
            ]
            for point in hoped
        ],
        is_illustrative=any(line.is_illustrative for i in whole.items for line in i.lines),
    )


def _lowest(points: Sequence[CashPoint]) -> Decimal:
    return min((point.balance for point in points), default=Decimal(0))


def _title(hoped: Sequence[CashPoint], firm: Sequence[CashPoint]) -> str:
    lacks = -_lowest(firm)
    if lacks <= 0:
        return _("Ce qui est acquis couvre les dépenses de chaque année")
    if _lowest(hoped) >= 0:
        return _("Tout est couvert si tout est obtenu ; au pire, il manque %s") % euros(lacks)
    words = {"hoped": euros(-_lowest(hoped)), "worst": euros(lacks)}
    return _("Il manque jusqu'à %(hoped)s, et %(worst)s si rien de plus n'est obtenu") % words


def _spec(hoped: Sequence[CashPoint], firm: Sequence[CashPoint]) -> dict[str, Any]:
    names = [_("Si tout est obtenu"), _("Au pire")]
    rows = [
        {"year": str(point.year), "balance": float(point.balance), "case": name}
        for name, points in zip(names, (hoped, firm), strict=True)
        for point in points
    ]
    colours = {"domain": names, "range": [theme.SAGE, theme.OCHRE]}
    shapes = {"domain": names, "range": ["circle", "square"]}
    legend = {"title": None, "orient": "top", "columns": 1}
    case = {"field": "case", "type": "nominal", "legend": legend}
    axis = {"title": _("Solde cumulé (€)"), "format": ",.0f"}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": rows},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
            "y": {"field": "balance", "type": "quantitative", "axis": axis},
            "color": case | {"scale": colours},
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}},
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {"shape": case | {"scale": shapes}},
            },
        ],
    }
