"""Charts of a consultation under way."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consultation.enums import Channel
from consultation.queries import DayCount
from perpignan.reports.charts import Chart
from perpignan.reports.theme import BRICK, OCHRE, SAGE, SLATE
from perpignan.study.wording import long_date, number

COLOURS = {
    Channel.WEB: SLATE,
    Channel.PAPER: OCHRE,
    Channel.ASSISTED: SAGE,
    Channel.WORKSHOP: BRICK,
}


def days_chart(counts: Sequence[DayCount]) -> Chart | None:
    """Draw how many took part each day, by channel; None before the first answer."""
    if not counts:
        return None
    days = sorted({row.day for row in counts})
    totals = {day: sum(row.count for row in counts if row.day == day) for day in days}
    best = max(days, key=lambda day: totals[day])
    used = [c for c in Channel if any(row.channel == c for row in counts)]
    known = {(row.day, row.channel): row.count for row in counts}
    rows = [
        [
            long_date(day),
            *(number(known.get((day, str(channel)), 0)) for channel in used),
            number(totals[day]),
        ]
        for day in reversed(days)
    ]
    return Chart(
        title=_("Le plus fort jour : %(day)s, %(count)s participations")
        % {"day": long_date(best), "count": number(totals[best])},
        description=_("Barres empilées : participations par jour et par canal."),
        spec=_stacked(counts, used),
        columns=[_("Jour"), *(str(channel.label) for channel in used), _("Total")],
        rows=rows,
        source=_("Réponses comptées, retraits déduits, et participants aux ateliers."),
    )


def _stacked(counts: Sequence[DayCount], used: Sequence[Channel]) -> dict[str, object]:
    labels = {str(channel): str(channel.label) for channel in used}
    values = [
        {"day": row.day.isoformat(), "channel": labels[row.channel], "count": row.count}
        for row in counts
    ]
    colour = {"domain": list(labels.values()), "range": [COLOURS[channel] for channel in used]}
    axis = {"format": "%d/%m", "labelAngle": 0, "tickCount": 8}
    return {
        "data": {"values": values},
        "width": 560,
        "height": 240,
        "mark": {"type": "bar", "width": {"band": 0.8}},
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "timeUnit": "yearmonthdate",
                "title": None,
                "axis": axis,
            },
            "y": {"field": "count", "type": "quantitative", "title": _("Participations")},
            "color": {"field": "channel", "type": "nominal", "scale": colour, "title": None},
        },
    }
