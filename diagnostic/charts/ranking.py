"""Charts and sentences of a ranking: the same on its page and in the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from diagnostic.queries.ranking import ShownSession
from diagnostic.ranking.session import SAME, Result, Row, SwapRow
from diagnostic.wording import (
    concordance_sentence,
    percent,
    swap_sentence,
    top_sentence,
)
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.wording import grouped, number

#: A chart of more actions than this could not be read; the table and the API have all.
MOST_DRAWN = 20
MOST_DISPUTED = 8
#: Ranks told together, the last one for all the rest.
BANDS = ((1, 1), (2, 3), (4, 8))
BAND_INKS = ("#6B2419", "#B4503B", "#DDA08D", "#E9E2D6")


@dataclass(frozen=True)
class Reading:
    """All that a page or a chapter tells of a session's result."""

    headline: str
    agreement: str
    swaps: list[str]
    effort_impact: Chart | None
    acceptability: Chart
    disagreement: Chart | None


def read_session(shown: ShownSession) -> Reading | None:
    """Put a result in words and in charts; None when there is no result."""
    result = shown.result
    if result is None or not result.rows:
        return None
    first = max(result.rows, key=lambda row: row.top_share)
    return Reading(
        headline=top_sentence(str(shown.action(first.code)), first, len(result.rows)),
        agreement=concordance_sentence(result.concordance),
        swaps=[_swap_words(shown, swap) for swap in fragile_swaps(result)],
        effort_impact=effort_impact_chart(shown, result),
        acceptability=acceptability_chart(shown, result),
        disagreement=disagreement_chart(shown, result),
    )


def _swap_words(shown: ShownSession, swap: SwapRow) -> str:
    criterion = shown.criterion_name(swap.criterion) if swap.criterion else ""
    names = (shown.action(swap.better).label, shown.action(swap.worse).label)
    return swap_sentence(swap, *names, criterion)


def fragile_swaps(result: Result, most: int = 6) -> list[SwapRow]:
    """List the neighbours that the smallest changes of weight would swap, first ones first."""
    vetoed = {row.code for row in result.rows if row.vetoes}
    possible = [
        swap
        for swap in result.swaps
        if swap.criterion and swap.worse not in vetoed and abs(swap.needed - swap.weight) > SAME
    ]
    return sorted(possible, key=lambda swap: abs(swap.needed - swap.weight))[:most]


def _illustrative(shown: ShownSession) -> bool:
    return shown.session.is_illustrative


def _source(shown: ShownSession) -> str:
    return _("session « %(title)s », %(draws)s tirages") % {
        "title": shown.session.title,
        "draws": number(shown.result.draws if shown.result else 0),
    }


def effort_impact_chart(shown: ShownSession, result: Result) -> Chart | None:
    """Place each action by what it asks and what it brings."""
    rows = [row for row in result.rows if row.effort is not None and row.impact is not None]
    if not rows:
        return None
    easy = [row for row in rows if _effort(row) < 0.5 <= _impact(row)]
    names = ", ".join(shown.action(row.code).label for row in easy[:5])
    title = (
        _("Fort impact pour un effort limité : %(names)s") % {"names": names}
        if easy
        else _("Aucune action n'unit un fort impact et un effort limité")
    )
    return Chart(
        title=title,
        description=_(
            "Nuage de points : l'effort de gauche à droite, l'impact de bas en haut, "
            "une action par point ; les chiffres sont dans le tableau."
        ),
        spec=_scatter(shown, rows[:MOST_DRAWN]),
        columns=[_("Action"), _("Effort"), _("Impact"), _("Classe")],
        rows=[_effort_cells(shown, row) for row in rows],
        source=_source(shown),
        is_illustrative=_illustrative(shown),
    )


def _effort(row: Row) -> float:
    return row.effort or 0.0


def _impact(row: Row) -> float:
    return row.impact or 0.0


def _effort_cells(shown: ShownSession, row: Row) -> list[str]:
    action = shown.action(row.code)
    shares = (percent(_effort(row)), percent(_impact(row)))
    return [action.label, *shares, action.category_label or "-"]


