from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.budget.election import BudgetError, VoteType
from consultation.budget.pabulib import read_election, write_election
from tests.consultation.budget.oracle import votes

FILE = """META
key;value
description;Budget; du quartier
budget;1000,50
vote_type;cumulative
num_votes;2
incompatible_projects;a,b
min_project_score_threshold;2
PROJECTS
project_id;cost;votes;score;name;district;selected
a;400;2;5;"Un ""grand"" projet ; vert";Nord;1
b;600.5;1;3;Bancs
VOTES
voter_id;vote;points;age
1;a,b;2,3;31
2;a;3;
"""


def refusal(text):
    with pytest.raises(BudgetError) as error:
        read_election(text if isinstance(text, bytes) else text.encode())
    return error.value.code, error.value.values


def test_a_file_is_read():
    election = read_election(FILE.encode())

    assert (election.budget, election.vote_type) == (Fraction("1000.5"), VoteType.CUMULATIVE)
    assert [project.code for project in election.projects] == ["a", "b"]
    assert [project.cost for project in election.projects] == [400, Fraction("600.5")]
    assert election.projects[0].name == 'Un "grand" projet ; vert'
    assert [project.district for project in election.projects] == ["Nord", ""]
    assert (election.votes, election.scores) == ((2, 1), (5, 3))
    assert election.conflicts == (frozenset({0, 1}),)
    assert election.least == 2
    assert election.meta["description"] == "Budget; du quartier"
    assert election.notices == ()


@pytest.mark.parametrize(
    "data",
    [
        FILE.encode("utf-8-sig"),
        FILE.replace("\n", "\r\n").encode(),
        FILE.replace("\n", "\n\n").encode(),
    ],
    ids=["bom", "crlf", "blank lines"],
)
def test_forms_of_the_same_file_are_the_same_vote(data):
    assert read_election(data).ballots == read_election(FILE.encode()).ballots


def test_what_was_written_is_read_the_same():
    election = read_election(FILE.encode())

    again = read_election(write_election(election).encode())

    assert (again.projects, again.ballots, again.budget, again.conflicts, again.least) == (
        election.projects,
        election.ballots,
        election.budget,
        election.conflicts,
        election.least,
    )


@settings(max_examples=30, deadline=None)
@given(votes(costs=st.decimals(0, 1_000_000, places=2)))
def test_any_vote_survives_its_file(election):
    again = read_election(write_election(election).encode())

    assert [p.cost for p in again.projects] == [p.cost for p in election.projects]
    assert [b.projects for b in again.ballots] == [b.projects for b in election.ballots]
    assert (again.votes, again.conflicts) == (election.votes, election.conflicts)


@pytest.mark.parametrize(
    ("before", "after", "code", "values"),
    [
        ("400;2", "Infinity;2", "bad_number", {"text": "Infinity", "line": 11}),
        ("400;2", "1e9;2", "bad_number", {"text": "1e9"}),
        ("400;2", "nan;2", "bad_number", {"text": "nan"}),
        ("400;2", "-400;2", "negative", {"text": "-400"}),
        ("1000,50", "", "no_key", {"key": "budget"}),
        ("1000,50", "-1", "negative", {"column": "budget"}),
        ("cumulative", "veto", "bad_vote_type", {"found": "veto"}),
        ("2;a;3;", "2;z;3;", "unknown_project", {"project": "z", "line": 16}),
        ("2;a;3;", "2;a;3,4;", "bad_points", {"found": 2, "wanted": 1, "line": 16}),
        ("2;a;3;", "2;a;x;", "bad_number", {"column": "points", "line": 16}),
        ("2;a;3;", "2;a;3;;;", "bad_line", {"found": 6, "wanted": 4}),
        ("b;600.5", "a;600.5", "duplicate_project", {"project": "a", "line": 12}),
        ("b;600.5", ";600.5", "no_code", {"line": 12}),
        ("project_id;cost", "project_id;prix", "no_column", {"columns": "cost"}),
        ("voter_id;vote", "voter_id;choix", "no_column", {"section": "VOTES"}),
        ("VOTES\n", "", "no_section", {"section": "VOTES"}),
        ("PROJECTS\n", "", "no_section", {"section": "PROJECTS"}),
        ("META\n", "", "no_section", {"section": "META"}),
        ("a,b\nmin", "a,z\nmin", "unknown_project", {"project": "z"}),
        ("a;400", "a" * 1_000_000 + ";400", "long_code", {"line": 11}),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(before, after, code, values):
    found, told = refusal(FILE.replace(before, after))

    assert found == code
    assert told.items() >= values.items()


def test_other_encodings_are_refused():
    assert refusal(FILE.replace("grand", "privé").encode("latin-1"))[0] == "bad_encoding"
    assert refusal(b"")[0] == "no_section"


@pytest.mark.parametrize("told", ["2²", "٣", "9" * 5_000, "-1", ""])
def test_announced_numbers_that_are_none_are_passed_over(told):
    text = FILE.replace("num_votes;2", f"num_votes;{told}\nmax_length;{told}")
    ordinal = text.replace("cumulative", "ordinal")

    assert read_election(text.encode()).notices == ()
    assert read_election(ordinal.encode()).scores == (4, 1)


def test_what_the_file_announces_wrongly_is_told():
    wrong = FILE.replace("num_votes;2", "num_votes;3").replace("a;400;2;5", "a;400;7;5")
    doubled = wrong.replace("2;a;3;", "1;a,a;3,1;")

    codes = [notice.code for notice in read_election(doubled.encode()).notices]

    assert codes == ["repeated_projects", "repeated_voters", "num_votes", "recount"]
