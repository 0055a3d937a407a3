"""The heart of town on a map, and what happens in each of its zones."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.models import Zone
from perpignan.study.queries import heart_of_town
from perpignan.study.zone_plan import Drawing, Landmark, Plan, draw
from perpignan.study.zones import layers

#: How many tints tell how much happens in a zone.
TINTS = 3


@dataclass(frozen=True)
class Cell:
    """How many things of a kind a zone has, and the list of them."""

    label: str | Promise
    count: int
    url: str


@dataclass(frozen=True)
class Row:
    """A zone with what is counted in it; the whole heart of town has no zone."""

    zone: Zone | None
    number: int
    cells: Sequence[Cell]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@require_safe
def zone_map(request: HttpRequest) -> HttpResponse:
    """Count every layer zone by zone; the table under the plan says all that it shows."""
    zones = list(heart_of_town())
    rows = _rows(request, [*zones, None])
    points = [point for layer in layers() for point in layer.points(request.user)]
    drawing = draw(_plan(zones), [(point.lat, point.lon) for point in points])
    context = {
        "layers": layers(),
        "rows": [row for row in rows if row.zone or row.total],
        "points": [asdict(point) for point in points],
        "drawing": drawing,
        "shapes": _shapes(drawing, rows),
        "breadcrumb": [(_("Carte du cœur de ville"), "")],
    }
    return render(request, "study/zone_map.html", context)


def _rows(request: HttpRequest, zones: Sequence[Zone | None]) -> list[Row]:
    counted = [
        (layer.label, layer.counts(request.user), layer.address(request.user)) for layer in layers()
    ]
    return [
        Row(
            zone,
            number,
            [
                Cell(
                    label,
                    counts.get(zone.pk if zone else None, 0),
                    f"{address}{zone.code}" if zone and address else "",
                )
                for label, counts, address in counted
            ],
        )
        for number, zone in enumerate(zones, start=1)
    ]


def _plan(zones: Iterable[Zone]) -> Plan:
    return Plan(
        Landmark(zone.code, zone.latitude, zone.longitude)
        for zone in zones
        if zone.latitude is not None and zone.longitude is not None
    )


def _shapes(drawing: Drawing, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give each shape of the plan its row and its tint: the more happens, the stronger."""
    known = {row.zone.code: row for row in rows if row.zone}
    most = max((row.total for row in known.values()), default=0)
    return [
        {
            "shape": shape,
            "row": known[shape.code],
            "tint": -(-known[shape.code].total * TINTS // most) if most else 0,
        }
        for shape in drawing.shapes
    ]


@require_safe
def zone_contours(request: HttpRequest) -> HttpResponse:
    """Give the schematic plan to maps; each shape says that it is no official contour."""
    zones = list(heart_of_town())
    plan, names = _plan(zones), {zone.code: zone.name for zone in zones}
    features = []
    for cell in plan.cells:
        ring = [[round(lon, 5), round(lat, 5)] for lat, lon in map(plan.earth, cell.corners)]
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "code": cell.code,
                    "nom": names[cell.code],
                    "nature": "Plan schématique, sans valeur de limite officielle",
                },
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
            }
        )
    return JsonResponse(
        {"type": "FeatureCollection", "features": features},
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False},
    )