def _scatter(shown: ShownSession, rows: Sequence[Row]) -> dict[str, Any]:
    points = [
        {"effort": _effort(row), "impact": _impact(row), "name": shown.action(row.code).label}
        for row in rows
    ]
    scale = {"domain": [0, 1], "nice": False}
    ends = {"values": [0, 0.5, 1], "format": ".0%"}
    names = {"align": "left", "dx": 8, "fontSize": 12, "fontWeight": "bold"}
    return {
        "width": 560,
        "height": 400,
        "data": {"values": _spread(points)},
        "encoding": {
            "x": {"field": "effort", "type": "quantitative", "scale": scale}
            | {"axis": {"title": _("Effort (coût, délai, portage, technique)")} | ends},
            "y": {"field": "impact", "type": "quantitative", "scale": scale}
            | {"axis": {"title": _("Impact (priorités, attentes, inclusion)")} | ends},
        },
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 80, "color": theme.BRICK}},
            {
                "mark": {"type": "text", **names},
                "encoding": {
                    "text": {"field": "name"},
                    "y": {"field": "at", "type": "quantitative", "scale": scale},
                },
            },
        ],
    }


def _spread(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Move apart the names of points that are side by side, so that each is read."""
    placed: list[dict[str, Any]] = []
    for point in sorted(points, key=lambda p: (-p["impact"], p["effort"])):
        at = point["impact"]
        while any(
            abs(o["effort"] - point["effort"]) < 0.09 and abs(o["at"] - at) < 0.036 for o in placed
        ):
            at -= 0.012
        placed.append({**point, "at": at})
    return placed


def acceptability_chart(shown: ShownSession, result: Result) -> Chart:
    """Show how often each action holds each rank, over all the draws."""
    firm = [row for row in result.rows if row.top_share >= 0.5]
    draws = number(result.draws)
    names = ", ".join(shown.action(row.code).label for row in firm[:4])
    title = (
        _("Dans les trois premières au moins une fois sur deux, sur %(draws)s tirages : %(names)s")
        if firm
        else _("Sur %(draws)s tirages, aucune action n'est toujours parmi les premières")
    )
    bands = _bands(len(result.rows))
    return Chart(
        title=title % {"draws": draws, "names": names},
        description=_(
            "Barres empilées, une par action : la part des tirages à chaque rang, "
            "des premiers rangs à gauche aux derniers à droite."
        ),
        spec=_stacked(shown, result.rows[:MOST_DRAWN], bands),
        columns=[_("Action"), *(name for name, _low, _high in bands), _("Rang moyen")],
        rows=[_band_cells(shown, row, bands) for row in result.rows],
        source=_source(shown),
        is_illustrative=_illustrative(shown),
    )


Band = tuple[str, int, int]


def _bands(count: int) -> list[Band]:
    """Name the groups of ranks that make sense for so many actions."""
    found: list[Band] = []
    for low, high in BANDS:
        if low <= count:
            found.append((_band_name(low, min(high, count)), low, min(high, count)))
    if count > BANDS[-1][1]:
        low = BANDS[-1][1] + 1
        found.append((_("Rang %(low)d et au-delà") % {"low": low}, low, count))
    return found


def _band_name(low: int, high: int) -> str:
    if low == high:
        return _("Rang %(rank)d") % {"rank": low}
    return _("Rangs %(low)d à %(high)d") % {"low": low, "high": high}


def _band_share(row: Row, band: Band) -> float:
    _name, low, high = band
    if high > len(row.acceptability):  # the ranks that are not kept one by one
        return max(0.0, 1 - sum(row.acceptability[: low - 1]))
    return sum(row.acceptability[low - 1 : high])


def _band_cells(shown: ShownSession, row: Row, bands: Sequence[Band]) -> list[str]:
    shares = [percent(_band_share(row, band)) for band in bands]
    return [shown.action(row.code).label, *shares, grouped(Decimal(str(row.mean_rank)), 1)]


def _stacked(shown: ShownSession, rows: Sequence[Row], bands: Sequence[Band]) -> dict[str, Any]:
    values = [
        {
            "action": shown.action(row.code).label,
            "band": band[0],
            "place": place,
            "share": _band_share(row, band),
        }
        for row in rows
        for place, band in enumerate(bands)
    ]
    scale = {"domain": [band[0] for band in bands], "range": list(BAND_INKS[: len(bands)])}
    return {
        "width": 560,
        "height": {"step": 26},
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": "#FFFFFF", "strokeWidth": 1},
        "encoding": {
            "y": {"field": "action", "type": "nominal", "sort": None, "axis": {"title": None}},
            "x": {"field": "share", "type": "quantitative", "stack": "zero"}
            | {
                "scale": {"domain": [0, 1]},
                "axis": {"title": None, "format": ".0%", "tickCount": 5},
            },
            "color": {"field": "band", "type": "nominal", "scale": scale}
            | {"legend": {"title": _("Part des tirages")}},
            "order": {"field": "place", "type": "quantitative"},
        },
    }


def disputed_rows(result: Result, most: int = MOST_DISPUTED) -> list[Row]:
    """List the actions that stakeholders place most differently, widest gap first."""
    disputed = [row for row in result.rows if row.gap > 0]
    return sorted(disputed, key=lambda row: (-row.gap, row.rank))[:most]


def disagreement_chart(shown: ShownSession, result: Result) -> Chart | None:
    """Show, for the most disputed actions, where each stakeholder puts them."""
    rows = disputed_rows(result)
    if not rows:
        return None
    names = [shown.stakeholder_name(code) for code in shown.stakeholders]
    return Chart(
        title=_widest_sentence(shown, rows[0]),
        description=_(
            "Une ligne par action, un point par partie prenante à la place qu'elle lui donne ; "
            "plus la ligne est longue, plus l'action divise."
        ),
        spec=_range(shown, rows, len(result.rows)),
        columns=[_("Action"), *names, _("Écart")],
        rows=[_place_cells(shown, row) for row in rows],
        source=_source(shown),
        is_illustrative=_illustrative(shown),
    )


def _widest_sentence(shown: ShownSession, row: Row) -> str:
    ordered = sorted(row.places, key=lambda code: row.places[code])
    kindest, harshest = ordered[0], ordered[-1]
    return _("%(action)s est %(best)s pour %(kind)s et %(worst)s pour %(harsh)s") % {
        "action": shown.action(row.code).label,
        "best": _ordinal(row.places[kindest]),
        "kind": shown.stakeholder_name(kindest),
        "worst": _ordinal(row.places[harshest]),
        "harsh": shown.stakeholder_name(harshest),
    }


def _ordinal(place: int) -> str:
    return _("1re") if place == 1 else _("%(place)de") % {"place": place}


def _place_cells(shown: ShownSession, row: Row) -> list[str]:
    places = [str(row.places.get(code, "-")) for code in shown.stakeholders]
    return [shown.action(row.code).label, *places, str(row.gap)]


def _range(shown: ShownSession, rows: Sequence[Row], count: int) -> dict[str, Any]:
    values = [
        {
            "action": shown.action(row.code).label,
            "place": place,
            "who": shown.stakeholder_name(code),
        }
        for row in rows
        for code, place in row.places.items()
    ]
    order = [shown.stakeholder_name(code) for code in shown.stakeholders]
    axis = {
        "title": _("Place dans le classement (1 = première)"),
        "tickMinStep": 1,
        "tickCount": 8,
        "format": "d",
    }
    return {
        "width": 560,
        "height": {"step": 34},
        "data": {"values": values},
        "encoding": {
            "y": {"field": "action", "type": "nominal", "sort": None, "axis": {"title": None}}
        },
        "layer": [
            {
                "mark": {"type": "rule", "color": theme.RULE, "strokeWidth": 2},
                "encoding": {
                    "x": {"aggregate": "min", "field": "place", "type": "quantitative"},
                    "x2": {"aggregate": "max", "field": "place"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {
                    "x": {"field": "place", "type": "quantitative", "axis": axis}
                    | {"scale": {"domain": [1, count], "nice": False}},
                    "color": {"field": "who", "type": "nominal", "sort": order}
                    | {"scale": {"range": theme.SERIES, "domain": order}}
                    | {"legend": {"title": None, "symbolType": None, "columns": 3}},
                    "shape": {"field": "who", "type": "nominal", "sort": order}
                    | {"scale": {"domain": order}},
                },
            },
        ],
    }
