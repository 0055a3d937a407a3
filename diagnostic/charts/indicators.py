"""One chart for any indicator: bars while they can be read, lines for long series.

Values of different methods or perimeters are drawn apart and named one by one, never
averaged; the reference is a line across. No value, no chart: the page says so.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostic.models import Indicator, IndicatorValue, Measure, ReferenceValue
from perpignan.reports import theme
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text
from perpignan.study.wording import NO_BREAK, number

MOST_BARS = 12
WIDTH = 380
ROW_HEIGHT = 50
ROOM_FOR_NUMBERS = 1.3


def with_unit(measure: Measure, indicator: Indicator) -> str:
    """Write a measure with its unit: `19,7 %`, `120 158 habitants`."""
    unit = indicator.unit.removeprefix("nombre").strip()
    text = number(measure.value)
    return f"{text}{NO_BREAK}{unit}" if unit else text


def dated(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Keep the values that a chart may show as facts, oldest first."""
    facts = [value for value in values if value.year is not None and not value.is_to_verify]
    return sorted(facts, key=lambda value: (value.year or 0, value.method, value.pk or 0))


def build_chart(
    indicator: Indicator,
    values: Sequence[IndicatorValue],
    references: Sequence[ReferenceValue] = (),
) -> Chart | None:
    """Draw what is known of an indicator; None when nothing may be shown."""
    shown = dated(values)
    if not shown:
        return None
    latest = latest_references(references)
    is_long = len(shown) > MOST_BARS
    spec = _lines(indicator, shown) if is_long else _bars(indicator, shown, latest)
    return Chart(
        title=sentence(indicator, shown, latest),
        description=_description(indicator, shown, latest),
        spec=spec,
        columns=[_("Année"), _("Périmètre"), _("Méthode"), _("Valeur"), _("Source")],
        rows=[*value_rows(indicator, shown), *reference_rows(indicator, references)],
        source=" ; ".join(publishers([*shown, *latest])),
    )


def sentence(
    indicator: Indicator, values: Sequence[IndicatorValue], references: Sequence[ReferenceValue]
) -> str:
    """Say in one sentence what the chart shows; contradictions come first."""
    name = localised_text(indicator, "name").text
    last = [value for value in values if value.year == values[-1].year]
    if len(last) > 1 and len({value.perimeter_id for value in last}) == 1:
        said = _("%(name)s : en %(year)s, %(low)s ou %(high)s selon la méthode") % {
            "name": name,
            "year": last[0].year,
            "low": with_unit(min(last, key=lambda v: v.value), indicator),
            "high": with_unit(max(last, key=lambda v: v.value), indicator),
        }
    else:
        said = _plain_sentence(name, indicator, values)
    return said + _against(indicator, values, references)


def _plain_sentence(name: str, indicator: Indicator, values: Sequence[IndicatorValue]) -> str:
    last = values[-1]
    first = next((v for v in values if series_of(v) == series_of(last)), last)
    if first.year == last.year:
        return _("%(name)s : %(value)s en %(year)s") % {
            "name": name,
            "value": with_unit(last, indicator),
            "year": last.year,
        }
    return _("%(name)s : %(value)s en %(year)s, contre %(before)s en %(then)s") % {
        "name": name,
        "value": with_unit(last, indicator),
        "year": last.year,
        "before": with_unit(first, indicator),
        "then": first.year,
    }


def _against(
    indicator: Indicator, values: Sequence[IndicatorValue], references: Sequence[ReferenceValue]
) -> str:
    if not references:
        return ""
    bounds = [reference.value for reference in references]
    if all(value.value > max(bounds) for value in values):
        return _(", toujours au-dessus de la référence")
    if all(value.value < min(bounds) for value in values):
        return _(", toujours au-dessous de la référence")
    return ""


def _description(
    indicator: Indicator, values: Sequence[IndicatorValue], references: Sequence[ReferenceValue]
) -> str:
    """Describe the drawing to those who do not see it."""
    text = ngettext(
        "Graphique d'une valeur : ", "Graphique de %(count)d valeurs : ", len(values)
    ) % {"count": len(values)}
    marks = [f"{label_of(value, values)}, {with_unit(value, indicator)}" for value in values[:12]]
    marks += [f"{reference_label(r)}, {with_unit(r, indicator)}" for r in references]
    return text + " ; ".join(marks)


def latest_references(references: Sequence[ReferenceValue]) -> list[ReferenceValue]:
    """Keep the newest value of each reference."""
    newest: dict[str, ReferenceValue] = {}
    for reference in sorted(references, key=lambda item: item.year):
        newest[reference.label] = reference
    return list(newest.values())


def reference_label(reference: ReferenceValue) -> str:
    return f"{reference.year}, {reference.label}"


def series_of(value: IndicatorValue) -> tuple[int, str]:
    return value.perimeter_id, value.method


def label_of(value: IndicatorValue, values: Sequence[IndicatorValue]) -> str:
    """Name a value by what tells it apart: the year, and what differs among the others."""
    parts = [str(value.year)]
    if value.method and len({other.method for other in values}) > 1:
        parts.append(value.method)
    if len({other.perimeter_id for other in values}) > 1:
        parts.append(localised_text(value.perimeter, "name").text)
    return ", ".join(parts)


