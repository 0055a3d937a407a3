import math

import numpy as np
import pytest

from diagnostic.ranking.agreement import compare
from diagnostic.ranking.methods import weighted_sum
from diagnostic.ranking.problem import Criterion, RankingError, build_problem
from diagnostic.ranking.sensitivity import smallest_swaps


def problem(weights=(0.6, 0.4)):
    criteria = [
        Criterion("x", weight=weights[0], scale=(0, 1)),
        Criterion("y", weight=weights[1], scale=(0, 1)),
    ]
    return build_problem(criteria, {"a": {"x": 1, "y": 0}, "b": {"x": 0, "y": 1}})


def test_smallest_swap_by_hand():
    swap = smallest_swaps(problem())[0]

    assert (swap.better, swap.worse, swap.criterion) == ("a", "b", "x")
    assert swap.needed == pytest.approx(0.5)
    assert swap.change == pytest.approx(0.1)


def test_the_needed_weight_makes_the_pair_equal():
    criteria = [Criterion("x", weight=5), Criterion("y", weight=3), Criterion("z", weight=2)]
    scores = {
        "a": {"x": 9, "y": 2, "z": 4},
        "b": {"x": 5, "y": 8, "z": 1},
        "c": {"x": 2, "y": 5, "z": 9},
    }
    original = build_problem(criteria, scores)
    columns = {criterion.code: column for column, criterion in enumerate(criteria)}

    for swap in smallest_swaps(original):
        column = columns[swap.criterion]
        weights = original.weights * (1 - swap.needed) / (1 - swap.weight)
        weights[column] = swap.needed
        moved = build_problem(
            [Criterion(c.code, weight=float(w)) for c, w in zip(criteria, weights, strict=True)],
            scores,
        )
        values = dict(zip(moved.actions, weighted_sum(moved), strict=True))
        assert values[swap.better] == pytest.approx(values[swap.worse])


def test_dominance_cannot_be_swapped():
    dominated = build_problem(
        [Criterion("x"), Criterion("y")], {"a": {"x": 2, "y": 3}, "b": {"x": 1, "y": 1}}
    )

    assert smallest_swaps(dominated)[0].criterion is None


def test_one_action_or_one_criterion_has_no_swap():
    alone = build_problem([Criterion("x")], {"a": {"x": 2}})
    single = build_problem([Criterion("x")], {"a": {"x": 2}, "b": {"x": 1}})

    assert smallest_swaps(alone) == []
    assert smallest_swaps(single)[0].criterion is None


def test_stakeholders_who_agree_have_full_concordance():
    result = compare(problem(), {"city": [3, 1], "citizens": [2, 1]})

    assert result.concordance == pytest.approx(1)
    assert [item.gap for item in result.disagreements] == [0, 0]


def test_stakeholders_who_oppose_have_none():
    result = compare(problem(), {"city": [3, 1], "citizens": [1, 3]})

    assert result.concordance == pytest.approx(0)
    assert {item.code: item.ranks for item in result.disagreements} == {
        "a": {"city": 1, "citizens": 2},
        "b": {"city": 2, "citizens": 1},
    }


def test_concordance_is_unknown_with_one_stakeholder_or_only_ties():
    tied = build_problem([Criterion("x")], {"a": {"x": 1}, "b": {"x": 1}})

    assert math.isnan(compare(problem(), {"city": [1, 1]}).concordance)
    assert math.isnan(compare(tied, {"city": [1], "scet": [2]}).concordance)


def test_widest_gap_comes_first():
    criteria = [Criterion("x"), Criterion("y")]
    scores = {"a": {"x": 9, "y": 0}, "b": {"x": 5, "y": 5}, "c": {"x": 0, "y": 9}}

    result = compare(build_problem(criteria, scores), {"one": [9, 1], "two": [1, 9]})

    assert [item.gap for item in result.disagreements] == [2, 2, 0]
    assert np.isfinite(result.concordance)


@pytest.mark.parametrize(
    ("weights", "code"),
    [({}, "no_stakeholder"), ({"a": [0, 0]}, "zero_weights"), ({"a": [1]}, "bad_weight")],
)
def test_bad_stakeholder_weights_are_refused(weights, code):
    with pytest.raises(RankingError) as caught:
        compare(problem(), weights)

    assert caught.value.code == code
