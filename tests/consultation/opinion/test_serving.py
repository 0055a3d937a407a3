"""Statements are served so that votes even out, in an order that a reload does not change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.opinion.serving import serving_order


@settings(max_examples=25, deadline=None)
@given(
    statements=st.integers(2, 30),
    stays=st.lists(st.integers(1, 6), min_size=5, max_size=60),
)
def test_spread_of_vote_counts_stays_small(statements, stays):
    counts = dict.fromkeys(range(statements), 0)

    for number, stay in enumerate(stays):
        given_to: set[int] = set()
        for _vote in range(min(stay, statements)):
            chosen = serving_order(counts, f"p{number}", given_to)[0]
            given_to.add(chosen)
            counts[chosen] += 1

    assert max(counts.values()) - min(counts.values()) <= 1


@settings(max_examples=25, deadline=None)
@given(
    counts=st.dictionaries(st.integers(1, 99), st.integers(0, 5), max_size=20),
    voter=st.text(max_size=10),
    done=st.sets(st.integers(1, 99), max_size=10),
)
def test_order_is_the_same_at_each_reload_and_holds_what_is_left_once(counts, voter, done):
    order = serving_order(counts, voter, done)

    assert order == serving_order(dict(reversed(counts.items())), voter, list(done))
    assert sorted(order) == sorted(set(counts) - done)


def test_people_meet_statements_of_equal_counts_in_different_orders():
    counts = dict.fromkeys(range(8), 0)

    firsts = {serving_order(counts, f"p{number}")[0] for number in range(60)}

    assert len(firsts) == 8
