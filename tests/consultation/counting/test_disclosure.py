import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from consultation.counting.disclosure import hide_in_table, possible_values
from consultation.counting.lists import hide_in_list


def extremes(counts, hidden, place):
    """Least and most of a hidden cell given everything published, by linear programming."""
    cells = np.argwhere(hidden.cells).tolist()
    equations, values = [], []

    def known(member):
        equations.append([float(member[row][column]) for row, column in cells])
        values.append(float((counts * member * hidden.cells).sum()))

    for axis, totals in ((0, hidden.rows), (1, hidden.columns)):
        together = np.zeros(counts.shape)
        for line, is_hidden in enumerate(totals):
            member = np.zeros(counts.shape)
            member[(line, slice(None)) if axis == 0 else (slice(None), line)] = 1
            if is_hidden:
                together += member
            else:
                known(member)
        if totals.any():
            known(together)
    found = []
    for sign in (1, -1):
        goal = [sign * float(cell == list(place)) for cell in cells]
        result = linprog(goal, A_eq=equations, b_eq=values, bounds=(0, counts.sum() + 1))
        found.append(round(sign * result.fun, 6))
    return found


tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_reader_can_deduce_a_hidden_cell(rows):
    counts = np.array(rows)

    hidden = hide_in_table(counts, 10)

    assert np.all(hidden.cells[counts < 10])
    if hidden.cells.all():
        return
    for place in np.argwhere(counts < 10).tolist():
        low, high = extremes(counts, hidden, place)
        assert low < high
        assert high >= 10
        assert possible_values(counts, hidden.cells, tuple(place), hidden.rows, hidden.columns) == (
            low,
            min(high, counts.sum() + 1),
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=8))
def test_hidden_cells_of_a_list_hold_the_threshold_together(counts):
    counts = np.array(counts, dtype=np.int64)

    hidden, total_hidden = hide_in_list(counts, 10)

    assert np.all(hidden[counts < 10])
    assert total_hidden or counts.sum() >= 10
    if hidden.any() and not total_hidden:
        assert np.count_nonzero(hidden) >= 2
        assert counts[hidden].sum() >= 10


def test_nothing_is_hidden_of_large_cells():
    hidden = hide_in_table(np.full((3, 4), 25), 10)

    assert not hidden.cells.any()
    assert not hidden.rows.any()
    assert not hidden.columns.any()
    assert not hidden.total


def test_a_lone_small_cell_takes_a_rectangle_with_it():
    counts = np.array([[3, 50, 60], [40, 12, 70], [80, 90, 11]])

    hidden = hide_in_table(counts, 10)

    assert hidden.cells[0, 0]
    assert np.count_nonzero(hidden.cells) == 4
    assert set(hidden.cells.sum(axis=0).tolist()) == {0, 2}


def test_the_total_of_a_small_row_is_hidden_with_another():
    counts = np.array([[1, 2], [40, 50], [60, 70]])

    hidden = hide_in_table(counts, 10)

    assert hidden.rows.tolist() == [True, True, False]


def test_a_table_too_small_is_hidden_whole():
    hidden = hide_in_table(np.array([[1, 2], [0, 3]]), 10)

    assert hidden.cells.all()
    assert hidden.total


@pytest.mark.parametrize("counts", [[1, 2], [[-1]]])
def test_what_is_not_a_table_is_refused(counts):
    with pytest.raises(ValueError, match=r"table|positive"):
        hide_in_table(np.array(counts), 10)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (2, 0)])
def test_an_empty_table_hides_nothing_but_its_total(shape):
    hidden = hide_in_table(np.zeros(shape, dtype=np.int64), 10)

    assert hidden.cells.shape == shape
    assert hidden.total
