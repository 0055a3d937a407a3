import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.manipulation.marks import Ballot, marked, marks

DAY = 86_400.0


def honest(count=400, questions=6, days=20, seed=0):
    """Ballots of people who answer for themselves, over some days."""
    generator = np.random.default_rng(seed)
    answers = generator.integers(0, 4, (count, questions))
    times = np.sort(generator.uniform(0, days * DAY, count))
    return [
        Ballot(tuple(row), float(time), f"session {number}")
        for number, (row, time) in enumerate(zip(answers.tolist(), times, strict=True))
    ]


def reasons(found):
    return {str(mark.reason): mark.ballots for mark in found}


@pytest.mark.parametrize("seed", range(5))
def test_an_honest_vote_bears_no_mark(seed):
    assert marks(honest(seed=seed)) == []


def test_a_daily_rhythm_is_no_burst():
    generator = np.random.default_rng(1)
    evenings = [
        day * DAY + 72_000 + generator.normal(0, 3_600) for day in range(20) for _n in range(60)
    ]

    assert marks([Ballot((n,), time) for n, time in enumerate(evenings)]) == []


def test_a_burst_is_marked_with_what_was_expected():
    ballots = honest()
    burst = [Ballot((n % 4,) * 5 + (n % 3,), 5 * DAY + 4.0 * n) for n in range(40)]

    (mark,) = [m for m in marks([*ballots, *burst]) if m.reason == "burst"]

    assert set(range(400, 440)) <= set(mark.ballots)
    assert len(mark.ballots) < 45
    assert mark.expected < 2


def test_identical_ballots_are_marked_and_those_that_changed_one_answer():
    ballots = honest()
    letter = (3, 0, 2, 1, 1, 0)
    same = [Ballot(letter) for _n in range(30)]
    nearly = [
        Ballot((*letter[:place], other, *letter[place + 1 :]))
        for place in range(6)
        for other in range(4)
        if other != letter[place]
    ] * 2

    found = reasons(marks([*ballots, *same, *nearly]))

    assert set(range(400, 430)) <= set(found["identical"])
    assert set(range(430, 466)) <= set(found["near_identical"])


def test_the_same_answers_are_natural_where_everyone_agrees():
    ballots = [Ballot(("oui", "oui", "non")) for _n in range(300)]

    assert marks(ballots) == []


def test_ballots_of_one_session_are_marked():
    ballots = [Ballot((n,), n * DAY, "guichet" if n < 3 else n) for n in range(9)]

    assert reasons(marks(ballots)) == {"session": (0, 1, 2)}


@pytest.mark.parametrize(
    "ballots",
    [
        [],
        [Ballot(())],
        [Ballot((), 0.0)] * 9,
        [Ballot((1,), 0.0, "s")],
        [Ballot((None, None))] * 50,
        [Ballot((1, 2), None, None)] * 2,
        [Ballot(("a" * 1_000_000,), 0.0)] * 3,
    ],
    ids=["none", "no question", "same instant", "one", "blank", "paper", "megabyte"],
)
def test_too_little_says_nothing(ballots):
    assert marks(ballots) == []


@pytest.mark.parametrize(
    "ballots",
    [[Ballot((1,)), Ballot((1, 2))], [Ballot((1,), float("nan"))], [Ballot((1,), float("inf"))]],
)
def test_what_is_not_a_ballot_is_refused(ballots):
    with pytest.raises(ValueError, match=r"questions|number"):
        marks(ballots)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1e6), st.integers(0, 5)), max_size=40))
def test_marks_name_ballots_once_and_in_order(rows):
    ballots = [Ballot((answer, answer), time, session) for answer, time, session in rows]

    found = marks(ballots)

    assert marked(found) <= set(range(len(ballots)))
    for mark in found:
        assert list(mark.ballots) == sorted(set(mark.ballots))
