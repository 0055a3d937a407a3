"""The pictures of the benchmark, the same in pages and in reports."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.models import Initiative
from benchmark.queries import Likeness
from perpignan.reports.charts import Chart
from perpignan.reports.theme import SLATE

#: Cities drawn: as many as are read at a glance; the table of the page has them all.
MOST_DRAWN = 10


def nearest_cities(likeness: Likeness) -> Chart:
    """Draw the distance of the nearest cities, the nearest on top."""
    cities = likeness.cities[:MOST_DRAWN]
    data = [{"city": item.city.name, "distance": float(item.distance)} for item in cities]
    return Chart(
        title=_("%(city)s est la ville du benchmark la plus proche de Perpignan")
        % {"city": cities[0].city.name},
        description=_("Barres horizontales : la distance de chaque ville, la plus proche en haut."),
        spec=_bars(data, "city", "distance", _("Distance"), ".2f"),
        columns=[_("Ville"), _("Distance")],
        rows=[[item.city.name, str(item.distance).replace(".", ",")] for item in cities],
        source=_("Calcul du portail ; des populations et superficies restent à vérifier."),
    )


def initiatives_by_country(initiatives: Iterable[Initiative]) -> Chart:
    """Draw how many published sheets come from each country, the most on top."""
    counts = Counter(item.city.get_country_display() for item in initiatives)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    data = [{"country": str(name), "total": total} for name, total in ordered]
    title = ngettext(
        "Les initiatives étudiées viennent d'un seul pays",
        "Les initiatives étudiées viennent de %(count)d pays",
        len(ordered),
    )
    return Chart(
        title=title % {"count": len(ordered)},
        description=_("Barres horizontales : le nombre d'initiatives publiées par pays."),
        spec=_bars(data, "country", "total", _("Initiatives"), "d"),
        columns=[_("Pays"), _("Initiatives")],
        rows=[[str(name), str(total)] for name, total in ordered],
        source=_("Benchmark de l'étude"),
    )


def _bars(
    data: list[dict[str, Any]], label: str, number: str, title: str, number_format: str
) -> dict[str, Any]:
    """Specify sorted horizontal bars from zero, each with its number at its end."""
    length = {
        "field": number,
        "type": "quantitative",
        "axis": None,
        "scale": {"zero": True, "domainMin": 0},
    }
    names = {
        "field": label,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 400},
    }
    text = {"field": number, "type": "quantitative", "format": number_format}
    return {
        "data": {"values": data},
        "width": 420,
        "height": {"step": 28},
        "encoding": {"y": names, "x": {**length, "title": title}},
        "layer": [
            {"mark": {"type": "bar", "color": SLATE, "height": 18}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"text": text},
            },
        ],
    }
