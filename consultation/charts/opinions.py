"""The map of opinions: circles of people who vote alike, and what holds them together."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from consultation.opinion.circles import hull
from consultation.queries import Opinions
from consultation.wording import opinions_headline
from perpignan.reports.charts import Chart
from perpignan.reports.theme import SERIES
from perpignan.study.wording import number, percent

WIDTH, HEIGHT = 620, 400
#: Area of the largest circle, in square pixels.
LARGEST = 1_600
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross")


def opinions_chart(found: Opinions) -> Chart | None:
    """Draw where people stand, gathered in circles; None while no group may be told."""
    if not found.groups or not found.circles:
        return None
    labels = [group.label for group in found.groups]
    return Chart(
        title=opinions_headline(found.sizes),
        description=_(
            "Carte : chaque signe réunit des personnes qui votent à peu près de la même façon ; "
            "plus il est grand, plus elles sont nombreuses. Deux signes proches pensent presque "
            "la même chose, deux signes éloignés s'opposent. Les axes n'ont pas d'unité. %(groups)s"
        )
        % {"groups": " ".join(_told(group.label, group.size) for group in found.groups)},
        spec=_map(found, labels),
        columns=[_("Groupe"), _("Personnes"), _("Part des personnes classées")],
        rows=[[group.label, number(group.size), percent(group.share)] for group in found.groups],
        source=_("Avis donnés sur les affirmations de la consultation."),
    )


def _told(label: str, size: int) -> str:
    return _("%(label)s : %(size)s personnes.") % {"label": label, "size": number(size)}


def _map(found: Opinions, labels: Sequence[str]) -> dict[str, Any]:
    circles = [
        {"x": x, "y": y, "people": size, "group": labels[group]}
        for x, y, size, group in found.circles
    ]
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": list(labels), "range": SERIES[: len(labels)]},
        "legend": None,
    }
    shape = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": list(labels), "range": list(SHAPES[: len(labels)])},
        "legend": None,
    }
    place = {name: _axis(name) for name in ("x", "y")}
    size = {
        "field": "people",
        "type": "quantitative",
        "scale": {"range": [60, LARGEST], "zero": True},
        "legend": None,
    }
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": _outlines(found, labels)},
                "mark": {
                    "type": "line",
                    "interpolate": "linear-closed",
                    "filled": True,
                    "fillOpacity": 0.12,
                    "strokeWidth": 1.5,
                },
                "encoding": {**place, "color": colour, "order": {"field": "step"}},
            },
            {
                "data": {"values": circles},
                "mark": {"type": "point", "filled": True, "opacity": 0.75},
                "encoding": {**place, "color": colour, "shape": shape, "size": size},
            },
            {
                "data": {"values": _names(found, labels)},
                "mark": {"type": "text", "fontSize": 15, "fontWeight": 700, "dy": -28},
                "encoding": {**place, "text": {"field": "group", "type": "nominal"}},
            },
        ],
    }


def _axis(name: str) -> dict[str, Any]:
    return {
        "field": name,
        "type": "quantitative",
        "axis": None,
        "scale": {"nice": False, "zero": False, "padding": 40},
    }


def _points(found: Opinions, group: int) -> list[tuple[float, float]]:
    return [(x, y) for x, y, _size, own in found.circles if own == group]


def _outlines(found: Opinions, labels: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"x": x, "y": y, "group": label, "step": step}
        for number_, label in enumerate(labels)
        for step, (x, y) in enumerate(hull(_points(found, number_)))
    ]


def _names(found: Opinions, labels: Sequence[str]) -> list[dict[str, Any]]:
    """Write each name over the highest circle of its group."""
    tops = [max(_points(found, place), key=lambda p: p[1]) for place in range(len(labels))]
    return [{"x": x, "y": y, "group": label} for (x, y), label in zip(tops, labels, strict=True)]
