"""The nouns of a portfolio. Amounts are whole cents; years are positions in `Problem.years`."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

OWN = "own"


class PortfolioError(ValueError):
    """What is wrong with the data, as a key, parameters and a sentence in French."""

    def __init__(self, key: str, text: str, **params: object) -> None:
        self.key = key
        self.text = text
        self.params = params
        super().__init__(text.format(**params))


@dataclass(frozen=True)
class Action:
    code: str
    value: Decimal
    cost: tuple[int, ...]  # in its first, second... year
    needs: tuple[str, ...] = ()  # chosen and started no later
    after: tuple[str, ...] = ()  # chosen and finished before this one starts
    excludes: tuple[str, ...] = ()
    imposed: bool = False
    forbidden: bool = False
    earliest: int | None = None  # a calendar year
    latest: int | None = None
    staff: tuple[Decimal, ...] = ()  # in its first, second... year
    priority: str = ""
    zones: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.cost)

    @property
    def duration(self) -> int:
        return max(1, len(self.cost), len(self.staff))

    def cost_in(self, start: int, year: int) -> int:
        """Give the cost in a year when the action starts in another (both are positions)."""
        return self.cost[year - start] if 0 <= year - start < len(self.cost) else 0

    def staff_in(self, start: int, year: int) -> Decimal:
        inside = 0 <= year - start < len(self.staff)
        return self.staff[year - start] if inside else Decimal(0)


@dataclass(frozen=True)
class Lever:
    code: str
    envelope: int
    rate: Fraction  # of the whole cost of an action, at most
    ceiling: int | None = None  # for an action
    actions: frozenset[str] | None = None  # none: every action
    years: frozenset[int] | None = None  # calendar years; none: every year
    excludes: tuple[str, ...] = ()  # levers that may not pay for the same action
    matched: bool = False  # no more, for an action, than what its owner pays itself

    def pays_for(self, code: str) -> bool:
        return self.actions is None or code in self.actions

    def most_for(self, action: Action) -> int:
        """Give the most this lever may pay for an action, rounded down to the cent."""
        most = int(self.rate * action.total)
        return most if self.ceiling is None else min(most, self.ceiling)


@dataclass(frozen=True)
class Synergy:
    """Two actions chosen together are worth more (or less, when the bonus is negative)."""

    first: str
    second: str
    bonus: Decimal


class Measure(StrEnum):
    COUNT = "count"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Minimum:
    """At least so many actions, or so much money spent, in a priority or in a zone."""

    group: str  # "priority" or "zone"
    code: str
    measure: Measure
    least: int

    def holds(self, action: Action) -> bool:
        return self.code in ((action.priority,) if self.group == "priority" else action.zones)

    def weight(self, action: Action) -> int:
        return action.total if self.measure is Measure.AMOUNT else 1


@dataclass(frozen=True)
class Problem:
    years: tuple[int, ...]
    own_budget: tuple[int, ...]
    actions: tuple[Action, ...]
    levers: tuple[Lever, ...] = ()
    owner_share: Fraction = Fraction(0)
    staff_capacity: tuple[Decimal, ...] | None = None
    synergies: tuple[Synergy, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    own_total: int | None = None  # a limit on own money over all years
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def by_code(self) -> dict[str, Action]:
        return {action.code: action for action in self.actions}

    @cached_property
    def levers_by_code(self) -> dict[str, Lever]:
        return {lever.code: lever for lever in self.levers}

    def starts(self, action: Action) -> list[int]:
        """List the positions where an action may start so that it ends within the years."""
        last = len(self.years) - action.duration
        return [
            start
            for start in range(last + 1)
            if (action.earliest is None or self.years[start] >= action.earliest)
            and (action.latest is None or self.years[start] <= action.latest)
        ]

    def lever_years(self, lever: Lever) -> list[int]:
        if lever.years is None:
            return list(range(len(self.years)))
        return [place for place, year in enumerate(self.years) if year in lever.years]

    @cached_property
    def matched_levers(self) -> frozenset[int]:
        """List by position the levers that owners must match, euro for euro."""
        return frozenset(place for place, lever in enumerate(self.levers) if lever.matched)

    def most_granted(self, action: Action) -> int:
        """Give the most all levers together may pay: what the owner's minimum share leaves."""
        return int((1 - self.owner_share) * action.total)

    def without_imposed(self) -> "Problem":
        freed = tuple(replace(action, imposed=False) for action in self.actions)
        return replace(self, actions=freed)
