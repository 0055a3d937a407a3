import pytest

from actionplan.validators import find_cycle


@pytest.mark.parametrize(
    ("needs", "cycle"),
    [
        ({}, []),
        ({"A": ["B"], "B": ["C"]}, []),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"]}, []),
        ({"A": ["A"]}, ["A", "A"]),
        ({"A": ["B"], "B": ["A"]}, ["A", "B", "A"]),
        ({"A": ["B"], "B": ["C"], "C": ["D", "A"]}, ["A", "B", "C", "A"]),
        ({"A": ["B"], "B": ["C"], "C": ["B"]}, []),
    ],
)
def test_find_cycle_names_the_way_back_to_the_start(needs, cycle):
    assert find_cycle(needs, "A") == cycle
