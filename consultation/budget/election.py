"""What was voted on: projects, ballots, a budget and its conditions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from perpignan.arrays import Floats, Ints, np


class BudgetError(ValueError):
    """Ballots that cannot be read or counted; `code` and `values` let a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


class VoteType(StrEnum):
    """The ballots of Pabulib. All but the approval and the single choice give points."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


#: Ballots whose projects are ranked by points, not by the number of ballots that name them.
BY_POINTS = frozenset({VoteType.ORDINAL, VoteType.CUMULATIVE, VoteType.SCORING})


@dataclass(frozen=True)
class Project:
    """A project. `more` holds the other columns of its file, the district among them."""

    code: str
    cost: Fraction
    name: str = ""
    district: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


class Ballot(NamedTuple):
    """A ballot: positions of projects, and their points where the ballot gives some."""

    voter: str
    projects: tuple[int, ...]
    points: tuple[Fraction, ...] | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Something to tell about ballots that could be read all the same."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Election:
    """A vote on a budget.

    least: votes (points, for ballots that give some) under which a project cannot win.
    conflicts: sets of positions of which one project at most can win.
    """

    budget: Fraction
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    vote_type: VoteType = VoteType.APPROVAL
    least: Fraction = Fraction(0)
    conflicts: tuple[frozenset[int], ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    more_columns: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """How many ballots support each project."""
        named = Counter(place for ballot in self.ballots for place in supported(ballot))
        return tuple(named[place] for place in range(len(self.projects)))

    @cached_property
    def scores(self) -> tuple[Fraction, ...]:
        """Points of each project; its votes where ballots give none.

        An ordinal ballot gives `length` points to its first project, and one less to each of
        the next ones (Borda); `length` is the file's `max_length`, or the longest ballot.
        """
        if self.vote_type not in BY_POINTS:
            return tuple(Fraction(count) for count in self.votes)
        totals = [Fraction(0)] * len(self.projects)
        length = self.longest
        for ballot in self.ballots:
            for rank, place in enumerate(ballot.projects):
                given = length - rank if ballot.points is None else ballot.points[rank]
                totals[place] += given
        return tuple(totals)

    @property
    def longest(self) -> int:
        told = self.meta.get("max_length", "")
        longest = max((len(ballot.projects) for ballot in self.ballots), default=0)
        is_whole = len(told) <= 20 and told.isascii() and told.isdigit()
        return max(int(told), longest) if is_whole else longest

    @cached_property
    def grouped(self) -> dict[tuple[int, ...], int]:
        """How many ballots support each set of projects, in order of first sight."""
        return dict(Counter(supported(ballot) for ballot in self.ballots))

    @cached_property
    def weights(self) -> Ints:
        """How many ballots are in each group of identical ballots, shape (groups,)."""
        return np.array(list(self.grouped.values()), dtype=np.int64)

    @cached_property
    def supporters(self) -> list[Ints]:
        """The groups of identical ballots that support each project."""
        rows: list[list[int]] = [[] for _project in self.projects]
        for row, ballot in enumerate(self.grouped):
            for place in ballot:
                rows[place].append(row)
        return [np.array(found, dtype=np.int64) for found in rows]

    @cached_property
    def member_weights(self) -> list[Floats]:
        """The weights of the groups that support each project."""
        return [self.weights[rows].astype(np.float64) for rows in self.supporters]

    @cached_property
    def whole_costs(self) -> list[float]:
        """Costs in the smallest unit times the number of ballots: whole numbers."""
        return [float(p.cost * self.unit * len(self.ballots)) for p in self.projects]

    @cached_property
    def rivals(self) -> dict[int, set[int]]:
        """The projects that each project is incompatible with."""
        found: dict[int, set[int]] = {}
        for group in self.conflicts:
            for place in group:
                found.setdefault(place, set()).update(group - {place})
        return found

    @cached_property
    def eligible(self) -> tuple[int, ...]:
        """Projects that may win: some support, enough votes, not dearer than the budget."""
        return tuple(
            place
            for place, project in enumerate(self.projects)
            if project.cost <= self.budget
            and self.votes[place] > 0
            and self.scores[place] >= self.least
        )

    @cached_property
    def unit(self) -> int:
        """Whole parts that the currency must be cut into for all amounts to be whole."""
        amounts = [self.budget, *(project.cost for project in self.projects)]
        return int(np.lcm.reduce([amount.denominator for amount in amounts], dtype=object))

    def cost_of(self, places: tuple[int, ...] | list[int]) -> Fraction:
        return sum((self.projects[place].cost for place in places), Fraction(0))

    def blocked(self, place: int, winners: list[int]) -> bool:
        """Tell whether a winner is incompatible with a project."""
        return bool(self.conflicts) and any(
            winner in self.rivals.get(place, ()) for winner in winners
        )

    def with_options(self, **changes: Any) -> "Election":
        return replace(self, **changes)


def supported(ballot: Ballot) -> tuple[int, ...]:
    """Return the projects that a ballot supports, in order: those of no point are not."""
    if ballot.points is None:
        return tuple(sorted(set(ballot.projects)))
    given = zip(ballot.projects, ballot.points, strict=True)
    return tuple(sorted({place for place, points in given if points > 0}))


@dataclass(frozen=True)
class Tie:
    """Projects that a rule could not tell apart, and the one taken first.

    decisive: one of the others did not win in the end.
    """

    projects: tuple[int, ...]
    first: int
    decisive: bool = False


@dataclass(frozen=True)
class Outcome:
    """winners: positions, in order of selection."""

    rule: str
    winners: tuple[int, ...]
    ties: tuple[Tie, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)


def tie_order(election: Election, place: int) -> tuple[int, Fraction, int]:
    """The written rule between equals: more votes, then cheaper, then first in the file."""
    return -election.votes[place], election.projects[place].cost, place


def settled(ties: list[Tie], winners: list[int]) -> tuple[Tie, ...]:
    """Say which ties decided who won."""
    won = set(winners)
    return tuple(replace(tie, decisive=not set(tie.projects) <= won) for tie in ties)
