"""Every pair counted at once, what is hidden kept from totals told elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.counting.crossing import cross, hidden_totals
from consultation.counting.matrix import Variable, pair_counts
from consultation.counting.rows import open_rows

ZONE = Variable("zone", ("a", "b", "c"), 1)
PLACES = Variable("places", ("x", "y"), 4, is_single=False)
CHANNEL = Variable("channel", ("web", "paper"), 6, has_rest=False)
WIDTH = 8


def people(*groups):
    """Make people from (count, zone or None, places, channel)."""
    rows = []
    for count, zone, places, channel in groups:
        row = np.zeros(WIDTH, dtype=np.uint8)
        row[0], row[CHANNEL.first + channel] = 1, 1
        if zone is not None:
            row[ZONE.first + zone] = 1
        row[[PLACES.first + place for place in places]] = 1
        rows += [row] * count
    return np.array(rows, dtype=np.uint8).reshape(-1, WIDTH)


def test_every_pair_is_counted_chunk_by_chunk():
    rows = people((20, 0, [0, 1], 0), (15, 1, [1], 1), (12, None, [], 0))

    pairs = pair_counts([rows[:11], rows[11:]], WIDTH)

    assert (pairs == rows.T.astype(int) @ rows.astype(int)).all()
    assert pairs[0, 0] == 47


def test_who_said_nothing_has_a_line_and_the_table_adds_up():
    half = [(20, 0, [], 0), (30, 1, [], 0), (40, 2, [], 0), (25, None, [], 0)]
    rows = people(*half, *((count + 1, *said[:2], 1) for count, *said in half))

    table = cross(pair_counts([rows], WIDTH), ZONE, CHANNEL, 10)

    assert table == [[20, 21], [30, 31], [40, 41], [25, 26]]


def test_a_small_cell_takes_another_of_its_line_with_it():
    rows = people((40, 0, [0], 0), (3, 0, [1], 1), (50, 1, [0], 0), (60, 1, [1], 1))

    pairs = pair_counts([rows], WIDTH)

    assert cross(pairs, PLACES, CHANNEL, 10)[0] == [None, None]  # 90 + 0: the total tells the zero
    assert cross(pairs, CHANNEL, PLACES, 10) == [
        list(line) for line in zip(*cross(pairs, PLACES, CHANNEL, 10), strict=True)
    ]


@given(
    counts=st.lists(st.integers(0, 40), min_size=8, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_no_line_hides_one_cell_alone_nor_shows_a_small_one(counts):
    groups = [
        (n, None if z == 3 else z, [], c)
        for n, (z, c) in zip(counts, [(z, c) for z in range(4) for c in range(2)], strict=True)
    ]
    pairs = pair_counts([people(*groups)], WIDTH)
    untold = [*hidden_totals(ZONE, pairs, 10), False]

    table = cross(pairs, ZONE, CHANNEL, 10)

    assert all(cell is None or cell >= 10 for line in table for cell in line)
    told = [line for line, is_untold in zip(table, untold, strict=True) if not is_untold]
    assert [line for line in told if sum(cell is None for cell in line) == 1] == []


def test_rows_leave_with_columns_whose_every_combination_is_shared():
    zone = np.array([0] * 60 + [1] * 40)
    age = np.array(([0] * 30 + [1] * 30) + ([0] * 20 + [1] * 20))
    rare = np.array([1] * 4 + [0] * 96)

    found = open_rows([zone, rare, age], [2, 2, 2], 10)

    assert found.chosen == (0, 2)
    assert found.combinations.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert found.counts.tolist() == [30, 30, 20, 20]


@pytest.mark.parametrize("codes", [[], [np.zeros(0, dtype=np.int64)], [np.zeros(50, dtype=int)]])
def test_no_row_leaves_when_nothing_tells_enough_people_together(codes):
    assert open_rows(codes, [3] * len(codes), 10).chosen == ()
