"""Reads about cities."""

from django.db.models import Prefetch, QuerySet

from benchmark.models import City, Initiative
from perpignan.study.permissions import Person
from perpignan.study.queries import french_order


def visible_cities(user: Person) -> QuerySet[City]:
    """List the cities a person may see, with their sources and further figures."""
    cities = City.objects.visible_to(user).select_related("population_source", "area_source")
    return cities.prefetch_related("indicators__source")


def cities_on_the_map(user: Person) -> QuerySet[City]:
    """List the visible cities that have a place, each with the sheets to be read there."""
    sheets = Prefetch(
        "initiatives",
        queryset=Initiative.objects.visible_to(user),
        to_attr="shown_initiatives",
    )
    placed = City.objects.visible_to(user).filter(latitude__isnull=False)
    return placed.order_by(french_order("name")).prefetch_related(sheets)
