import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.weighting.raking import (
    Margin,
    WeightingError,
    interval,
    margin,
    rake,
    weighted_share,
)


def random_margins(people, sizes, seed):
    generator = np.random.default_rng(seed)
    return [
        Margin(
            f"m{number}",
            tuple(map(str, range(size))),
            generator.uniform(1, 3, size),
            generator.integers(0, size, people),
        )
        for number, size in enumerate(sizes)
    ]


def slow_rake(margins, rounds=3_000):
    """Fit person by person, category by category."""
    weights = np.ones(len(margins[0].codes))
    for _round in range(rounds):
        for each in margins:
            for place, share in enumerate(each.shares / each.shares.sum()):
                rows = each.codes == place
                weights[rows] *= share * len(weights) / weights[rows].sum()
    return weights


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(2, 4), min_size=1, max_size=3))
def test_every_margin_is_reached(seed, sizes):
    margins = random_margins(400, sizes, seed)

    weights = rake(margins)

    assert weights.values.mean() == pytest.approx(1, abs=1e-9)
    assert weights.deviation < 1e-9
    for each in margins:
        for place, share in enumerate(each.shares / each.shares.sum()):
            assert weighted_share(each.codes == place, weights) == pytest.approx(share, abs=1e-9)
    assert weights.design_effect >= 1
    assert weights.effective == pytest.approx(400 / weights.design_effect)


def test_weights_are_those_of_the_definition():
    margins = random_margins(300, [3, 2, 4], 1)

    assert rake(margins).values == pytest.approx(slow_rake(margins, 60), abs=1e-9)


def test_one_margin_is_population_over_sample():
    answers = ["jeune"] * 20 + ["vieux"] * 60
    weights = rake([margin("âge", {"jeune": 1_000, "vieux": 1_000}, answers)])

    assert weights.values.tolist() == pytest.approx([2.0] * 20 + [2 / 3] * 60)
    assert weights.effective == pytest.approx(80**2 / (20 * 4 + 60 * 4 / 9))


def test_bounds_hold_and_what_is_left_is_told():
    answers = ["rare"] * 10 + ["courant"] * 190
    population = {"rare": 50, "courant": 50}

    weights = rake([margin("m", population, answers)], bounds=(0.3, 4.0))

    assert weights.values.max() == pytest.approx(4.0)
    assert weights.trimmed == 10
    assert weights.deviation == pytest.approx(0.5 - 10 * 4 / 200, abs=1e-6)
    assert weights.design_effect < rake([margin("m", population, answers)]).design_effect


@pytest.mark.parametrize(
    ("margins", "code"),
    [
        ([], "no_margin"),
        ([margin("m", {"a": 1}, [])], "no_respondent"),
        ([margin("m", {"a": 1, "b": 1}, ["a"] * 20)], "empty_cell"),
        ([margin("m", {"a": 1, "b": 0}, ["a"] * 20 + ["b"] * 20)], "unknown_population"),
        ([margin("m", {"a": 1, "b": 1}, ["a"] * 20 + ["b"] * 9)], "small_cell"),
        ([margin("m", {"a": 0}, ["a"] * 20)], "bad_share"),
        ([margin("m", {"a": float("inf")}, ["a"] * 20)], "bad_share"),
        ([margin("m", {"a": 2, "b": -1}, ["a", "b"] * 20)], "bad_share"),
        ([margin("m", {"a": 1}, ["a"] * 20), margin("n", {"a": 1}, ["a"] * 9)], "no_respondent"),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_the_reason(margins, code):
    with pytest.raises(WeightingError) as error:
        rake(margins)

    assert error.value.code == code


def test_margins_that_contradict_each_other_are_refused():
    first = margin("m", {"a": 1, "b": 3}, ["a"] * 20 + ["b"] * 20)
    second = margin("n", {"a": 3, "b": 1}, ["a"] * 20 + ["b"] * 20)

    with pytest.raises(WeightingError, match="no_convergence"):
        rake([first, second])


@pytest.mark.parametrize("bounds", [(1.0, 2.0), (-1.0, 2.0), (0.5, 1.0), (float("nan"), 2.0)])
def test_senseless_bounds_are_refused(bounds):
    with pytest.raises(WeightingError, match="bad_bounds"):
        rake([margin("m", {"a": 1}, ["a"] * 20)], bounds=bounds)


@pytest.mark.parametrize(
    ("population", "answers"), [({}, []), ({"a": 1}, ["z"]), ({"a": 1}, [None])]
)
def test_categories_are_checked(population, answers):
    with pytest.raises(WeightingError, match="category"):
        margin("m", population, answers)


def test_an_interval_holds_the_share_and_narrows_with_numbers():
    low, high = interval(0.3, 100)
    narrow = interval(0.3, 10_000)

    assert low < narrow[0] < 0.3 < narrow[1] < high
    assert interval(0.0, 10)[0] == 0.0
    assert (low, high) == (pytest.approx(0.2189, abs=1e-3), pytest.approx(0.3958, abs=1e-3))
    with pytest.raises(WeightingError):
        interval(0.5, 0)
