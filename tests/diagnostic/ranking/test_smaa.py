import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.ranking.problem import Criterion, RankingError, build_problem
from diagnostic.ranking.smaa import analyse
from diagnostic.ranking.weights import CentredWeights, OrderedWeights, UniformWeights, draw_weights


def cross(value: float):
    """Two actions on two criteria: `a` wins when the first weight passes 1 - value."""
    criteria = [Criterion("x", scale=(0, 1)), Criterion("y", scale=(0, 1))]
    return build_problem(criteria, {"a": {"x": value, "y": 0}, "b": {"x": 0, "y": 1 - value}})


@pytest.mark.parametrize("value", [0.2, 0.5, 0.7])
def test_two_criteria_agree_with_the_closed_form(value):
    # a beats b when w v > (1 - w)(1 - v), that is w > 1 - v: probability v, and the
    # weights of those draws average 1 - v/2.
    result = analyse(cross(value), draws=200_000, seed=1)

    assert result.acceptability[0, 0] == pytest.approx(value, abs=0.005)
    assert result.pairwise[0, 1] == pytest.approx(value, abs=0.005)
    assert result.central_weights[0].tolist() == pytest.approx(
        [1 - value / 2, value / 2], abs=0.005
    )
    assert result.mean_rank.tolist() == pytest.approx([2 - value, 1 + value], abs=0.005)


def test_interval_scores_agree_with_the_closed_form():
    # One criterion, a uniform in [0, 2], b = 1: each wins half of the draws.
    problem = build_problem([Criterion("x", scale=(0, 2))], {"a": {"x": [0, 2]}, "b": {"x": 1}})

    result = analyse(problem, draws=100_000, seed=3)

    assert result.pairwise[0, 1] == pytest.approx(0.5, abs=0.01)


def test_same_seed_same_numbers():
    first, second = analyse(cross(0.4), seed=7), analyse(cross(0.4), seed=7)

    assert np.array_equal(first.acceptability, second.acceptability)
    assert np.array_equal(first.central_weights, second.central_weights)


def test_equal_actions_share_every_draw():
    problem = build_problem([Criterion("x")], {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 0}})

    result = analyse(problem, draws=100)

    assert result.acceptability.tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert result.pairwise[0, 1] == result.pairwise[1, 0] == 0


def test_dominated_action_is_never_first_and_has_no_central_weight():
    problem = build_problem(
        [Criterion("x"), Criterion("y")], {"a": {"x": 2, "y": 2}, "b": {"x": 1, "y": 1}}
    )

    result = analyse(problem, draws=500)

    assert result.acceptability.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(result.central_weights[1]).all()
    assert result.share_within(2).tolist() == [1, 1]


def test_one_action():
    result = analyse(build_problem([Criterion("x")], {"a": {"x": 3}}), draws=10)

    assert result.acceptability.tolist() == [[1.0]]
    assert result.mean_rank.tolist() == [1.0]


@settings(max_examples=30, deadline=None)
@given(
    actions=st.integers(1, 9),
    criteria=st.integers(1, 5),
    seed=st.integers(0, 1000),
)
def test_shares_add_up(actions, criteria, seed):
    generator = np.random.default_rng(seed)
    low = generator.uniform(0, 3, (actions, criteria))
    high = low + generator.uniform(0, 1, (actions, criteria))
    problem = build_problem(
        [Criterion(f"c{j}") for j in range(criteria)],
        {
            f"a{i}": {f"c{j}": [float(low[i, j]), float(high[i, j])] for j in range(criteria)}
            for i in range(actions)
        },
    )

    result = analyse(problem, draws=300, seed=seed)

    assert np.allclose(result.acceptability.sum(axis=1), 1)
    assert np.all(result.pairwise + result.pairwise.T <= 1 + 1e-12)
    assert np.all(np.diag(result.pairwise) == 0)


def test_more_than_256_actions_use_wide_ranks():
    scores = {f"a{i}": {"x": i} for i in range(300)}

    result = analyse(build_problem([Criterion("x")], scores), draws=50)

    assert result.acceptability[299, 0] == 1
    assert result.pairwise[299, 0] == 1
    assert result.mean_rank[0] == 300


def test_no_draw_is_refused():
    with pytest.raises(RankingError, match="bad_draws"):
        analyse(cross(0.5), draws=0)


def test_uniform_weights_have_equal_means():
    drawn = draw_weights(UniformWeights(), 4, 50_000, np.random.default_rng(0))

    assert np.allclose(drawn.sum(axis=1), 1)
    assert drawn.mean(axis=0).tolist() == pytest.approx([0.25] * 4, abs=0.005)


def test_ordered_weights_have_the_means_of_order_statistics():
    # Means of sorted uniform spacings of three: (11, 5, 2) / 18.
    drawn = draw_weights(OrderedWeights([[2], [0], [1]]), 3, 100_000, np.random.default_rng(0))

    assert np.all(drawn[:, 2] >= drawn[:, 0])
    assert np.all(drawn[:, 0] >= drawn[:, 1])
    assert drawn.mean(axis=0).tolist() == pytest.approx([5 / 18, 2 / 18, 11 / 18], abs=0.005)


def test_groups_are_ordered_and_free_inside():
    drawn = draw_weights(OrderedWeights([[0, 1], [2, 3]]), 4, 20_000, np.random.default_rng(0))

    assert np.all(drawn[:, :2].min(axis=1) >= drawn[:, 2:].max(axis=1))
    assert (drawn[:, 0] > drawn[:, 1]).mean() == pytest.approx(0.5, abs=0.02)


def test_centred_weights_stay_about_their_centre_and_keep_zeros():
    model = CentredWeights([3, 1, 0], concentration=40)

    drawn = draw_weights(model, 3, 50_000, np.random.default_rng(0))

    assert drawn.mean(axis=0).tolist() == pytest.approx([0.75, 0.25, 0], abs=0.005)
    assert np.all(drawn[:, 2] == 0)


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (CentredWeights([0, 0]), "zero_weights"),
        (CentredWeights([1, 2, 3]), "bad_weight"),
        (CentredWeights([1, 1], concentration=0), "bad_concentration"),
        (OrderedWeights([[0], [0]]), "bad_order"),
        (OrderedWeights([[5]]), "bad_order"),
    ],
)
def test_bad_weight_models_are_refused(model, code):
    with pytest.raises(RankingError) as caught:
        draw_weights(model, 2, 10, np.random.default_rng(0))

    assert caught.value.code == code
