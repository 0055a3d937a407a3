"""Marks on ballots: bursts, copies and shared sessions.

Bursts are counted by a scan of the times (Naus, *JASA* 60 (1965)), copies against what chance
gives when answers are independent. Both use the Poisson law, and a threshold so low that an
honest vote of a hundred thousand people is expected to bear no mark.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from perpignan.arrays import Places, np

#: Seconds of a burst, and of what goes before and after it.
BURST, AROUND = 600.0, 1_800.0
LEAST_BURST, LEAST_COPIES, LEAST_SESSION = 10, 5, 3
#: Chance that an honest ballot, or group of ballots, is marked.
CHANCE = 1e-6


class Reason(StrEnum):
    BURST = "burst"
    IDENTICAL = "identical"
    NEAR_IDENTICAL = "near_identical"
    SESSION = "session"


@dataclass(frozen=True)
class Ballot:
    """answers: one for each question, None for no answer. time: in seconds, None if unknown
    (a paper ballot). session: a pseudonym of the session, None if there is none."""

    answers: tuple[Hashable, ...]
    time: float | None = None
    session: Hashable | None = None


@dataclass(frozen=True)
class Mark:
    """One reason to look at some ballots. expected: how many chance would give."""

    reason: Reason
    ballots: tuple[int, ...]
    expected: float


def marks(ballots: Sequence[Ballot]) -> list[Mark]:
    """Return the marks, by reason then by size. A ballot may bear several.

    Raises ValueError when ballots do not answer the same number of questions, or for a time that
    is not a number.
    """
    if len({len(ballot.answers) for ballot in ballots}) > 1:
        raise ValueError("ballots answer the same questions")
    identical = identical_ballots(ballots)
    found = [
        *bursts(ballots),
        *identical,
        *near_identical_ballots(ballots, identical),
        *shared_sessions(ballots),
    ]
    order = list(Reason)
    return sorted(
        found, key=lambda mark: (order.index(mark.reason), -len(mark.ballots), mark.ballots)
    )


def marked(found: Sequence[Mark]) -> set[int]:
    """Return the positions of the ballots that bear a mark."""
    return {place for mark in found for place in mark.ballots}


def bursts(ballots: Sequence[Ballot]) -> list[Mark]:
    """Mark ballots that came much faster than those just before and after."""
    known = [place for place, ballot in enumerate(ballots) if ballot.time is not None]
    times = np.array([ballots[place].time for place in known], dtype=float)
    if not np.all(np.isfinite(times)):
        raise ValueError("a time is a number")
    order = np.argsort(times, kind="stable")
    times = times[order]
    first, last = (np.searchsorted(times, times + shift, side) for shift, side in _windows())
    before = np.searchsorted(times, times - AROUND, "left")
    after = np.searchsorted(times, times + BURST + AROUND, "right")
    inside = last - first
    outside = (after - before) - inside
    expected = np.maximum(outside, 1) * BURST / (2 * AROUND)
    odd = (inside >= LEAST_BURST) & (
        _more_than(np.maximum(inside - 1, 0), expected) * len(times) < CHANCE
    )
    return [
        Mark(
            Reason.BURST,
            tuple(sorted(known[order[place]] for place in range(start, end))),
            float(expected[starts].min()),
        )
        for start, end, starts in _merged(first[odd], last[odd], np.flatnonzero(odd))
    ]


def _windows() -> tuple[tuple[float, Any], tuple[float, Any]]:
    return (0.0, "left"), (BURST, "right")


def _merged(first: Places, last: Places, places: Places) -> list[tuple[int, int, list[int]]]:
    """Join windows that overlap, as (start, end, places of the windows)."""
    joined: list[tuple[int, int, list[int]]] = []
    for start, end, place in zip(first.tolist(), last.tolist(), places.tolist(), strict=True):
        if joined and start < joined[-1][1]:
            before = joined[-1]
            joined[-1] = (before[0], max(before[1], end), [*before[2], place])
        else:
            joined.append((start, end, [place]))
    return joined


def identical_ballots(ballots: Sequence[Ballot]) -> list[Mark]:
    """Mark groups of ballots that answer everything alike, more than chance would have it."""
    groups: dict[tuple[Hashable, ...], list[int]] = {}
    for place, ballot in enumerate(ballots):
        if any(answer is not None for answer in ballot.answers):
            groups.setdefault(ballot.answers, []).append(place)
    shares = _shares(ballots)
    found = []
    for answers, places in groups.items():
        if len(places) < LEAST_COPIES:
            continue
        expected = len(ballots) * float(
            np.prod([share[answer] for share, answer in zip(shares, answers, strict=True)])
        )
        if _more_than(len(places) - 1, expected) * len(groups) < CHANCE:
            found.append(Mark(Reason.IDENTICAL, tuple(places), expected))
    return found


def _shares(ballots: Sequence[Ballot]) -> list[dict[Hashable, float]]:
    """Share of each answer to each question."""
    columns = zip(*(ballot.answers for ballot in ballots), strict=True)
    return [
        {answer: count / len(ballots) for answer, count in Counter(column).items()}
        for column in columns
    ]


def near_identical_ballots(ballots: Sequence[Ballot], identical: Sequence[Mark]) -> list[Mark]:
    """Mark ballots that differ by one answer from a group already marked."""
    near: dict[int, list[int]] = {}
    found: list[Mark] = []
    groups: dict[tuple[int, tuple[Hashable, ...]], int] = {}
    for number, mark in enumerate(identical):
        for key in _all_but_one(ballots[mark.ballots[0]].answers):
            groups.setdefault(key, number)
    taken = marked(identical)
    for place, ballot in enumerate(ballots):
        if place in taken or len(ballot.answers) < 3:
            continue
        close = next((groups[k] for k in _all_but_one(ballot.answers) if k in groups), None)
        if close is not None:
            near.setdefault(close, []).append(place)
    others = [ballot for place, ballot in enumerate(ballots) if place not in taken]
    shares = _shares(others)
    for number, places in near.items():
        expected = len(others) * _one_off(shares, ballots[identical[number].ballots[0]].answers)
        if _more_than(len(places) - 1, expected) * max(1, len(near)) < CHANCE:
            found.append(Mark(Reason.NEAR_IDENTICAL, tuple(places), expected))
    return found


def _all_but_one(answers: tuple[Hashable, ...]) -> list[tuple[int, tuple[Hashable, ...]]]:
    return [(place, answers[:place] + answers[place + 1 :]) for place in range(len(answers))]


def _one_off(shares: list[dict[Hashable, float]], answers: tuple[Hashable, ...]) -> float:
    """Chance that a ballot differs from these answers by one, if answers are independent."""
    each = np.array(
        [share.get(answer, 1e-9) for share, answer in zip(shares, answers, strict=True)]
    )
    return float(np.prod(each) * np.sum((1 - each) / each))


def shared_sessions(ballots: Sequence[Ballot]) -> list[Mark]:
    """Mark ballots that came in number from one session."""
    groups: dict[Hashable, list[int]] = {}
    for place, ballot in enumerate(ballots):
        if ballot.session is not None:
            groups.setdefault(ballot.session, []).append(place)
    return [
        Mark(Reason.SESSION, tuple(places), 1.0)
        for places in groups.values()
        if len(places) >= LEAST_SESSION
    ]


def _more_than(count: Any, expected: Any) -> Any:
    """Tell how likely more than `count` are, by a Poisson law of this mean."""
    # 30 MB that no page needs; all of scipy.stats would be 60 more.
    from scipy.special import pdtrc

    return pdtrc(count, expected)
