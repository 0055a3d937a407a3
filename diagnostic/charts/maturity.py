"""The maturity chart: a median a dimension, the middle half of the answers around it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostic.enums import MaturityLevelValue
from diagnostic.queries.maturity import DimensionResult, RoundResult
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text
from perpignan.study.wording import grouped


def level_text(value: float | None) -> str:
    """Write a level with its name, a half level between two names."""
    if value is None:
        return _("trop peu de réponses")
    text = _short(value)
    near = MaturityLevelValue(int(value)).label
    return f"{text} ({near})" if value == int(value) else text


def _short(value: float) -> str:
    return grouped(Decimal(str(value)), 0 if value == int(value) else 1)


def spread_text(item: DimensionResult) -> str:
    if item.low is None or item.high is None:
        return "-"
    low, high = _short(item.low), _short(item.high)
    return low if low == high else _("de %(low)s à %(high)s") % {"low": low, "high": high}


def name_of(item: DimensionResult) -> str:
    return localised_text(item.dimension, "name").text


def maturity_sentence(result: RoundResult) -> str:
    """Say in one sentence where the town stands, and where its departments disagree."""
    if not result.shown:
        return _("Trop peu de réponses pour publier un résultat.")
    best = max(result.shown, key=lambda item: item.median or 0)
    worst = min(result.shown, key=lambda item: item.median or 0)
    said = _("Le plus avancé : %(best)s, %(top)s ; le moins : %(worst)s, %(low)s.") % {
        "best": name_of(best),
        "top": level_text(best.median),
        "worst": name_of(worst),
        "low": level_text(worst.median),
    }
    return f"{said} {wide_sentence(result)}".strip()


def wide_sentence(result: RoundResult) -> str:
    if not result.wide:
        return ""
    names = ", ".join(name_of(item) for item in result.wide)
    return ngettext(
        "Les services ne voient pas la même ville sur une dimension : %(names)s.",
        "Les services ne voient pas la même ville sur %(count)d dimensions : %(names)s.",
        len(result.wide),
    ) % {"count": len(result.wide), "names": names}


def maturity_chart(result: RoundResult, before: RoundResult | None = None) -> Chart | None:
    """Draw a round, and an earlier one beside it for comparison."""
    if not result.shown:
        return None
    earlier = {item.dimension.pk: item for item in (before.shown if before else [])}
    columns = [_("Dimension"), _("Médiane"), _("Moitié centrale"), _("Réponses")]
    rows = [
        [name_of(item), level_text(item.median), spread_text(item), str(item.count)]
        for item in result.dimensions
    ]
    if before:
        columns.append(before.round.title)
        for row, item in zip(rows, result.dimensions, strict=True):
            then = earlier.get(item.dimension.pk)
            row.append(level_text(then.median) if then else "-")
    return Chart(
        title=_chart_title(result, earlier),
        description=_(
            "Une ligne par dimension : le point est la médiane, la barre la moitié centrale "
            "des réponses, sur une échelle de 1 à 5."
        ),
        spec=_spec(result, earlier),
        columns=columns,
        rows=rows,
        source=_("auto-évaluation « %(title)s »") % {"title": result.round.title},
        is_illustrative=result.round.is_illustrative,
    )


def _chart_title(result: RoundResult, earlier: dict[int, DimensionResult]) -> str:
    """Say how many dimensions moved up since the earlier round, where there is one."""
    moved = [item for item in result.shown if item.dimension.pk in earlier]
    if not moved:
        return _("Médiane et moitié centrale des réponses, dimension par dimension")
    higher = [i for i in moved if (i.median or 0) > (earlier[i.dimension.pk].median or 0)]
    return ngettext(
        "%(count)d dimension sur %(total)d a progressé d'un tour à l'autre",
        "%(count)d dimensions sur %(total)d ont progressé d'un tour à l'autre",
        len(higher),
    ) % {"count": len(higher), "total": len(moved)}


def _spec(result: RoundResult, earlier: dict[int, DimensionResult]) -> dict[str, Any]:
    values = [
        {
            "name": name_of(item),
            "median": item.median,
            "low": item.low,
            "high": item.high,
            "before": then.median if (then := earlier.get(item.dimension.pk)) else None,
            "ink": theme.OCHRE if item.is_wide else theme.SLATE,
        }
        for item in result.shown
    ]
    axis = {
        "title": _("Niveau (1 ponctuel, 5 amélioré en continu)"),
        "values": [1, 2, 3, 4, 5],
        "format": "d",
    }
    scale = {"domain": [1, 5], "nice": False, "zero": False}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": 14, "opacity": 0.45},
            "encoding": {
                "x": {"field": "low", "type": "quantitative", "scale": scale, "axis": axis},
                "x2": {"field": "high"},
                "color": ink,
            },
        },
        _points("median", scale, theme.BRICK, filled=True),
    ]
    if any(value["before"] is not None for value in values):
        layers.append(_points("before", scale, theme.INK, filled=False))
    return {
        "width": 480,
        "height": {"step": 44},
        "data": {"values": values},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None}
            | {"axis": {"title": None, "labelLimit": 320}}
        },
        "layer": layers,
    }


def _points(column: str, scale: dict[str, Any], ink: str, *, filled: bool) -> dict[str, Any]:
    return {
        "mark": {"type": "point", "filled": filled, "size": 160, "color": ink, "opacity": 1},
        "encoding": {"x": {"field": column, "type": "quantitative", "scale": scale}},
    }
