import numpy as np
import pytest

from consultation.opinion.groups import analyse
from consultation.opinion.statements import (
    Tally,
    consensus,
    divisive,
    representative,
    two_proportion_test,
)
from tests.consultation.opinion.camps import camps


def test_two_proportions_agree_with_the_formula_by_hand():
    # 15 of 24 against 56 of 71, one added everywhere: 16/25 and 57/72, pooled 73/97.
    pooled = 73 / 97
    expected = (16 / 25 - 57 / 72) / np.sqrt(pooled * (1 - pooled) * (1 / 25 + 1 / 72))

    found = two_proportion_test(np.array([15]), np.array([56]), np.array([24]), np.array([71]))

    assert found == pytest.approx([expected])
    assert found == pytest.approx([-1.518], abs=0.01)


def test_two_proportions_that_are_certain_do_not_differ():
    found = two_proportion_test(np.array([4]), np.array([9]), np.array([4]), np.array([9]))

    assert found.tolist() == [0.0]


def test_what_all_agree_on_is_consensus_and_what_splits_them_divides():
    votes, _camp = camps([40, 40], statements=12, missing=0.0, noise=0.0)
    value = votes.value.copy()
    value[votes.statement == 0] = 1
    value[votes.statement == 1] = -1
    same = type(votes)(
        votes.people, votes.statements, votes.person, votes.statement, value, votes.refused
    )

    groups = analyse(same)

    assert [(found.statement, found.side) for found in groups.consensus] == [
        (0, "agree"),
        (1, "disagree"),
    ]
    assert {0, 1} & {found.statement for found in groups.divisive} == set()
    assert groups.divisive[0].shares == pytest.approx((41 / 42, 1 / 42))


def test_a_group_always_has_something_to_say_when_it_voted():
    # Both groups answer alike: no test passes, and the best is shown all the same.
    half = np.array([[5, 5], [5, 5]])
    table = Tally(agree=half, disagree=half, seen=half * 2)

    found = representative(table, 0, [0, 1])

    assert len(found) == 1


def test_nothing_is_shown_of_statements_nobody_saw():
    none = np.zeros((2, 3), dtype=np.int64)
    table = Tally(none, none, none)

    assert representative(table, 0, [0, 1, 2]) == []
    assert consensus(table, [0, 1, 2]) == []
    assert divisive(table, [0, 1, 2]) == []
