import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from benchmark.similarity import nearest


def test_distance_is_the_root_mean_square_of_standardised_gaps():
    home = np.array([0.0, 10.0])
    others = np.array([[3.0, 10.0], [0.0, 40.0]])

    result = nearest(home, others, ["a", "b"], ["x", "y"])

    # x: 0, 3, 0 has a spread of sqrt(2); y: 10, 10, 40 has one of sqrt(200).
    near, far = result.neighbours
    assert (near.key, far.key) == ("a", "b")
    assert near.distance == pytest.approx(math.sqrt((3 / math.sqrt(2)) ** 2 / 2))
    assert far.distance == pytest.approx(math.sqrt((30 / math.sqrt(200)) ** 2 / 2))
    assert [part.share for part in near.contributions] == [1.0, 0.0]
    assert near.contributions[0].gap == pytest.approx(3 / math.sqrt(2))


def test_missing_value_compares_on_shared_criteria_only():
    home = np.array([0.0, 0.0])
    others = np.array([[1.0, np.nan], [2.0, 2.0], [4.0, 4.0]])

    result = nearest(home, others, ["a", "b", "c"], ["x", "y"])

    assert [city.key for city in result.neighbours] == ["a", "b", "c"]
    assert [city.shared_criteria for city in result.neighbours] == [1, 2, 2]


def test_criterion_that_few_hold_or_that_home_lacks_is_unused():
    home = np.array([1.0, np.nan, 3.0, 5.0])
    others = np.array([[2.0, 1.0, np.nan, 5.0], [3.0, 2.0, 9.0, 5.0], [4.0, 3.0, np.nan, 5.0]])

    result = nearest(home, others, ["a", "b", "c"], ["held", "unknown", "rare", "equal"])

    assert result.unused_criteria == ("unknown", "rare", "equal")
    assert [part.criterion for part in result.neighbours[0].contributions] == ["held"]


def test_city_that_shares_no_criterion_is_left_out():
    others = np.array([[1.0], [2.0], [np.nan]])

    result = nearest(np.array([0.0]), others, ["a", "b", "c"], ["x"])

    assert [city.key for city in result.neighbours] == ["a", "b"]


def test_no_city_is_no_neighbour():
    assert nearest(np.array([1.0]), np.empty((0, 1)), [], ["x"]).neighbours == ()


def test_shapes_that_do_not_agree_are_refused():
    with pytest.raises(ValueError, match="One row a city"):
        nearest(np.array([1.0]), np.array([[1.0, 2.0]]), ["a"], ["x"])


VALUES = st.one_of(st.just(np.nan), st.floats(-1e6, 1e6))


@given(arrays.arrays(float, (6, 3), elements=VALUES), st.floats(0.5, 100), st.floats(-1e3, 1e3))
def test_units_change_neither_distances_nor_shares(table, scale, shift):
    keys, criteria = list("abcde"), ["x", "y", "z"]
    table = np.round(table, 2)

    plain = nearest(table[0], table[1:], keys, criteria)
    changed = nearest(table[0] * scale + shift, table[1:] * scale + shift, keys, criteria)

    told = {city.key: city.distance for city in plain.neighbours}
    assert {city.key: city.distance for city in changed.neighbours} == pytest.approx(
        told, rel=1e-3, abs=1e-3
    )


@given(arrays.arrays(float, (6, 3), elements=VALUES))
def test_neighbours_come_nearest_first_and_shares_make_a_whole(table):
    result = nearest(table[0], table[1:], list("abcde"), ["x", "y", "z"])

    distances = [city.distance for city in result.neighbours]
    assert distances == pytest.approx(sorted(distances))
    for city in result.neighbours:
        total = sum(part.share for part in city.contributions)
        assert total == pytest.approx(1.0 if city.distance else 0.0)
