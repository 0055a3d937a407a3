"""Reads of the benchmark about sheets that pages, API, reports and evidence share."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest

from benchmark.enums import SizeClass
from benchmark.models import CityInterview, Initiative, InitiativeAction
from benchmark.models.initiative import SEARCH_CONFIG, InitiativeQuerySet
from benchmark.queries.places import initiatives_of_zone
from perpignan.study.enums import InterviewStatus
from perpignan.study.models import Action, Axis, InterviewGuide, Priority, Quote
from perpignan.study.permissions import Person
from perpignan.study.queries import french_order

#: From how alike a mistyped word and a name are taken for each other.
ALIKE = 0.5
#: The order of every list of sheets.
BY_CITY = (french_order("city__name"), french_order("name"), "pk")
#: Shorter words are like too many others.
SHORTEST_MISSPELT = 4


@dataclass(frozen=True)
class InitiativeFilters:
    """What a reader looks for; an empty criterion keeps everything."""

    q: str = ""
    priority: str = ""
    axis: str = ""
    country: str = ""
    size: str = ""
    zone: str = ""


def visible_initiatives(user: Person) -> InitiativeQuerySet:
    """List the sheets a person may see, ready for a list: city, priorities, axes."""
    found = Initiative.objects.visible_to(user).order_by(*BY_CITY)
    return found.select_related("city").prefetch_related("priorities", "axes")


def initiatives_with_everything(user: Person) -> InitiativeQuerySet:
    """List the sheets a person may see, ready to be read whole or compared."""
    links = InitiativeAction.objects.filter(
        action__in=Action.objects.visible_to(user)
    ).select_related("action__priority")
    quotes = Quote.objects.public().select_related("interview__person")
    return (
        visible_initiatives(user)
        .select_related("city__population_source", "city__area_source")
        .prefetch_related(
            "sources",
            "zones",
            Prefetch("action_links", queryset=links, to_attr="shown_links"),
            Prefetch(
                "interview_links__interview__quotes", queryset=quotes, to_attr="public_quotes"
            ),
        )
    )


def search_initiatives(user: Person, filters: InitiativeFilters) -> InitiativeQuerySet:
    """List the visible sheets that match, best answer first when words are searched."""
    found = visible_initiatives(user)
    if filters.priority:
        found = found.filter(priorities__code=filters.priority)
    if filters.axis:
        found = found.filter(axes__code=filters.axis)
    if filters.country:
        found = found.filter(city__country=filters.country)
    if filters.size:
        found = found.filter(_size(SizeClass(filters.size)))
    if filters.zone:
        found = found.filter(pk__in=initiatives_of_zone(filters.zone, user))
    return _matching(found, filters.q) if filters.q else found


def _size(size: SizeClass) -> Q:
    first, beyond = size.bounds
    condition = Q(city__population__gte=first)
    return condition if beyond is None else condition & Q(city__population__lt=beyond)


def _matching(found: InitiativeQuerySet, text: str) -> InitiativeQuerySet:
    """Keep what speaks of these words: whole, begun, in a city's name or nearly spelt."""
    words = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
    matches = Q(search_vector=words) | Q(city__name__unaccent__icontains=text)
    ranked = found.annotate(rank=SearchRank(F("search_vector"), words))
    order: list[Any] = ["-rank", *BY_CITY]
    # Who quotes or excludes words means exactly these.
    plain = [] if any(mark in text for mark in '"-') else re.findall(r"\w+", text)
    if plain:
        begun = " & ".join(f"{word}:*" for word in plain)
        matches |= Q(search_vector=SearchQuery(begun, config=SEARCH_CONFIG, search_type="raw"))
    if spelt := " ".join(word for word in plain if len(word) >= SHORTEST_MISSPELT):
        ranked = ranked.annotate(likeness=_likeness(spelt))
        matches |= Q(likeness__gte=ALIKE)
        order.insert(1, "-likeness")
    return ranked.filter(matches).order_by(*order)


def _likeness(text: str) -> Greatest:
    """Measure how near a text is to the names of a sheet and of its city."""
    return Greatest(TrigramWordSimilarity(text, "city__name"), TrigramWordSimilarity(text, "name"))


def countries_in_use(user: Person) -> list[str]:
    """List the country codes that have a sheet to read."""
    codes = Initiative.objects.visible_to(user).order_by("city__country")
    return list(codes.values_list("city__country", flat=True).distinct())


def priorities_in_use(user: Person) -> QuerySet[Priority]:
    return Priority.objects.filter(initiatives__in=Initiative.objects.visible_to(user)).distinct()


def axes_in_use(user: Person) -> QuerySet[Axis]:
    return Axis.objects.filter(initiatives__in=Initiative.objects.visible_to(user)).distinct()


def published_initiatives() -> InitiativeQuerySet:
    """List the published sheets, ready for a report."""
    published = Initiative.objects.published().order_by(*BY_CITY).select_related("city")
    return published.prefetch_related("priorities", "sources")


def published_totals() -> tuple[int, int]:
    """Count the published sheets and the cities that they come from."""
    totals = Initiative.objects.published().aggregate(
        sheets=Count("pk"), cities=Count("city", distinct=True)
    )
    return totals["sheets"], totals["cities"]


def count_to_review() -> int:
    return Initiative.objects.to_review().count()


def links_of_actions(action_ids: Collection[int], user: Person) -> QuerySet[InitiativeAction]:
    """List why visible sheets speak for these actions."""
    visible = Initiative.objects.visible_to(user)
    links = InitiativeAction.objects.filter(action__in=action_ids, initiative__in=visible)
    return links.select_related("initiative__city")


def interview_guides() -> QuerySet[InterviewGuide]:
    """List the guides of the interviews with their questions: they name nobody."""
    return InterviewGuide.objects.prefetch_related("questions")


def count_held_interviews() -> int:
    """Count the interviews with cities that were held."""
    held = (InterviewStatus.DONE, InterviewStatus.REPORTED)
    return CityInterview.objects.filter(interview__status__in=held).count()
