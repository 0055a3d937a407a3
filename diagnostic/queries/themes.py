"""Reads of the pages by theme: one axis, its indicators, and what to compare them with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from diagnostic.models import Indicator, IndicatorValue, Perimeter
from diagnostic.permissions import Person
from diagnostic.queries.indicators import indicators_for, values_for
from perpignan.study.models import Axis

MOST_COMPARED, SUGGESTED = 5, 8


def themes() -> QuerySet[Axis]:
    """List the axes that have indicators."""
    return (
        Axis.objects.annotate(indicator_count=Count("indicators"))
        .filter(indicator_count__gt=0)
        .order_by("order", "name")
    )


def theme_indicators(axis: Axis, user: Person) -> QuerySet[Indicator]:
    return indicators_for(user).filter(axis=axis)


def comparable_perimeters(axis: Axis, user: Person) -> QuerySet[Perimeter]:
    """List the places outside the study's territory of which this theme knows something."""
    known = IndicatorValue.objects.visible_to(user).filter(
        perimeter=OuterRef("pk"), indicator__axis=axis, year__isnull=False
    )
    return Perimeter.objects.filter(Exists(known), is_home=False)


@dataclass
class Comparison:
    """The places that a reader asked for, and what was not understood."""

    chosen: list[Perimeter] = field(default_factory=list)
    unclear: list[tuple[str, list[Perimeter]]] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        return [perimeter.code for perimeter in self.chosen]


def find_compared(texts: Iterable[str], axis: Axis, user: Person) -> Comparison:
    """Find places by code or by name; a name that several bear is asked again."""
    wanted = list(dict.fromkeys(" ".join(t.replace("\0", "").split())[:100] for t in texts))
    wanted = [text for text in wanted if text][:MOST_COMPARED]
    if not wanted:
        return Comparison()
    places = comparable_perimeters(axis, user).annotate(plain=Lower("name"))
    names = Q(code__in=wanted) | Q(plain__in=[text.lower() for text in wanted])
    found: list[Perimeter] = list(places.filter(names))
    comparison = Comparison()
    for text in wanted:
        same = [place for place in found if place.code == text]
        same = same or [place for place in found if place.name.lower() == text.lower()]
        if len(same) == 1:
            comparison.chosen.append(same[0])
        else:
            comparison.unclear.append((text, same[:SUGGESTED]))
    _suggest(comparison, places)
    return comparison


def _suggest(comparison: Comparison, places: QuerySet[Perimeter]) -> None:
    """Offer the places whose name begins like what was not found."""
    lost = [text for text, found in comparison.unclear if not found]
    if not lost:
        return
    begins = Q()
    for text in lost:
        begins |= Q(plain__startswith=text.lower())
    near = list(places.filter(begins).order_by("name")[: SUGGESTED * len(lost)])
    comparison.unclear = [
        (text, found or [p for p in near if p.name.lower().startswith(text.lower())][:SUGGESTED])
        for text, found in comparison.unclear
    ]


def compared_values(
    axis: Axis, perimeters: Collection[Perimeter], user: Person
) -> dict[int, list[IndicatorValue]]:
    """Give, by indicator, the newest values of each place; several methods may differ."""
    values = values_for(user).published().filter(indicator__axis=axis, perimeter__in=perimeters)
    found: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in newest(list(values.filter(year__isnull=False)) if perimeters else []):
        found[value.indicator_id].append(value)
    return found


def newest(values: Sequence[IndicatorValue]) -> list[IndicatorValue]:
    """Keep, for each indicator and place, the values of its last year."""
    last: dict[tuple[int, int], int] = {}
    for value in values:
        key = (value.indicator_id, value.perimeter_id)
        last[key] = max(last.get(key, 0), value.year or 0)
    return [v for v in values if last[v.indicator_id, v.perimeter_id] == (v.year or 0)]
