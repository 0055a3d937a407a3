"""The annex of the diagnostic: every value behind its tables and charts."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from diagnostic import queries
from diagnostic.models import IndicatorValue
from perpignan.reports.annexes import AT_ONCE, Annex, Column, Type, Value, register_annex
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import DIAGNOSTIC
from perpignan.study.enums import Confidence

COLUMNS = (
    Column(gettext_lazy("Indicateur")),
    Column(gettext_lazy("Code")),
    Column(gettext_lazy("Unité")),
    Column(gettext_lazy("Périmètre")),
    Column(gettext_lazy("Année"), Type.YEAR),
    Column(gettext_lazy("Valeur"), Type.DECIMAL),
    Column(gettext_lazy("Fiabilité")),
    Column(gettext_lazy("Méthode")),
    Column(gettext_lazy("Source")),
)


def rows(scope: Scope) -> Iterator[Sequence[Value]]:
    """Read the values; those still to verify are in internal reports only."""
    public = queries.values_for(AnonymousUser())
    found = queries.all_values() if scope.is_internal else public
    ordered = (
        found.of_zone(scope.zone)
        .select_related("indicator")
        .order_by("indicator__code", "year", "pk")
    )
    return map(_row, ordered.iterator(AT_ONCE))


def _row(value: IndicatorValue) -> Sequence[Value]:
    return (
        value.indicator.name,
        value.indicator.code,
        value.indicator.unit,
        value.perimeter.name,
        value.year,
        value.value,
        str(Confidence(value.confidence).label),
        value.method,
        value.source.title if value.source else "",
    )


register_annex(
    Annex(
        "indicator-values",
        gettext_lazy("Valeurs des indicateurs"),
        20,
        (DIAGNOSTIC,),
        COLUMNS,
        rows,
        "diagnostic:index",
        by_zone=True,
    )
)
