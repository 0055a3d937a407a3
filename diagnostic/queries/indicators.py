"""Reads of the diagnostic that pages, the API, reports and other doors share."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from diagnostic.models import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    ReferenceValue,
    ValueQuerySet,
)
from diagnostic.permissions import Person, can_view_unpublished_values
from perpignan.study.enums import Confidence
from perpignan.study.models import Action


def indicators_for(user: Person, *, zone: str = "") -> QuerySet[Indicator]:
    """List the indicators with all that a reader may see of them, in a few queries.

    Values are those of the study's territory: other places only serve to compare. With a
    zone, list those that were measured there, and the values of that zone.
    """
    values = values_for(user).at_home().of_zone(zone)
    found = Indicator.objects.all()
    if zone:
        found = found.filter(pk__in=values.values("indicator"))
    return found.select_related("axis").prefetch_related(
        Prefetch("values", queryset=values),
        Prefetch("references", queryset=_references()),
        Prefetch("action_links", queryset=_links_for(user)),
        "sources",
        "standard_codes__source",
    )


def values_for(user: Person) -> ValueQuerySet:
    return IndicatorValue.objects.visible_to(user).select_related("source", "perimeter")


def all_values() -> ValueQuerySet:
    """List every value so: for readers already allowed to see them."""
    return IndicatorValue.objects.select_related("source", "perimeter")


def _references() -> QuerySet[ReferenceValue]:
    facts = ReferenceValue.objects.exclude(confidence=Confidence.TO_VERIFY)
    return facts.select_related("source")


def _links_for(user: Person) -> QuerySet[IndicatorAction]:
    visible = Action.objects.visible_to(user)
    links = IndicatorAction.objects.filter(action__in=visible)
    return links.select_related("action__priority").order_by("action__code")


def evidence_links(action_ids: Collection[int], user: Person) -> QuerySet[IndicatorAction]:
    """List the links of these actions with what the person may know of each indicator."""
    return (
        _links_for(user)
        .filter(action_id__in=action_ids)
        .select_related("indicator")
        .prefetch_related(Prefetch("indicator__values", queryset=values_for(user).at_home()))
        .order_by("indicator__axis__order", "indicator__order")
    )


def values_to_verify() -> ValueQuerySet:
    return IndicatorValue.objects.to_verify()


def measured_indicators() -> QuerySet[Indicator]:
    """List the indicators that have at least one published value."""
    published = IndicatorValue.objects.published().at_home().filter(indicator=OuterRef("pk"))
    return Indicator.objects.filter(Exists(published))


def unmeasured_indicators() -> QuerySet[Indicator]:
    """List the indicators that still lack any published value."""
    published = IndicatorValue.objects.published().at_home().filter(indicator=OuterRef("pk"))
    return Indicator.objects.filter(~Exists(published))


def hidden_value_count(indicator: Indicator, user: Person) -> int:
    """Count the values of an indicator that are not shown to this person."""
    if can_view_unpublished_values(user):
        return 0
    return values_to_verify().at_home().filter(indicator=indicator).count()
