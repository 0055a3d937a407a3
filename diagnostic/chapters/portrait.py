"""L2.2: the portrait in figures, theme by theme."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from diagnostic.charts import (
    comparison_chart,
    dated,
    latest_references,
    trend_chart,
    trend_series,
    with_unit,
)
from diagnostic.models import Indicator, IndicatorValue
from diagnostic.queries import indicators_for, newest
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.charts import Chart
from perpignan.reports.kinds import DIAGNOSTIC, STRATEGY
from perpignan.study.models import Axis

CHARTS_A_THEME = 2


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each theme: a table of what is known, then the charts that say most."""
    themes: dict[Axis, list[Indicator]] = {}
    for indicator in indicators_for(AnonymousUser(), zone=scope.zone):
        themes.setdefault(indicator.axis, []).append(indicator)
    if not themes:
        lacking = _("Aucun indicateur n'est mesuré dans cette zone.")
        return [
            blocks.Paragraph(lacking if scope.zone else _("Aucun indicateur n'est encore défini."))
        ]
    found = [item for indicators in themes.values() for item in indicators]
    told = [block for axis, items in themes.items() for block in _theme(axis, items)]
    measures = [m for item in found for m in (*_facts(item), *item.references.all())]
    cited = blocks.cite(measure.source for measure in measures if measure.source)
    return [_summary(found), *told, cited]


def _facts(indicator: Indicator) -> list[IndicatorValue]:
    return dated(list(indicator.values.all()))


def _summary(indicators: Sequence[Indicator]) -> blocks.Paragraph:
    known = sum(1 for item in indicators if _facts(item))
    said = ngettext(
        "Sur %(total)d indicateurs définis, %(count)d a au moins une valeur sourcée.",
        "Sur %(total)d indicateurs définis, %(count)d ont au moins une valeur sourcée.",
        known,
    ) % {"total": len(indicators), "count": known}
    kept = _("Quand plusieurs mesures d'une même année diffèrent, elles sont montrées ensemble.")
    return blocks.Paragraph(f"{said} {kept}")


def _theme(axis: Axis, indicators: Sequence[Indicator]) -> list[blocks.Block]:
    known = [item for item in indicators if _facts(item)]
    missing = [item.name for item in indicators if item not in known]
    told: list[blocks.Block] = [blocks.Heading(axis.name)]
    if known:
        told.append(_table(axis, known))
        told += [chart.as_block() for chart in _best_charts(known)]
    if missing:
        names = ", ".join(missing)
        told.append(blocks.Paragraph(_("Reste à mesurer : %(names)s.") % {"names": names}))
    return told


def _table(axis: Axis, indicators: Sequence[Indicator]) -> blocks.Table:
    rows = [
        [
            indicator.name,
            with_unit(value, indicator),
            str(value.year),
            value.perimeter.name,
            " ; ".join(text for text in (value.method, value.author) if text) or "-",
        ]
        for indicator in indicators
        for value in newest(_facts(indicator))
    ]
    columns = [_("Indicateur"), _("Valeur"), _("Année"), _("Territoire"), _("Méthode et auteur")]
    title = _("%(theme)s : dernières valeurs connues") % {"theme": axis.name}
    return blocks.Table(title, columns, rows, numeric=(1, 2))


def _best_charts(indicators: Sequence[Indicator]) -> list[Chart]:
    """Draw the indicators of which most is known, each in the way that says most."""
    drawn = [(len(_facts(item)), chart) for item in indicators if (chart := _chart(item))]
    drawn.sort(key=lambda item: -item[0])
    return [chart for _count, chart in drawn[:CHARTS_A_THEME]]


def _chart(indicator: Indicator) -> Chart | None:
    facts, references = _facts(indicator), list(indicator.references.all())
    series = max(trend_series(facts), key=len, default=None)
    if series is not None and len(series) > 2:
        return trend_chart(indicator, series)
    return comparison_chart(indicator, newest(facts), [], latest_references(references))


register(
    Chapter(
        "portrait",
        gettext_lazy("Portrait chiffré (L2.2)"),
        22,
        (DIAGNOSTIC, STRATEGY),
        build,
        "diagnostic:index",
        by_zone=True,
    )
)
