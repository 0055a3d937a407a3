"""The heart of town on a map, and what happens in each of its zones."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from perpignan.study.models import Zone
from perpignan.study.zones import layers


@require_safe
def zone_map(request: HttpRequest) -> HttpResponse:
    """Count every layer zone by zone; the list under the map says all that it shows."""
    shown = [(layer, layer.counts(request.user)) for layer in layers()]
    rows = [
        (zone, [(layer, counts.get(zone.pk, 0)) for layer, counts in shown])
        for zone in Zone.objects.filter(is_heart_of_town=True)
    ]
    points = [asdict(point) for layer, _counts in shown for point in layer.points(request.user)]
    context = {
        "layers": [layer for layer, _counts in shown],
        "rows": rows,
        "points": points,
        "breadcrumb": [(_("Carte du cœur de ville"), "")],
    }
    return render(request, "study/zone_map.html", context)
