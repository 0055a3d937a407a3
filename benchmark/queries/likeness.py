"""Which cities are most like Perpignan, on the figures held, and why."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from benchmark.models import City, CityIndicator
from benchmark.queries.cities import visible_cities
from benchmark.similarity import Contribution, nearest
from perpignan.study.permissions import Person

POPULATION, DENSITY = "population", "density"


@dataclass(frozen=True)
class Criterion:
    """A figure to compare cities on; a size is compared by how many times, not by how much."""

    code: str
    label: str
    unit: str = ""
    is_size: bool = False


@dataclass(frozen=True)
class Held:
    """A figure of a city, and whether somebody still has to check it."""

    value: Decimal
    is_to_verify: bool


@dataclass(frozen=True)
class Gap:
    """One criterion of a pair of cities: both figures, and the part of the distance."""

    criterion: Criterion
    home: Held
    other: Held
    spreads: Decimal
    share_percent: int

    @property
    def ratio(self) -> Decimal | None:
        """How many times the greater size is the smaller one."""
        if not self.criterion.is_size:
            return None
        small, great = sorted([self.home.value, self.other.value])
        return (great / small).quantize(Decimal("0.1")).normalize()

    @property
    def is_same(self) -> bool:
        """Tell whether the two figures would be written alike."""
        return self.other.value == self.home.value or self.ratio == 1

    @property
    def is_greater(self) -> bool:
        return self.other.value > self.home.value

    @property
    def difference(self) -> Decimal:
        return abs(self.other.value - self.home.value)


@dataclass(frozen=True)
class LikeCity:
    city: City
    distance: Decimal
    gaps: Sequence[Gap]

    @property
    def is_to_verify(self) -> bool:
        return any(gap.other.is_to_verify for gap in self.gaps)


@dataclass(frozen=True)
class Likeness:
    """The cities from the most alike on; `unused` could not be compared, and says why."""

    home: City | None = None
    cities: Sequence[LikeCity] = ()
    used: Sequence[Criterion] = ()
    unused: Sequence[Criterion] = ()
    choices: Sequence[Criterion] = field(default_factory=tuple)


def cities_like_home(user: Person, wanted: Iterable[str] = ()) -> Likeness:
    """Compare the visible cities with Perpignan on the wanted criteria, or on all."""
    cities = list(visible_cities(user))
    home = next((city for city in cities if city.is_home), None)
    if home is None:
        return Likeness()
    figures = {city.pk: _figures(city) for city in cities}
    choices = [item for item in _criteria(cities) if item.code in figures[home.pk]]
    asked = set(wanted)
    criteria = [item for item in choices if item.code in asked] or choices
    others = [city for city in cities if not city.is_home]
    return _compare(home, others, figures, criteria, choices)


def _compare(
    home: City,
    others: list[City],
    figures: dict[int, dict[str, Held]],
    criteria: list[Criterion],
    choices: list[Criterion],
) -> Likeness:
    by_code = {city.code: city for city in others}
    rows = np.array([_row(figures[city.pk], criteria) for city in others], dtype=float)
    comparison = nearest(
        np.array(_row(figures[home.pk], criteria), dtype=float),
        rows.reshape(len(others), len(criteria)),
        [city.code for city in others],
        [item.code for item in criteria],
    )
    known = {item.code: item for item in criteria}
    found = []
    for neighbour in comparison.neighbours:
        city = by_code[neighbour.key]
        pair = figures[home.pk], figures[city.pk]
        gaps = [_gap(known[part.criterion], part, *pair) for part in neighbour.contributions]
        found.append(LikeCity(city, _rounded(neighbour.distance), gaps))
    unused = [known[code] for code in comparison.unused_criteria]
    used = [item for item in criteria if item not in unused]
    return Likeness(home, found, used, unused, choices)


def _criteria(cities: Iterable[City]) -> list[Criterion]:
    """List what cities can be compared on: size, density, then the indicators held."""
    criteria = [
        Criterion(POPULATION, _("Population"), _("habitants"), is_size=True),
        Criterion(DENSITY, _("Densité"), _("habitants au km²"), is_size=True),
    ]
    indicators: dict[str, CityIndicator] = {}
    for city in cities:
        for indicator in city.indicators.all():
            indicators.setdefault(indicator.code, indicator)
    return criteria + [
        Criterion(code, item.name, item.unit) for code, item in sorted(indicators.items())
    ]


def _figures(city: City) -> dict[str, Held]:
    """Gather the figures of a city; of an indicator, the latest year."""
    figures: dict[str, Held] = {}
    for indicator in city.indicators.all():  # the latest year comes first
        figures.setdefault(indicator.code, Held(indicator.value, indicator.is_to_verify))
    if city.population is not None:
        figures[POPULATION] = Held(Decimal(city.population), city.is_population_to_verify)
    if city.density:
        figures[DENSITY] = Held(city.density, city.is_density_to_verify)
    return figures


def _row(figures: dict[str, Held], criteria: Sequence[Criterion]) -> list[float]:
    return [_number(figures.get(item.code), item) for item in criteria]


def _number(held: Held | None, criterion: Criterion) -> float:
    """Turn a figure into what distances are measured on: sizes by their logarithm."""
    if held is None:
        return math.nan
    return math.log10(held.value) if criterion.is_size else float(held.value)


def _gap(
    criterion: Criterion, part: Contribution, home: dict[str, Held], other: dict[str, Held]
) -> Gap:
    return Gap(
        criterion,
        home[criterion.code],
        other[criterion.code],
        spreads=_rounded(abs(part.gap)),
        share_percent=round(100 * part.share),
    )


def _rounded(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal("0.01"))
