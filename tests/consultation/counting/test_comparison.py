"""Results with and without some answers: no difference tells of few people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.counting.comparison import compare

CELLS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=6).map(
    lambda cells: [(kept + gone, kept) for kept, gone in cells]
)


@settings(max_examples=60, deadline=None)
@given(cells=CELLS)
def test_what_is_shown_never_differs_by_few_answers(cells):
    every, kept = [n for n, _k in cells], [k for _n, k in cells]

    found = compare(every, kept, people=sum(every), kept_people=sum(kept), threshold=10)

    for n, k, shown, shown_kept in zip(every, kept, found.every, found.kept, strict=True):
        assert shown is None or n >= 10
        assert shown_kept is None or (shown is not None and k >= 10 and not 0 < n - k < 10)
    hidden = [share is None for share in found.kept]
    assert sum(hidden) != 1 or len(cells) == 1


def test_shares_are_told_beside_each_other():
    found = compare([60, 40, 20], [60, 20, 20], people=120, kept_people=100, threshold=10)

    assert (found.every, found.kept) == ((50, 33, 17), (60, 20, 20))
    assert found.largest_change == 13


@pytest.mark.parametrize(
    ("every", "kept", "people", "kept_people"),
    [([5], [5], 5, 5), ([50, 50], [48, 49], 100, 97), ([20, 20], [5, 0], 40, 5), ([], [], 0, 0)],
)
def test_nothing_is_compared_on_few_answers(every, kept, people, kept_people):
    found = compare(every, kept, people=people, kept_people=kept_people, threshold=10)

    assert found.largest_change is None


def test_what_is_kept_is_part_of_all():
    with pytest.raises(ValueError, match="part of all"):
        compare([1], [2], people=1, kept_people=1, threshold=10)
