import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_score

from consultation.opinion.clusters import group, least_size, silhouette
from consultation.opinion.groups import analyse
from consultation.opinion.projection import project
from consultation.opinion.report import as_json
from consultation.opinion.stability import adjusted_rand
from consultation.opinion.votes import OpinionError, last_votes
from tests.consultation.opinion.camps import camps


def build(rows, statements):
    """Make votes from `{person: {statement: vote}}`."""
    events = [(p, s, v) for p, by in enumerate(rows) for s, v in by.items()]
    person, statement, value = np.array(events, dtype=np.int64).reshape(-1, 3).T
    return last_votes(
        [f"p{number}" for number in range(len(rows))],
        [f"s{number}" for number in range(statements)],
        person=person,
        statement=statement,
        value=value,
    )


def test_two_camps_are_found_and_each_is_represented_by_what_it_alone_says():
    votes, camp = camps([60, 40], missing=0.0)

    groups = analyse(votes)

    assert groups.sizes == (60, 40)
    assert adjusted_rand_score(camp, groups.labels) == 1
    assert groups.stability > 0.95
    first, second = groups.representative
    assert all((found.side == "agree") == (found.statement < 6) for found in first)
    assert all((found.side == "agree") == (found.statement >= 6) for found in second)
    assert len(first) == len(second) == 5


def test_the_same_seed_gives_the_same_json():
    votes, _camp = camps([30, 30, 20], seed=3)

    assert as_json(analyse(votes, seed=5)) == as_json(analyse(votes, seed=5))


def test_the_order_of_people_does_not_change_the_groups():
    votes, _camp = camps([50, 30], seed=1)
    back = np.arange(len(votes.people))[::-1].copy()

    straight, turned = analyse(votes, replicates=0), analyse(votes.drawn(back), replicates=0)

    assert adjusted_rand(straight.labels, turned.labels[back]) == 1


def test_a_refused_statement_counts_for_nothing():
    votes, _camp = camps([30, 30])
    clean, _camp = camps([30, 30], refused=["s0", "s1"])

    result = as_json(analyse(clean))

    assert result["statements"] == 10
    assert result["votes"] == int(np.count_nonzero(votes.statement > 1))
    told = [*result["consensus"], *result["divisive"]]
    told += [found for one in result["groups"] for found in one["representative"]]
    assert {found["statement"] for found in told} & {"s0", "s1"} == set()


def test_people_with_few_votes_are_left_out_and_their_votes_still_count():
    votes, _camp = camps([40, 40], missing=0.0)
    few = build([dict.fromkeys(range(6), 1)], 12)
    both = last_votes(
        [*votes.people, "rare"],
        votes.statements,
        person=np.concatenate([votes.person, few.person + 80]),
        statement=np.concatenate([votes.statement, few.statement]),
        value=np.concatenate([votes.value, few.value]).astype(np.int64),
    )

    result = as_json(analyse(both))

    assert result["assignments"]["rare"] is None
    assert result["grouped"] == 80
    assert result["participants"] == 81
    assert result["votes"] == 12 * 80 + 6


def test_no_group_is_smaller_than_the_minimum():
    votes, _camp = camps([60, 40, 3], statements=20, seed=2)

    groups = analyse(votes, least_people=10)

    assert min(groups.sizes) >= 10
    assert sum(groups.sizes) == 103


def test_the_minimum_is_lower_where_few_people_are_grouped():
    assert [least_size(n) for n in (0, 1, 8, 40, 4_000)] == [1, 1, 2, 10, 10]


def test_the_last_vote_counts_by_time_then_by_order():
    votes = last_votes(
        ["a"],
        ["s", "t"],
        person=np.array([0, 0, 0, 0]),
        statement=np.array([0, 0, 1, 1]),
        value=np.array([1, -1, 1, -1]),
        time=np.array([5, 2, 7, 7]),
    )

    assert votes.value.tolist() == [1, -1]


@pytest.mark.parametrize(
    ("rows", "statements"),
    [
        ([], 0),
        ([{}], 3),
        ([{0: 1}], 1),
        ([{0: 1, 1: -1, 2: 0}], 3),
        ([{0: vote} for vote in (1, -1, 0) * 7], 1),
        ([dict.fromkeys(range(8), 0)] * 30, 8),
        ([dict.fromkeys(range(8), 1)] * 30, 8),
    ],
    ids=["empty", "silent", "one vote", "one person", "one statement", "all pass", "constant"],
)
def test_degenerate_votes_give_a_result(rows, statements):
    result = as_json(analyse(build(rows, statements)))

    assert result["participants"] == len(rows)
    assert result["votes"] == sum(map(len, rows))
    assert sum(group["size"] for group in result["groups"]) == result["grouped"]
    assert result["k"] == len(result["groups"])
    assert set(result["assignments"].values()) - {None} == set(range(result["k"]))


def test_a_vote_that_is_none_is_refused():
    with pytest.raises(OpinionError) as error:
        build([{0: 2}], 1)

    assert (error.value.code, error.value.values) == ("bad_vote", {"vote": 2})


@pytest.mark.parametrize("limits", [{"least_votes": 0}, {"least_people": 0}, {"most_groups": 0}])
def test_senseless_limits_are_refused(limits):
    votes, _camp = camps([5])

    with pytest.raises(OpinionError):
        analyse(votes, **limits)


@pytest.mark.parametrize(("people", "statements"), [(30, 8), (200, 90)])
def test_places_are_those_of_a_full_decomposition(people, statements):
    votes, _camp = camps([people, people // 2], statements, seed=4, missing=0.4)
    filled = np.full((len(votes.people), statements), np.nan)
    filled[votes.person, votes.statement] = votes.value
    seen = ~np.isnan(filled)
    centred = np.where(seen, filled - np.nanmean(filled, axis=0), 0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2]

    found = project(votes)

    expected = centred @ axes.T * np.sqrt(statements / seen.sum(axis=1))[:, None]
    assert np.allclose(np.abs(found.places), np.abs(expected), atol=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.integers(0, 9), st.sampled_from([-1, 0, 1]), max_size=10), max_size=40
    )
)
def test_whatever_the_votes_the_counts_add_up(rows):
    groups = analyse(build(rows, 10), least_votes=3, replicates=2)

    assert groups.overall.seen.sum() == sum(map(len, rows))
    assert np.all(groups.by_group.agree + groups.by_group.disagree <= groups.by_group.seen)
    assert sum(groups.sizes) == sum(len(by) >= 3 for by in rows)
    assert all(size >= groups.least for size in groups.sizes) or groups.k == 1
    assert np.isfinite(groups.projection.places).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=2, max_size=30))
def test_the_rand_index_is_scikit_learns(pairs):
    first, second = np.array(pairs).T

    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))


def test_the_silhouette_is_scikit_learns():
    generator = np.random.default_rng(0)
    points, labels = generator.normal(size=(60, 2)), generator.integers(0, 4, 60)

    assert silhouette(points, labels) == pytest.approx(silhouette_score(points, labels))


def test_people_at_the_same_place_are_in_the_same_group():
    places = np.repeat(np.array([[0.0, 0.0], [5.0, 5.0], [5.1, 5.0]]), [300, 20, 20], axis=0)

    labels = group(places).labels

    assert len({tuple(place) for place in places}) == 3
    assert [len(set(labels[places[:, 0] == x])) for x in (0.0, 5.0, 5.1)] == [1, 1, 1]
