"""The public pages by theme: what is known of an axis, how it moves, beside whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from diagnostic import queries
from diagnostic.charts import (
    comparison_chart,
    dated,
    is_uneven,
    latest_references,
    trend_chart,
    trend_series,
)
from diagnostic.models import Indicator, IndicatorValue, Perimeter
from diagnostic.views.indicators import ShownIndicator, disagreeing_years, show, sources_of
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text
from perpignan.study.models import Axis, Source

HEADLINES, TRENDS, SUGGESTIONS = 4, 3, 200


@dataclass(frozen=True)
class Theme:
    """An indicator as its theme page tells it."""

    shown: ShownIndicator
    headlines: Sequence[Any]
    more_count: int
    trends: Sequence[Chart]
    comparison: Chart | None
    is_uneven: bool
    disagreeing: Sequence[int]
    sources: Sequence[Source] = field(default_factory=list)


def tell(indicator: Indicator, others: Sequence[IndicatorValue]) -> Theme:
    """Prepare an indicator; values of one year that differ stay together."""
    values, references = list(indicator.values.all()), list(indicator.references.all())
    shown = show(indicator)
    here = queries.newest(dated(values))
    newest = {value.pk for value in here}
    headlines = [item for item in shown.values if item.measure.pk in newest]
    beside = like_with_like(dated(values), others) or here
    compared = comparison_chart(indicator, beside, others, latest_references(references))
    return Theme(
        shown=shown,
        headlines=headlines[:HEADLINES],
        more_count=max(len(headlines) - HEADLINES, 0),
        trends=[trend_chart(indicator, series) for series in trend_series(values)[:TRENDS]],
        comparison=compared,
        is_uneven=bool(others) and is_uneven([*beside, *others]),
        disagreeing=disagreeing_years(values),
        sources=sources_of(indicator, [*values, *references, *others]),
    )


def like_with_like(
    values: Sequence[IndicatorValue], others: Sequence[IndicatorValue]
) -> list[IndicatorValue]:
    """Keep our values of the same year and method as those of the other places."""
    measured = {(value.year, value.method) for value in others}
    return [value for value in values if (value.year, value.method) in measured]


class ThemeDetailView(DetailView):
    """One axis; `?avec=34172` (or a name) puts other places beside Perpignan."""

    template_name = "diagnostic/theme_detail.html"
    slug_field = slug_url_kwarg = "code"
    context_object_name = "axis"

    def get_queryset(self) -> QuerySet[Axis]:
        return queries.themes()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        axis, user = self.object, self.request.user
        compared = queries.find_compared(self.request.GET.getlist("avec"), axis, user)
        others = queries.compared_values(axis, compared.chosen, user)
        told = [
            tell(indicator, others.get(indicator.pk, []))
            for indicator in queries.theme_indicators(axis, user)
        ]
        places = list(queries.comparable_perimeters(axis, user).order_by("name")[:SUGGESTIONS])
        return super().get_context_data(
            indicators=told,
            known_count=sum(1 for item in told if item.shown.has_fact),
            compared=[(place, self._without(place, compared)) for place in compared.chosen],
            unclear=[
                (text, [(place, self._with(place, compared)) for place in near])
                for text, near in compared.unclear
            ],
            places=places,
            is_full=len(compared.chosen) >= queries.MOST_COMPARED,
            themes=queries.themes(),
            breadcrumb=[
                (_("Diagnostic"), reverse("diagnostic:index")),
                (localised_text(axis, "name").text, ""),
            ],
            **kwargs,
        )

    def _without(self, place: Perimeter, compared: queries.Comparison) -> str:
        return self._address([code for code in compared.codes if code != place.code])

    def _with(self, place: Perimeter, compared: queries.Comparison) -> str:
        return self._address([*compared.codes, place.code])

    def _address(self, codes: Sequence[str]) -> str:
        asked = urlencode({"avec": codes}, doseq=True)
        return f"{self.request.path}?{asked}" if asked else self.request.path
