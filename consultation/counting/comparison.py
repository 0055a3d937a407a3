"""Shares with and without some answers, hidden where their difference would tell of few people.

Two counts published side by side publish a third, their difference: a cell is shown without the
marked answers only when none, or enough, of the answers left out are in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from consultation.counting.lists import hide_in_list
from perpignan.arrays import np


@dataclass(frozen=True)
class Compared:
    """Whole percents of each choice, with all answers and without some; None where hidden."""

    every: tuple[int | None, ...]
    kept: tuple[int | None, ...]

    @property
    def largest_change(self) -> int | None:
        """Largest change among what is shown, in points; None when nothing can be compared."""
        changes = [
            abs(one - other)
            for one, other in zip(self.every, self.kept, strict=True)
            if one is not None and other is not None
        ]
        return max(changes, default=None)


def compare(
    every: Sequence[int], kept: Sequence[int], *, people: int, kept_people: int, threshold: int
) -> Compared:
    """Compare the counts of choices, by `people` who answered, with those of `kept_people`.

    Raises ValueError when fewer answers stay than none, or more than there were.
    """
    if any(not 0 <= k <= n for n, k in zip(every, kept, strict=True)) or kept_people > people:
        raise ValueError("what is kept is part of all")
    if not every or people < threshold:
        return Compared((None,) * len(every), (None,) * len(every))
    hidden = hide_in_list(np.asarray(every), threshold)[0].tolist()
    gone = people - kept_people
    if kept_people < threshold or 0 < gone < threshold:
        hidden_kept = [True] * len(every)
    else:
        hidden_kept = _hidden_without(every, kept, hidden, threshold)
    return Compared(_percents(every, hidden, people), _percents(kept, hidden_kept, kept_people))


def _hidden_without(
    every: Sequence[int], kept: Sequence[int], hidden: Sequence[bool], threshold: int
) -> list[bool]:
    found = [
        is_hidden or k < threshold or 0 < n - k < threshold
        for n, k, is_hidden in zip(every, kept, hidden, strict=True)
    ]
    shown = [place for place, is_hidden in enumerate(found) if not is_hidden]
    if sum(found) == 1 and shown:
        # The total would give the only hidden cell away.
        found[min(shown, key=lambda place: (kept[place], place))] = True
    return found


def _percents(counts: Sequence[int], hidden: Sequence[bool], people: int) -> tuple[int | None, ...]:
    return tuple(
        None if is_hidden or not people else int(100 * count / people + 0.5)
        for count, is_hidden in zip(counts, hidden, strict=True)
    )
