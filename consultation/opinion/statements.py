"""What each group says that others do not, what all share, what divides.

The tests and the choice of statements are those of Polis (module `repness` of its mathematical
server; Small et al. 2021). With a group's agreements `na` and votes `ns`, passes included:
probability `pa = (na + 1) / (ns + 2)`; test against one half
`pat = 2 sqrt(ns + 1) ((na + 1) / (ns + 1) - 1/2)`; representativeness
`ra = pa / pa of the others`; test of two proportions `rat`, one added to each count.
The same with disagreements. A statement represents a group when both tests pass 90 %
one-sided; the five with the largest `ra rat pa pat` are kept, agreements first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consultation.opinion.votes import Votes
from perpignan.arrays import Floats, Ints, np

#: Normal quantile, 90 % one-sided, and 95 %.
Z90, Z95 = 1.2816, 1.6449
SHOWN = 5


class Side(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True)
class Tally:
    """Votes by group: agree, disagree, seen (passes included), shape (groups, statements)."""

    agree: Ints
    disagree: Ints
    seen: Ints


@dataclass(frozen=True)
class Representative:
    """A statement that tells a group from the others.

    statement: its position. agree, disagree, seen: the group's counts. share: smoothed
    proportion of the group on that side; test: z against one half; ratio: that share over
    the others' share; ratio_test: z of the two proportions.
    """

    statement: int
    side: Side
    agree: int
    disagree: int
    seen: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    best_agree: bool = False

    @property
    def weight(self) -> float:
        """Polis's order: ratio x ratio test x share x test."""
        return self.ratio * self.ratio_test * self.share * self.test


@dataclass(frozen=True)
class Shared:
    """A statement on which everybody is on one side; fields as in Representative."""

    statement: int
    side: Side
    agree: int
    disagree: int
    seen: int
    share: float
    test: float


@dataclass(frozen=True)
class Divisive:
    """A statement that groups answer differently.

    shares: smoothed share of agreement of each group; spread: largest less smallest;
    test: z of the two proportions between those two groups.
    """

    statement: int
    shares: tuple[float, ...]
    spread: float
    test: float


def tally(votes: Votes, groups: Ints, count: int) -> Tally:
    """Count votes by group. `groups`: (people,), from 0, -1 for who has none."""
    width = len(votes.statements)
    kept = votes.counted & (groups[votes.person] >= 0)
    cells = groups[votes.person[kept]] * width + votes.statement[kept]
    value = votes.value[kept]

    def counted(cells: Ints) -> Ints:
        return np.bincount(cells, minlength=count * width).reshape(count, width)

    return Tally(counted(cells[value == 1]), counted(cells[value == -1]), counted(cells))


def one_proportion_test(successes: Ints, trials: Ints) -> Floats:
    """z of a proportion against one half, one added to successes and trials."""
    return np.asarray(2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5))


def two_proportion_test(
    successes: Ints, others_successes: Ints, trials: Ints, others_trials: Ints
) -> Floats:
    """z of two proportions with pooled variance, one added to each count; 0 if all agree."""
    a, b = successes + 1, others_successes + 1
    n, m = trials + 1, others_trials + 1
    pooled = (a + b) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    # With one added everywhere, successes can only pass trials when none are missing.
    flat = variance <= 1e-15
    return np.where(flat, 0.0, (a / n - b / m) / np.sqrt(np.where(flat, 1.0, variance)))


@dataclass(frozen=True)
class _Stats:
    """One group against the others: arrays of shape (2, statements), agree then disagree."""

    count: Ints
    seen: Ints
    share: Floats
    test: Floats
    ratio: Floats
    ratio_test: Floats


def representative(table: Tally, group: int, allowed: Sequence[int]) -> list[Representative]:
    """Return up to five statements that represent a group, agreements first."""
    stats = _stats(table, group)
    good = (stats.test > Z90) & (stats.ratio_test > Z90)
    enough = [place for place in allowed if good[:, place].any()]
    head = _best_agree(stats, allowed)
    if head is None and not enough and allowed:
        best = max(allowed, key=lambda place: (stats.ratio_test[:, place].max(), -place))
        head = _described(stats, best) if stats.seen[best] else None
    ordered = sorted(
        (_described(stats, place) for place in enough if not head or place != head.statement),
        key=lambda found: (-found.weight, found.statement),
    )
    shown = ([head] if head else []) + ordered
    shown = shown[:SHOWN]
    return [x for x in shown if x.side == Side.AGREE] + [
        x for x in shown if x.side == Side.DISAGREE
    ]


