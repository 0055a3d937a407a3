from benchmark.queries.cities import cities_on_the_map, visible_cities
from benchmark.queries.initiatives import (
    InitiativeFilters,
    axes_in_use,
    count_held_interviews,
    count_to_review,
    countries_in_use,
    initiatives_with_everything,
    interview_guides,
    links_of_actions,
    priorities_in_use,
    published_initiatives,
    published_totals,
    search_initiatives,
    visible_initiatives,
)
from benchmark.queries.likeness import Criterion, LikeCity, Likeness, cities_like_home
from benchmark.queries.places import counts_by_zone, zones_in_use

__all__ = [
    "Criterion",
    "InitiativeFilters",
    "LikeCity",
    "Likeness",
    "axes_in_use",
    "cities_like_home",
    "cities_on_the_map",
    "count_held_interviews",
    "count_to_review",
    "countries_in_use",
    "counts_by_zone",
    "initiatives_with_everything",
    "interview_guides",
    "links_of_actions",
    "priorities_in_use",
    "published_initiatives",
    "published_totals",
    "search_initiatives",
    "visible_cities",
    "visible_initiatives",
    "zones_in_use",
]
