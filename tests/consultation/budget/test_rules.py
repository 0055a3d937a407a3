from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.budget.counting import Rule, as_json, by_district, compare, count
from consultation.budget.election import Ballot, BudgetError, Election, Project, VoteType
from consultation.budget.greedy import greedy
from consultation.budget.phragmen import phragmen
from consultation.budget.shares import Completion, equal_shares
from consultation.budget.shares_exact import run_exactly
from consultation.budget.shares_fast import Doubtful, run_fast
from consultation.budget.shares_guide import Guide
from tests.consultation.budget import oracle
from tests.consultation.budget.oracle import vote, votes

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(votes())
def test_equal_shares_are_those_of_the_definition(election):
    each = election.budget / len(election.ballots)

    outcome = equal_shares(election, completion=Completion.NONE)

    assert list(outcome.winners) == oracle.shares_once(election, each)
    assert list(run_exactly(election, each).winners) == list(outcome.winners)


@FEW
@given(votes(costs=st.integers(0, 60)))
def test_completion_by_one_is_that_of_the_definition(election):
    assert list(equal_shares(election).winners) == oracle.shares_add_one(election)


@settings(max_examples=15, deadline=None)
@given(votes(projects=8, voters=60, costs=st.integers(10, 900)), st.integers(500, 3_000))
def test_leaps_over_budgets_pass_over_nothing(election, budget):
    election = election.with_options(budget=Fraction(budget))

    assert equal_shares(election) == equal_shares(election, proved=False)


@FEW
@given(votes(projects=6, voters=12), st.integers(0, 20), st.integers(1, 6))
def test_a_sure_guide_gives_the_run_of_every_budget_between(election, raises, more):
    try:
        run = run_fast(election, raises)
    except Doubtful:
        return
    guide = Guide(election, raises + more)
    guide.follow(run)
    followed = run
    each = election.budget / len(election.ballots)
    for between in range(raises, raises + more + 1):
        expected = oracle.shares_once(election, each + between)
        if guide.is_sure:
            assert followed.winners == expected
        try:
            guided = run_fast(election, between, guide)
        except Doubtful:
            continue
        assert guided.winners == expected
        assert guided.equals == run_fast(election, between).equals
        guide.follow(guided)
        followed = guided


@FEW
@given(votes())
def test_phragmen_is_that_of_the_definition(election):
    assert list(phragmen(election).winners) == oracle.phragmen(election)


@FEW
@given(votes(), st.sampled_from([str(rule) for rule in Rule]))
def test_no_rule_spends_too_much_or_takes_what_is_incompatible(election, rule):
    winners = count(election, rule).winners

    assert len(set(winners)) == len(winners)
    assert election.cost_of(winners) <= election.budget
    assert all(election.votes[place] > 0 for place in winners)
    assert all(len(set(winners) & group) <= 1 for group in election.conflicts)


@FEW
@given(votes())
def test_greedy_with_skip_leaves_nothing_that_fits(election):
    winners = list(greedy(election).winners)
    left = election.budget - election.cost_of(winners)

    assert all(election.projects[p].cost > left for p in oracle.open_to(election, winners))


def test_greedy_skips_what_does_not_fit_or_stops_there():
    election = vote([60, 60, 30], [{0}, {0}, {0}, {1}, {1}, {2}], 100)

    assert greedy(election).winners == (0, 2)
    assert greedy(election, skip=False).winners == (0,)


def test_greedy_follows_votes_and_not_votes_by_euro():
    election = vote([100, 1], [{0}, {0}, {1}], 100)

    assert greedy(election).winners == (0,)


def test_equal_shares_serves_a_minority_that_greedy_forgets():
    election = vote([40, 60, 40], [{0, 1}] * 6 + [{2}] * 4, 100)

    assert greedy(election).winners == (0, 1)
    assert equal_shares(election, completion=Completion.NONE).winners == (0, 2)


def test_completion_by_greedy_takes_what_no_supporter_could_pay():
    election = vote([90, 10], [{0}, {1}], 100)

    shares = equal_shares(election, completion=Completion.NONE)
    filled = equal_shares(election, completion=Completion.GREEDY)

    assert (shares.winners, filled.winners) == ((1,), (1, 0))


