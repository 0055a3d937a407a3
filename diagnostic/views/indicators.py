"""Public pages of the diagnostic: what is known, and what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from diagnostic import queries
from diagnostic.charts import build_chart, dated, with_unit
from diagnostic.models import Indicator, IndicatorValue, Measure, ReferenceValue
from perpignan.phases import page_of
from perpignan.study.localisation import localised_text
from perpignan.study.models import Axis, Source


@dataclass(frozen=True)
class ShownMeasure:
    """A value or a reference, written with its unit."""

    measure: Measure
    text: str


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator with what a reader may know of it."""

    indicator: Indicator
    values: Sequence[ShownMeasure]
    references: Sequence[ShownMeasure]
    hidden_count: int = 0

    @property
    def sources(self) -> list[Source]:
        found = (shown.measure.source for shown in self.values)
        return list(dict.fromkeys(source for source in found if source))

    @property
    def is_known(self) -> bool:
        return bool(self.values)

    @property
    def has_fact(self) -> bool:
        return any(not shown.measure.is_to_verify for shown in self.values)


@dataclass(frozen=True)
class AxisGroup:
    axis: Axis
    indicators: list[ShownIndicator]

    @property
    def teaser(self) -> tuple[ShownIndicator, ShownMeasure] | None:
        """Give the theme's first measured indicator with its newest fact."""
        for shown in self.indicators:
            facts = [item for item in shown.values if not item.measure.is_to_verify]
            if facts:
                return shown, facts[-1]
        return None

    @property
    def known_count(self) -> int:
        return sum(1 for shown in self.indicators if shown.has_fact)


def show(indicator: Indicator, hidden_count: int = 0) -> ShownIndicator:
    """Prepare an indicator for a page; expects what `queries.indicators_for` fetched."""
    return ShownIndicator(
        indicator,
        [ShownMeasure(value, with_unit(value, indicator)) for value in indicator.values.all()],
        [ShownMeasure(item, with_unit(item, indicator)) for item in indicator.references.all()],
        hidden_count,
    )


def group_by_axis(shown: Iterable[ShownIndicator]) -> list[AxisGroup]:
    groups: dict[int, AxisGroup] = {}
    for item in shown:
        axis = item.indicator.axis
        groups.setdefault(axis.pk, AxisGroup(axis, [])).indicators.append(item)
    return list(groups.values())


class IndicatorListView(ListView):
    """The diagnostic's first page: every indicator, measured or not, by axis."""

    template_name = "diagnostic/indicator_list.html"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Indicator]:
        return queries.indicators_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = [show(indicator) for indicator in context["object_list"]]
        known = sum(1 for item in shown if item.has_fact)
        context |= {"groups": group_by_axis(shown), "known_count": known}
        context["breadcrumb"] = [(_("Diagnostic"), "")]
        return context | {"total_count": len(shown), "missing_count": len(shown) - known}


class IndicatorDetailView(DetailView):
    """An indicator: its chart and table, how it was measured, what it supports."""

    template_name = "diagnostic/indicator_detail.html"
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Indicator]:
        return queries.indicators_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        indicator = self.object
        values = list(indicator.values.all())
        references = list(indicator.references.all())
        name = localised_text(indicator, "name").text
        shown = show(indicator, queries.hidden_value_count(indicator, self.request.user))
        return super().get_context_data(
            shown=shown,
            chart=build_chart(indicator, values, references),
            methods=methods_of(values),
            disagreeing=disagreeing_years(values),
            breadcrumb=[(_("Diagnostic"), reverse("diagnostic:index")), (name, "")],
            sources=sources_of(indicator, [*values, *references]),
            links=[(link, page_of(link.action)) for link in indicator.action_links.all()],
            **kwargs,
        )


def methods_of(values: Sequence[IndicatorValue]) -> list[tuple[str, str]]:
    """List each method once with its author."""
    pairs = [(value.method, value.author) for value in values if value.method]
    return list(dict.fromkeys(pairs))


def disagreeing_years(values: Sequence[IndicatorValue]) -> list[int]:
    """List the years for which two methods measured the same place and differ."""
    seen: dict[tuple[int, int], set[object]] = {}
    for value in dated(values):
        seen.setdefault((value.year or 0, value.perimeter_id), set()).add(value.value)
    return sorted({year for (year, _perimeter), found in seen.items() if len(found) > 1})


def sources_of(
    indicator: Indicator, measures: Sequence[IndicatorValue | ReferenceValue]
) -> list[Source]:
    found = [*indicator.sources.all(), *(m.source for m in measures if m.source)]
    return list(dict.fromkeys(found))