def _stats(table: Tally, group: int) -> _Stats:
    count = np.stack([table.agree[group], table.disagree[group]])
    seen = table.seen[group]
    rest = np.stack([table.agree.sum(axis=0), table.disagree.sum(axis=0)]) - count
    rest_seen = table.seen.sum(axis=0) - seen
    share = (count + 1) / (seen + 2)
    return _Stats(
        count=count,
        seen=seen,
        share=share,
        test=one_proportion_test(count, seen),
        ratio=share / ((rest + 1) / (rest_seen + 2)),
        ratio_test=two_proportion_test(count, rest, seen, rest_seen),
    )


def _described(stats: _Stats, place: int, *, best_agree: bool = False) -> Representative:
    side = 0 if stats.ratio_test[0, place] > stats.ratio_test[1, place] else 1
    return Representative(
        statement=place,
        side=(Side.AGREE, Side.DISAGREE)[side],
        agree=int(stats.count[0, place]),
        disagree=int(stats.count[1, place]),
        seen=int(stats.seen[place]),
        share=float(stats.share[side, place]),
        test=float(stats.test[side, place]),
        ratio=float(stats.ratio[side, place]),
        ratio_test=float(stats.ratio_test[side, place]),
        best_agree=best_agree,
    )


def _best_agree(stats: _Stats, allowed: Sequence[int]) -> Representative | None:
    """Return what the group agrees on best, so that it is shown first, as Polis does."""
    best: int | None = None
    ratio, share, test = stats.ratio[0], stats.share[0], stats.test[0]
    full = ratio * stats.ratio_test[0] * share * test
    for place in allowed:
        if not stats.count[:, place].any():
            continue
        if best is None:
            better = test[place] > Z90 or (ratio[place] > 1 and share[place] > 0.5)
        elif ratio[best] > 1:
            better = full[place] > full[best]
        else:
            better = share[place] * test[place] > share[best] * test[best]
        best = place if better else best
    return None if best is None else _described(stats, best, best_agree=True)


def consensus(table: Tally, allowed: Sequence[int]) -> list[Shared]:
    """Return up to five statements that all agree on, then five that all refuse.

    `table` has one row, everybody. Smoothed share over one half, 90 % one-sided.
    """
    found = []
    for side, count in ((Side.AGREE, table.agree[0]), (Side.DISAGREE, table.disagree[0])):
        seen = table.seen[0]
        share, test = (count + 1) / (seen + 2), one_proportion_test(count, seen)
        places = [p for p in allowed if share[p] > 0.5 and test[p] > Z90]
        places.sort(key=lambda p: (-share[p] * test[p], p))
        found += [
            Shared(
                statement=p,
                side=side,
                agree=int(table.agree[0, p]),
                disagree=int(table.disagree[0, p]),
                seen=int(seen[p]),
                share=float(share[p]),
                test=float(test[p]),
            )
            for p in places[:SHOWN]
        ]
    return found


def divisive(table: Tally, allowed: Sequence[int], shown: int = SHOWN) -> list[Divisive]:
    """Return the statements on which groups differ most in agreement, significant at 95 %."""
    if len(table.seen) < 2:
        return []
    share = (table.agree + 1) / (table.seen + 2)
    high, low = share.argmax(axis=0), share.argmin(axis=0)
    columns = np.arange(share.shape[1])
    test = two_proportion_test(
        table.agree[high, columns],
        table.agree[low, columns],
        table.seen[high, columns],
        table.seen[low, columns],
    )
    spread = share[high, columns] - share[low, columns]
    places = [p for p in allowed if test[p] > Z95]
    places.sort(key=lambda p: (-spread[p], p))
    return [
        Divisive(p, tuple(map(float, share[:, p])), float(spread[p]), float(test[p]))
        for p in places[:shown]
    ]
