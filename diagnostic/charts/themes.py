"""Charts of the pages by theme: how an indicator moved, and beside what it stands."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from diagnostic.charts.indicators import (
    bar_layers,
    dated,
    frame,
    publishers,
    reference_label,
    reference_rows,
    value_channel,
    value_rows,
    with_unit,
)
from diagnostic.models import Indicator, IndicatorValue, ReferenceValue
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text

MOST_BARS, ROW_HEIGHT, SPARK_HEIGHT = 12, 44, 90


def trend_series(values: Sequence[IndicatorValue]) -> list[list[IndicatorValue]]:
    """Keep what can be followed: one place and one method, two years or more."""
    series: dict[tuple[int, str], list[IndicatorValue]] = defaultdict(list)
    for value in dated(values):
        series[value.perimeter_id, value.method].append(value)
    return [found for found in series.values() if len({value.year for value in found}) > 1]


def trend_chart(indicator: Indicator, series: Sequence[IndicatorValue]) -> Chart:
    """Draw a line through the years of one measure, its two ends written."""
    return Chart(
        title=f"{localised_text(indicator, 'name').text} : {trend_sentence(indicator, series)}",
        description="; ".join(f"{v.year} : {with_unit(v, indicator)}" for v in series),
        spec=_line(indicator, series),
        columns=[_("Année"), _("Périmètre"), _("Méthode"), _("Valeur"), _("Source")],
        rows=value_rows(indicator, series),
        source=" ; ".join(publishers(series)),
    )


def trend_sentence(indicator: Indicator, series: Sequence[IndicatorValue]) -> str:
    """Say where a measure started and where it is: `de 16 % en 2013 à 13 % en 2017`."""
    first, last = series[0], series[-1]
    said = _("de %(before)s en %(then)s à %(now)s en %(year)s") % {
        "before": with_unit(first, indicator),
        "then": first.year,
        "now": with_unit(last, indicator),
        "year": last.year,
    }
    told = [localised_text(last.perimeter, "name").text, last.method]
    return f"{said} ({', '.join(text for text in told if text)})"


def _line(indicator: Indicator, series: Sequence[IndicatorValue]) -> dict[str, Any]:
    rows = [
        {"year": value.year, "value": float(value.value), "text": ""}
        | ({"text": with_unit(value, indicator)} if value in (series[0], series[-1]) else {})
        for value in series
    ]
    span = (series[-1].year or 0) - (series[0].year or 0)
    # Room on both sides for the numbers at the ends.
    domain = [(series[0].year or 0) - span * 0.25, (series[-1].year or 0) + span * 0.25]
    years = [series[0].year, series[-1].year]
    axis = {"format": "d", "title": None, "values": years, "grid": False}
    numbers = [float(value.value) for value in series]
    room = (max(numbers) - min(numbers) or 1) * 0.35
    heights = {"domain": [min(numbers) - room, max(numbers) + room], "nice": False, "zero": False}
    return frame(rows, SPARK_HEIGHT) | {
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "axis": axis}
            | {"scale": {"domain": domain, "nice": False, "zero": False}},
            "y": {"field": "value", "type": "quantitative", "axis": None, "scale": heights},
        },
        "layer": [
            {"mark": {"type": "line", "point": True}},
            {
                "mark": {"type": "text", "dy": -14, "fontWeight": 600, "fontSize": 14},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def comparison_chart(
    indicator: Indicator,
    here: Sequence[IndicatorValue],
    others: Sequence[IndicatorValue],
    references: Sequence[ReferenceValue],
) -> Chart | None:
    """Put the newest values side by side; None when there is one number or none."""
    marks = [(_place(value), value, theme.BRICK) for value in here]
    marks += [(_place(value), value, theme.STONE) for value in others]
    lines: list[tuple[str, Any, str]] = [*marks]
    lines += [(reference_label(item), item, theme.SLATE) for item in references]
    if not here or len(lines) < 2:
        return None
    lines.sort(key=lambda line: -line[1].value)
    shown = lines[:MOST_BARS]
    return Chart(
        title=comparison_sentence(indicator, here, others, references),
        description=" ; ".join(f"{name} : {with_unit(m, indicator)}" for name, m, _ink in shown),
        spec=_bars(indicator, shown),
        columns=[_("Année"), _("Périmètre"), _("Méthode"), _("Valeur"), _("Source")],
        rows=[*value_rows(indicator, [*here, *others]), *reference_rows(indicator, references)],
        source=" ; ".join(publishers([*here, *others, *references])),
    )


def comparison_sentence(
    indicator: Indicator,
    here: Sequence[IndicatorValue],
    others: Sequence[IndicatorValue],
    references: Sequence[ReferenceValue],
) -> str:
    """Say what the bars show; several values of one place are all said."""
    low, high = min(here, key=lambda v: v.value), max(here, key=lambda v: v.value)
    place = localised_text(high.perimeter, "name").text
    shown = with_unit(high, indicator)
    if low.value != high.value:
        shown = _("de %(low)s à %(high)s") % {"low": with_unit(low, indicator), "high": shown}
        if low.perimeter_id == high.perimeter_id:
            shown = _("%(range)s selon la mesure") % {"range": shown}
        else:
            place = _("Territoire de Perpignan")
    against = [
        f"{localised_text(value.perimeter, 'name').text} {with_unit(value, indicator)}"
        for value in others[:2]
    ]
    against += [f"{item.label} {with_unit(item, indicator)}" for item in references[:1]]
    names = {"name": localised_text(indicator, "name").text, "place": place, "value": shown}
    said = _("%(name)s, %(place)s : %(value)s") % names
    if not against:
        return said
    return _("%(said)s ; en face, %(others)s") % {"said": said, "others": ", ".join(against)}


def is_uneven(values: Sequence[IndicatorValue]) -> bool:
    """Say whether these values differ by year or method: then they compare with care."""
    return len({(value.year, value.method) for value in values}) > 1


def _place(value: IndicatorValue) -> str:
    parts = [localised_text(value.perimeter, "name").text, str(value.year), value.method]
    return ", ".join(part for part in parts if part)


def _bars(indicator: Indicator, lines: Sequence[tuple[str, Any, str]]) -> dict[str, Any]:
    rows = [
        {"row": row, "label": name, "value": float(measure.value), "ink": ink}
        | {"text": with_unit(measure, indicator)}
        for row, (name, measure, ink) in enumerate(lines)
    ]
    numbers = [0.0, *(float(measure.value) for _name, measure, _ink in lines)]
    value = value_channel(min(numbers), max(numbers))
    row = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.2}}
    return frame(rows, ROW_HEIGHT * len(rows)) | {"layer": bar_layers(row, value)}
