"""The votes that count: one for a person and a statement, the last one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from perpignan.arrays import Bools, Ints, Signs, np

if TYPE_CHECKING:
    from scipy import sparse


#: Above this many cells, votes are sorted instead of laid on a table.
LARGEST_TABLE = 400_000_000
#: How Polis marks a statement that its moderators refused.
REFUSED = -1


class OpinionError(ValueError):
    """Votes that cannot be read; `code` and `values` let a door say it in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}" if values else code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Notice:
    """Something to tell about votes that could be read all the same."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Votes:
    """Last votes of people on statements.

    person, statement: (votes,), positions in `people` and `statements`, in that order.
    value: (votes,), 1 agree, 0 pass, -1 disagree.
    refused: (statements,), whether moderation put the statement aside. Its votes stay
    here, since the sparsity correction knows them, but no count does.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    person: Ints
    statement: Ints
    value: Signs
    refused: Bools
    texts: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    @property
    def counted(self) -> Bools:
        """Which votes are on a statement that counts, shape (votes,)."""
        return np.asarray(~self.refused[self.statement])

    @cached_property
    def starts(self) -> Ints:
        """Where the votes of each person start, shape (people + 1,)."""
        return _starts(self.person, len(self.people))

    def table(self) -> "sparse.csr_array":
        """Lay the counted votes, passes stored as zeros, shape (people, statements)."""
        # 40 MB that no page needs: groups are stored.
        from scipy import sparse

        chosen = self.counted
        starts = _starts(self.person[chosen], len(self.people))
        shape = (len(self.people), len(self.statements))
        values = self.value[chosen].astype(np.float64)
        return sparse.csr_array((values, self.statement[chosen], starts), shape=shape)

    def drawn(self, people: Ints) -> "Votes":
        """Return the votes of some people; one drawn twice is there twice."""
        lengths = self.starts[people + 1] - self.starts[people]
        ends = np.cumsum(lengths)
        taken = np.arange(ends[-1] if len(ends) else 0)
        taken += np.repeat(self.starts[people] - (ends - lengths), lengths)
        return Votes(
            people=tuple(self.people[place] for place in people),
            statements=self.statements,
            person=np.repeat(np.arange(len(people)), lengths),
            statement=self.statement[taken],
            value=self.value[taken],
            refused=self.refused,
        )


def last_votes(
    people: Sequence[str],
    statements: Sequence[str],
    *,
    person: Ints,
    statement: Ints,
    value: Ints,
    time: Ints | None = None,
    refused: Collection[str] = (),
    texts: Mapping[str, str] | None = None,
    notices: Sequence[Notice] = (),
) -> Votes:
    """Keep the last vote of each person on each statement.

    `person`, `statement` and `value` have shape (events,); `time`, in any unit, orders
    them, and equal times keep the order given, as no time at all does.
    Raises OpinionError: bad_vote.
    """
    if value.size and (value.min() < -1 or value.max() > 1):
        raise OpinionError("bad_vote", vote=int(value[np.abs(value) > 1][0]))
    if time is not None and np.any(np.diff(time) < 0):
        order = np.argsort(time, kind="stable")
        person, statement, value = person[order], statement[order], value[order]
    cells, last = _last_by_cell(person * len(statements) + statement, value)
    out = set(refused)
    return Votes(
        people=tuple(people),
        statements=tuple(statements),
        person=cells // max(len(statements), 1),
        statement=cells % max(len(statements), 1),
        value=last,
        refused=np.array([code in out for code in statements], dtype=bool),
        texts=dict(texts or {}),
        notices=tuple(notices),
    )


def _starts(person: Ints, people: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(person, minlength=people))])


def _last_by_cell(keys: Ints, value: Ints) -> tuple[Ints, Signs]:
    """Return the cells that hold a vote, in order, and the last value given to each."""
    size = int(keys.max(initial=-1)) + 1
    if size <= LARGEST_TABLE:
        table = np.full(size, 2, dtype=np.int8)
        table[keys] = value  # the last value wins where a key comes twice
        cells = np.flatnonzero(table != 2)
        return cells, table[cells]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    ends = np.flatnonzero(np.append(np.diff(ordered) != 0, True))
    return ordered[ends], value[order[ends]].astype(np.int8)