def test_a_tie_goes_to_the_cheaper_then_to_the_first_and_is_told():
    election = vote([50, 40, 40], [{0, 1, 2}] * 2, 80)

    outcome = greedy(election)

    assert outcome.winners == (1, 2)
    assert [(tie.projects, tie.first, tie.decisive) for tie in outcome.ties] == [
        ((1, 2, 0), 1, True)
    ]


def test_a_tie_that_changes_nothing_says_so():
    outcome = count(vote([10, 10], [{0, 1}], 20), "greedy")

    assert [tie.decisive for tie in outcome.ties] == [False]


@pytest.mark.parametrize("rule", [str(rule) for rule in Rule])
@pytest.mark.parametrize(
    ("election", "winners"),
    [
        (vote([], [], 10), ()),
        (vote([5], [], 10), ()),
        (vote([5], [set(), set()], 10), ()),
        (vote([5], [{0}], 0), ()),
        (vote([11], [{0}], 10), ()),
        (vote([10], [{0}], 10), (0,)),
        (vote([0], [{0}], 0), (0,)),
        (vote(["0.1", "0.2"], [{0, 1}], "0.3"), (0, 1)),
        (vote([5, 5], [{0}, {1}], 10, least=Fraction(2)), ()),
        (vote([5, 5], [{0, 1}], 10, conflicts=(frozenset({0, 1}),)), (0,)),
    ],
    ids=[
        *("nothing", "no ballot", "blank", "budget 0", "dear"),
        *("exact", "free", "cents", "votes", "incompatible"),
    ],
)
def test_limits_of_every_rule(rule, election, winners):
    assert count(election, rule).winners == winners


def test_points_rank_projects_where_ballots_give_some():
    projects = tuple(Project(code, Fraction(10)) for code in "ab")
    points = [(Fraction(1), Fraction(9)), (Fraction(1), Fraction(0))]
    ballots = tuple(Ballot(str(n), (0, 1), given) for n, given in enumerate(points))
    election = Election(Fraction(10), projects, ballots, VoteType.CUMULATIVE)

    assert (election.votes, election.scores) == ((2, 1), (2, 9))
    assert greedy(election).winners == (1,)


def test_a_ranking_gives_its_first_project_the_most_points():
    projects = tuple(Project(code, Fraction(10)) for code in "abc")
    ballots = (Ballot("1", (2, 0)), Ballot("2", (2, 1, 0)))
    election = Election(Fraction(10), projects, ballots, VoteType.ORDINAL)

    assert election.scores == (2 + 1, 2, 3 + 3)


def test_outcomes_are_compared_with_the_first():
    election = vote([40, 60, 40], [{0, 1}] * 6 + [{2}] * 4, 100)
    outcomes = [count(election, "greedy"), count(election, "equal_shares")]

    first, second = compare(election, outcomes)

    assert (first.added, first.removed, first.served) == ((), (), Fraction(3, 5))
    assert (second.added, second.removed, second.served) == ((2,), (1,), Fraction(1))


def test_each_district_has_its_budget():
    projects = (Project("a", Fraction(5), district="Nord"), Project("b", Fraction(5), "", "Sud"))
    election = Election(Fraction(10), projects, (Ballot("1", (0, 1)), Ballot("2", (1,))))

    parts = by_district(election, {"Nord": Fraction(4), "Sud": Fraction(6)})

    assert [len(parts[name].ballots) for name in ("Nord", "Sud")] == [1, 2]
    assert [greedy(parts[name]).winners for name in ("Nord", "Sud")] == [(), (0,)]
    with pytest.raises(BudgetError, match="unknown_district"):
        by_district(election, {"Nord": Fraction(4)})


def test_an_unknown_rule_is_refused():
    with pytest.raises(BudgetError, match="unknown_rule"):
        count(vote([], [], 0), "dictator")


def test_amounts_are_written_whole_where_they_are():
    told = as_json(election := vote(["0.5", 2], [{0, 1}], "4.5"), count(election, "greedy"))

    assert (told["spent"], told["left"], told["winners"]) == (2.5, 2, ["p0", "p1"])
    assert type(told["left"]) is int
