"""The look of every chart: the site's colours, sober axes, numbers the French way.

Charts are drawn once and read in light and in dark: text and rules take one ink
colour, which the page turns into its own text colour (see svg.py).
"""

from typing import Any, Final

INK = "#1E2A3E"
RULE = "#8A909B"
BRICK = "#9E3B2B"
OCHRE = "#C8892B"
SAGE = "#5B7F6B"
SLATE = "#40658C"
PLUM = "#7A4B6E"
STONE = "#8C7F6E"
SERIES = [BRICK, SLATE, SAGE, OCHRE, PLUM, STONE]
#: From little to much, for ordered classes.
RAMP = ["#F3DDD4", "#DDA08D", "#C26A55", "#9E3B2B", "#6B2419"]

FONT = "Source Sans Pro, Source Sans 3, Segoe UI, Roboto, Helvetica, Arial, sans-serif"

CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None, "continuousWidth": 560, "continuousHeight": 280, "step": 30},
    "range": {"category": SERIES, "ordinal": RAMP, "ramp": RAMP, "heatmap": RAMP},
    "mark": {"color": BRICK},
    "bar": {"color": BRICK},
    "line": {"strokeWidth": 2.5},
    "point": {"size": 70, "filled": True},
    "rule": {"color": INK},
    "text": {"color": INK, "fontSize": 13, "font": FONT},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": 600,
        "titlePadding": 10,
        "labelPadding": 6,
        "labelLimit": 260,
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": RULE,
        "gridOpacity": 0.25,
        "ticks": False,
    },
    "axisBand": {"domain": False, "grid": False},
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": 600,
        "labelLimit": 260,
        "orient": "top",
        "symbolType": "square",
    },
    "header": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 13,
        "titleFontSize": 13,
    },
    "title": {"color": INK, "anchor": "start", "fontSize": 15, "fontWeight": 600},
}

#: d3-format: decimal comma, narrow no-break space between thousands.
NUMBERS: dict[str, Any] = {
    "decimal": ",",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": "\u00a0%",
    "minus": "\u2212",
}
DATES: Final = "fr-FR"
