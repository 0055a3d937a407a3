import numpy as np
import pytest

from diagnostic.ranking.methods import (
    METHODS,
    promethee_flows,
    rank,
    rank_reversals,
    ranks_of,
    topsis,
    weighted_sum,
)
from diagnostic.ranking.problem import Criterion, Direction, Problem, RankingError, build_problem

ORACLE_PROBLEMS = 200


def random_problem(seed: int) -> tuple[Problem, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    actions, criteria = int(generator.integers(2, 30)), int(generator.integers(1, 8))
    scores = generator.uniform(0.1, 10, (actions, criteria))
    types = generator.choice([-1, 1], criteria)
    rows = [
        Criterion(
            f"c{column}",
            Direction.MAX if types[column] > 0 else Direction.MIN,
            float(generator.uniform(0.1, 5)),
            indifference=0.5,
            preference=3.0,
        )
        for column in range(criteria)
    ]
    named = {
        f"a{row}": {f"c{column}": float(scores[row, column]) for column in range(criteria)}
        for row in range(actions)
    }
    return build_problem(rows, named), scores, types


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the oracle warns of its own doings
def test_methods_equal_pymcdm_on_random_problems():
    # It warns as it is imported too: only here are warnings let pass.
    from pymcdm import methods, normalizations

    for seed in range(ORACLE_PROBLEMS):
        problem, scores, types = random_problem(seed)
        weights, count = problem.weights, len(problem.criteria)

        wsm = methods.WSM(normalizations.minmax_normalization)(scores, weights, types)
        ideal = methods.TOPSIS(normalizations.vector_normalization)(scores, weights, types)
        flows = methods.PROMETHEE_II("vshape_2", p=[3.0] * count, q=[0.5] * count)(
            scores, weights, types
        )

        assert np.abs(weighted_sum(problem) - wsm).max() < 1e-9
        assert np.abs(topsis(problem) - ideal).max() < 1e-9
        assert np.abs(promethee_flows(problem) - flows).max() < 1e-9


def two_criteria(scores: dict, **kwargs) -> Problem:
    return build_problem([Criterion("gain", **kwargs), Criterion("cost", Direction.MIN)], scores)


def test_weighted_sum_by_hand():
    problem = two_criteria(
        {"a": {"gain": 4, "cost": 30}, "b": {"gain": 0, "cost": 10}, "c": {"gain": 2, "cost": 20}},
        weight=3,
    )

    assert weighted_sum(problem).tolist() == pytest.approx([0.75, 0.25, 0.5])
    assert [(row.code, row.rank) for row in rank(problem)] == [("a", 1), ("c", 2), ("b", 3)]


def test_scale_replaces_the_scores_seen():
    problem = build_problem([Criterion("gain", scale=(0, 4))], {"a": {"gain": 2}, "b": {"gain": 3}})

    assert weighted_sum(problem).tolist() == pytest.approx([0.5, 0.75])


@pytest.mark.parametrize("method", METHODS)
def test_one_action_is_first(method):
    problem = two_criteria({"only": {"gain": 1, "cost": 1}})

    assert [(row.code, row.rank) for row in rank(problem, method)] == [("only", 1)]


@pytest.mark.parametrize("method", METHODS)
def test_equal_actions_share_a_rank(method):
    same = {"gain": 1, "cost": 5}
    problem = two_criteria({"a": same, "b": same, "c": {"gain": 0, "cost": 9}})

    assert [(row.code, row.rank) for row in rank(problem, method)] == [
        ("a", 1),
        ("b", 1),
        ("c", 3),
    ]


@pytest.mark.parametrize("method", METHODS)
def test_a_dominating_action_is_first(method):
    problem = two_criteria(
        {
            "low": {"gain": 1, "cost": 9},
            "best": {"gain": 3, "cost": 1},
            "mid": {"gain": 2, "cost": 4},
        }
    )

    assert [row.code for row in rank(problem, method)] == ["best", "mid", "low"]


def test_thousand_actions_are_ranked():
    scores = {f"a{i:04d}": {"gain": i % 97, "cost": i % 31} for i in range(1000)}

    rows = rank(two_criteria(scores), "promethee2")

    assert len(rows) == 1000
    assert rows[0].rank == 1


def test_zero_columns_do_not_divide_by_zero():
    problem = two_criteria({"a": {"gain": 0, "cost": 0}, "b": {"gain": 0, "cost": 0}})

    assert topsis(problem).tolist() == [0.5, 0.5]
    assert promethee_flows(problem).tolist() == [0.0, 0.0]


def test_huge_scores_do_not_overflow():
    problem = two_criteria({"a": {"gain": 1e100, "cost": 1}, "b": {"gain": -1e100, "cost": 2}})

    assert all(np.isfinite(METHODS[method](problem)).all() for method in METHODS)


def test_veto_sets_an_action_last_only_when_all_of_its_interval_is_beyond():
    criteria = [Criterion("gain"), Criterion("inclusion", veto=1)]
    problem = build_problem(
        criteria,
        {
            "strong": {"gain": 9, "inclusion": 0},
            "unsure": {"gain": 5, "inclusion": [0, 3]},
            "weak": {"gain": 1, "inclusion": 2},
        },
    )

    assert problem.vetoed() == {"strong": ["inclusion"]}
    assert [row.code for row in rank(problem)][-1] == "strong"


def test_unknown_method_is_refused():
    with pytest.raises(RankingError, match="unknown_method"):
        rank(two_criteria({"a": {}, "b": {"gain": 1, "cost": 1}}), "magic")


def test_ranks_of_ties_and_order():
    assert ranks_of(np.array([0.2, 0.9, 0.9, 0.1])).tolist() == [3, 1, 1, 4]


def test_rank_reversals_name_the_actions_that_methods_place_apart():
    problem, _scores, _types = random_problem(0)

    reversals = rank_reversals(problem)

    places = {method: {r.code: r.rank for r in rank(problem, method)} for method in METHODS}
    expected = {
        code for code in problem.actions if len({places[method][code] for method in METHODS}) > 1
    }
    assert expected
    assert set(reversals) == expected


def test_no_reversal_where_one_action_dominates():
    problem = two_criteria({"a": {"gain": 3, "cost": 1}, "b": {"gain": 1, "cost": 3}})

    assert rank_reversals(problem) == {}


@pytest.mark.parametrize(
    ("criteria", "scores", "code"),
    [
        ([], {"a": {}}, "no_criterion"),
        ([Criterion("x")], {}, "no_action"),
        ([Criterion("x"), Criterion("x")], {"a": {"x": 1}}, "duplicate_criterion"),
        ([Criterion("x")], {"a": {"y": 1}}, "unknown_criterion"),
        ([Criterion("x")], {"a": {"x": "3"}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": True}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": float("inf")}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": float("nan")}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": 10**400}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": [3, 1]}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": [1, 2, 3]}}, "bad_score"),
        ([Criterion("x")], {"a": {"x": None}}, "all_missing"),
        ([Criterion("x", scale=(0, 4))], {"a": {"x": 5}}, "out_of_scale"),
        ([Criterion("x", scale=(4, 0))], {"a": {"x": 1}}, "bad_scale"),
        ([Criterion("x", weight=0)], {"a": {"x": 1}}, "zero_weights"),
        ([Criterion("x", weight=-1)], {"a": {"x": 1}}, "bad_weight"),
        ([Criterion("x", weight=float("nan"))], {"a": {"x": 1}}, "bad_weight"),
        ([Criterion("x", indifference=2, preference=1)], {"a": {"x": 1}}, "bad_threshold"),
    ],
)
def test_what_cannot_be_ranked_is_named(criteria, scores, code):
    with pytest.raises(RankingError) as caught:
        build_problem(criteria, scores)

    assert caught.value.code == code


def test_missing_scores_span_the_scale():
    problem = build_problem(
        [Criterion("x", scale=(0, 4)), Criterion("y")],
        {"a": {"x": None, "y": 1}, "b": {"x": 3, "y": 5}, "c": {"x": 1}},
    )

    assert (problem.low[0, 0], problem.high[0, 0]) == (0, 4)
    assert (problem.low[2, 1], problem.high[2, 1]) == (1, 5)
    assert problem.missing.tolist() == [[True, False], [False, False], [False, True]]