def value_rows(indicator: Indicator, values: Sequence[IndicatorValue]) -> list[list[str]]:
    return [
        [
            str(value.year),
            localised_text(value.perimeter, "name").text,
            value.method or "-",
            with_unit(value, indicator),
            str(value.source or value.author),
        ]
        for value in values
    ]


def reference_rows(indicator: Indicator, references: Sequence[ReferenceValue]) -> list[list[str]]:
    return [
        [
            str(item.year),
            _("Référence"),
            item.label,
            with_unit(item, indicator),
            str(item.source or ""),
        ]
        for item in sorted(references, key=lambda item: (item.label, item.year))
    ]


def publishers(measures: Sequence[Measure]) -> list[str]:
    names = [(m.source.publisher or m.source.title) for m in measures if m.source]
    return list(dict.fromkeys(names))


def _bars(
    indicator: Indicator, values: Sequence[IndicatorValue], references: Sequence[ReferenceValue]
) -> dict[str, Any]:
    """Draw a bar a value from zero, named above and numbered; ticks mark the references.

    Names stand above their bar, so that the drawing stays narrow enough for a phone.
    """
    marks: Sequence[tuple[str, Measure, str]] = [
        *((label_of(value, values), value, theme.BRICK) for value in values),
        *((reference_label(item), item, theme.SLATE) for item in references),
    ]
    rows = [
        {"row": row, "label": name, "value": float(item.value), "ink": ink}
        | {"text": with_unit(item, indicator)}
        for row, (name, item, ink) in enumerate(marks)
    ]
    numbers = [0.0, *(float(item.value) for _name, item, _ink in marks)]
    value = value_channel(min(numbers), max(numbers))
    row = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.2}}
    ticks = _reference_ticks(row, value, len(values), references)
    return frame(rows, ROW_HEIGHT * len(rows)) | {"layer": [*bar_layers(row, value), ticks]}


def value_channel(low: float, high: float) -> dict[str, Any]:
    """Scale values from zero, with room at the end for the numbers."""
    domain = [low, (high - low) * ROOM_FOR_NUMBERS + low or 1]
    scale = {"domain": domain, "nice": False}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": None}


def bar_layers(row: dict[str, Any], value: dict[str, Any]) -> list[dict[str, Any]]:
    """Draw bars with their name above and their number at the end."""
    text = {"type": "text", "align": "left", "fontSize": 14}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    number_mark = text | {"dx": 6, "dy": 9, "fontWeight": 600}
    name_mark = text | {"x": 0, "dy": -12}
    return [
        _layer({"type": "bar", "height": 18, "yOffset": 8}, row, value, color=ink),
        _layer(number_mark, row, value, text={"field": "text"}),
        _layer(name_mark, row, None, text={"field": "label"}),
    ]


def _reference_ticks(
    row: dict[str, Any],
    value: dict[str, Any],
    bars: int,
    references: Sequence[ReferenceValue],
) -> dict[str, Any]:
    """Mark on each bar where the references stand."""
    places = [
        {"row": bar, "value": float(reference.value)}
        for bar in range(bars)
        for reference in references
    ]
    mark = {"type": "tick", "size": 24, "thickness": 2, "yOffset": 8, "color": theme.INK}
    return {"data": {"values": places}} | _layer(mark, row, value)


def _layer(
    mark: dict[str, Any], row: dict[str, Any] | None, value: dict[str, Any] | None, **more: Any
) -> dict[str, Any]:
    places = {name: channel for name, channel in (("y", row), ("x", value)) if channel}
    return {"mark": mark, "encoding": {**places, **more}}


def _lines(indicator: Indicator, values: Sequence[IndicatorValue]) -> dict[str, Any]:
    """Draw a line a series over the years, named at its end."""
    series = list(dict.fromkeys(series_of(value) for value in values))
    last = {series_of(value): value for value in values}
    rows = [
        {
            "year": value.year,
            "value": float(value.value),
            "series": series.index(series_of(value)),
            "ink": theme.SERIES[series.index(series_of(value)) % len(theme.SERIES)],
            "text": _end_label(value, indicator) if last[series_of(value)] is value else "",
        }
        for value in values
    ]
    year_axis = {"format": "d", "title": None, "tickMinStep": 1, "grid": False}
    return frame(rows, 260) | {
        "encoding": {
            "x": {"field": "year", "type": "quantitative", "axis": year_axis}
            | {"scale": {"zero": False, "nice": False}},
            "y": {"field": "value", "type": "quantitative", "axis": {"title": None}},
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "detail": {"field": "series", "type": "nominal"},
        },
        "layer": [
            {"mark": {"type": "line", "point": True}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold"},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def _end_label(value: IndicatorValue, indicator: Indicator) -> str:
    return f"{with_unit(value, indicator)} {value.method}".strip()


def frame(rows: list[dict[str, Any]], height: int) -> dict[str, Any]:
    return {"width": WIDTH, "height": height, "data": {"values": rows}}
