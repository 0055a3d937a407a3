"""The map shows nobody alone; groups are followed from one analysis to the next."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.opinion.circles import circles, hull, nearest_groups
from consultation.opinion.groups import analyse
from consultation.opinion.matching import matched, places_on
from tests.consultation.opinion.camps import camps


@settings(max_examples=20, deadline=None)
@given(
    sizes=st.lists(st.integers(10, 60), min_size=1, max_size=3),
    least=st.integers(1, 10),
    seed=st.integers(0, 5),
)
def test_each_circle_holds_enough_people_and_none_is_lost(sizes, least, seed):
    generator = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    places = generator.normal(size=(len(labels), 2)) + labels[:, None] * 4

    found = circles(places, labels, least=least)

    assert all(circle.size >= least for circle in found)
    for group, size in enumerate(sizes):
        assert sum(circle.size for circle in found if circle.group == group) == size
    assert found == circles(places, labels, least=least)


def test_map_of_nobody_and_of_one_place():
    assert circles(np.zeros((0, 2)), np.zeros(0, dtype=int), least=10) == []
    assert [c.size for c in circles(np.zeros((4, 2)), np.zeros(4, dtype=int), least=10)] == [4]
    assert nearest_groups(np.zeros((2, 2)), []).tolist() == [-1, -1]
    with pytest.raises(ValueError, match="circle"):
        circles(np.zeros((0, 2)), np.zeros(0, dtype=int), least=0)


def test_hull_goes_round_the_points():
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]

    assert hull([*square, (0.5, 0.5), (0.5, 0.0)]) == square
    assert hull([(1.0, 1.0), (1.0, 1.0)]) == [(1.0, 1.0)]


def test_groups_go_on_by_the_people_they_share():
    before = np.array([0, 0, 0, 0, 1, 1, 1, -1])
    after = np.array([1, 1, 1, -1, 0, 0, 0, 0])

    assert matched(before, after) == {1: 0, 0: 1}
    assert matched(before, np.array([0, 1, 2, 3, 0, 1, 2, 3])) == {}
    assert matched(np.zeros(0, dtype=int), np.zeros(0, dtype=int)) == {}


def test_people_placed_on_former_axes_find_their_group_again():
    votes, _camp = camps([30, 24], seed=3)
    found = analyse(votes, replicates=0)
    drawn = circles(found.projection.places, found.labels, least=5)

    places = places_on(
        votes, list(votes.statements), found.projection.loadings, found.projection.means
    )

    assert np.allclose(places, found.projection.places)
    assert nearest_groups(places, drawn).tolist() == found.labels.tolist()
