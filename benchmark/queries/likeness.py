"""Which cities are most like Perpignan, on the figures held, and why."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from benchmark.models import City, CityIndicator
from benchmark.models.city import order_of_magnitude
from benchmark.queries.cities import visible_cities
from benchmark.similarity import Comparison, Contribution, Neighbour, nearest
from perpignan.arrays import np
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

    @property
    def told(self) -> Decimal:
        """Round what is only an order of magnitude, so that it does not look exact."""
        return order_of_magnitude(self.value) if self.is_to_verify else self.value


Figures = dict[str, Held]


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
    """A city with its distance and a gap for each criterion used, None if not held."""

    city: City
    distance: Decimal
    gaps: Sequence[Gap | None]

    @property
    def shared_criteria(self) -> int:
        return sum(gap is not None for gap in self.gaps)

    @property
    def is_to_verify(self) -> bool:
        return any(gap.other.is_to_verify for gap in self.gaps if gap is not None)


@dataclass(frozen=True)
class Likeness:
    """The cities from the most alike on, compared on the criteria used.

    `choices` are the criteria that can be used, `unused` those that too few cities hold.
    """

    home: City | None = None
    home_figures: Sequence[Held] = ()
    cities: Sequence[LikeCity] = ()
    used: Sequence[Criterion] = ()
    unused: Sequence[Criterion] = ()
    choices: Sequence[Criterion] = ()


def cities_like_home(user: Person, wanted: Iterable[str] = ()) -> Likeness:
    """Compare the visible cities with Perpignan on the wanted criteria, or on all."""
    cities = list(visible_cities(user))
    home = next((city for city in cities if city.is_home), None)
    if home is None:
        return Likeness()
    figures = {city.code: _figures(city) for city in cities}
    known = [item for item in _criteria(cities) if item.code in figures[home.code]]
    unused = _compare(home, figures, known).unused_criteria
    choices = [item for item in known if item.code not in unused]
    asked = set(wanted)
    used = [item for item in choices if item.code in asked] or choices
    by_code = {city.code: city for city in cities}
    return Likeness(
        home,
        [figures[home.code][item.code] for item in used],
        [
            _like_city(by_code[neighbour.key], neighbour, used, figures[home.code], figures)
            for neighbour in _compare(home, figures, used).neighbours
        ],
        used,
        [item for item in known if item.code in unused],
        choices,
    )


def _compare(
    home: City, figures: Mapping[str, Figures], criteria: Sequence[Criterion]
) -> Comparison:
    codes = [code for code in figures if code != home.code]
    rows = np.array([_row(figures[code], criteria) for code in codes], dtype=float)
    return nearest(
        np.array(_row(figures[home.code], criteria), dtype=float),
        rows.reshape(len(codes), len(criteria)),
        codes,
        [item.code for item in criteria],
    )


def _like_city(
    city: City,
    neighbour: Neighbour,
    used: Sequence[Criterion],
    home: Figures,
    figures: Mapping[str, Figures],
) -> LikeCity:
    parts = {part.criterion: part for part in neighbour.contributions}
    gaps = [
        _gap(item, parts[item.code], home, figures[city.code]) if item.code in parts else None
        for item in used
    ]
    return LikeCity(city, _rounded(neighbour.distance), gaps)


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


def _figures(city: City) -> Figures:
    """Gather the figures of a city; of an indicator, the latest year."""
    figures: Figures = {}
    for indicator in city.indicators.all():  # the latest year comes first
        figures.setdefault(indicator.code, Held(indicator.value, indicator.is_to_verify))
    if city.population is not None:
        figures[POPULATION] = Held(Decimal(city.population), city.is_population_to_verify)
    if city.density:
        figures[DENSITY] = Held(city.density, city.is_density_to_verify)
    return figures


def _row(figures: Figures, criteria: Sequence[Criterion]) -> list[float]:
    return [_number(figures.get(item.code), item) for item in criteria]


def _number(held: Held | None, criterion: Criterion) -> float:
    """Turn a figure into what distances are measured on: sizes by their logarithm."""
    if held is None:
        return math.nan
    return math.log10(held.value) if criterion.is_size else float(held.value)


def _gap(criterion: Criterion, part: Contribution, home: Figures, other: Figures) -> Gap:
    return Gap(
        criterion,
        home[criterion.code],
        other[criterion.code],
        spreads=_rounded(abs(part.gap)),
        share_percent=round(100 * part.share),
    )


def _rounded(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal("0.01"))
