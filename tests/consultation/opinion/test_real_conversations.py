"""Against real conversations and what the Polis server answered for them."""

import csv
import gzip
import json

import numpy as np
import pytest

from consultation.opinion.groups import analyse
from consultation.opinion.reading import read_votes
from consultation.opinion.stability import adjusted_rand
from consultation.opinion.statements import consensus, representative, tally
from consultation.opinion.votes import last_votes
from tests.shared_data import shared_file

pytestmark = pytest.mark.data

#: Agreement of red-dwarf 0.4.0 with Polis, mean of these conversations.
RED_DWARF = 0.57
CONVERSATIONS = [
    "15-per-hour-seattle",
    "austria-climate.5twd2jsnkf.2022-08-08",
    "brexit-consensus",
    "canadian-electoral-reform",
    "football-concussions",
    "scoop-hivemind.affordable-housing",
    "scoop-hivemind.taxes",
    "vtaiwan.uberx",
]
SERVER = ["150ptpt-3gp-no-strict-no-meta", "25ptpt-3gp-no-strict-with-meta", "below-100-ptpts"]


def polis_groups(folder):
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as stream:
        return {row["participant"]: row["group-id"] for row in csv.DictReader(stream)}


@pytest.mark.slow
def test_groups_agree_with_those_of_polis_better_than_red_dwarf():
    scores = []
    for name in CONVERSATIONS:
        folder = shared_file(f"polis/{name}")
        groups = analyse(read_votes(folder), replicates=0)
        theirs = polis_groups(folder)
        pairs = [
            (int(theirs[person]), label)
            for person, label in zip(groups.votes.people, groups.labels, strict=True)
            if label >= 0 and theirs.get(person)
        ]
        scores.append(adjusted_rand(*np.array(pairs).T))

        assert min(groups.sizes) >= groups.least == 10

    assert np.mean(scores) > RED_DWARF + 0.05


def test_last_votes_are_those_of_polis():
    folder = shared_file("polis/15-per-hour-seattle")

    votes = read_votes(folder)

    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as stream:
        table = {
            (row["participant"], code): int(row[code])
            for row in csv.DictReader(stream)
            for code in votes.statements
            if row[code]
        }
    assert {
        (votes.people[p], votes.statements[s]): int(v)
        for p, s, v in zip(votes.person, votes.statement, votes.value, strict=True)
    } == table


def server_answer(name):
    """Return the votes, Polis' group of each person and its whole answer."""
    with gzip.open(shared_file(f"polis-math/{name}/votes.json.gz")) as stream:
        rows = json.load(stream)
    with gzip.open(shared_file(f"polis-math/{name}/math-pca2.json.gz")) as stream:
        answer = json.load(stream)
    people = sorted({row.get("pid", row.get("participant_id")) for row in rows})
    statements = answer["tids"]
    votes = last_votes(
        [str(code) for code in people],
        [str(code) for code in statements],
        person=np.array([people.index(r.get("pid", r.get("participant_id"))) for r in rows]),
        statement=np.array([statements.index(r.get("tid", r.get("statement_id"))) for r in rows]),
        value=np.array([row["vote"] for row in rows]),
        refused=[str(code) for code in answer["mod-out"]],
    )
    bases = dict(
        zip(answer["base-clusters"]["id"], answer["base-clusters"]["members"], strict=True)
    )
    labels = np.full(len(people), -1)
    for found in answer["group-clusters"]:
        for base in found["members"]:
            labels[[people.index(person) for person in bases[base]]] = found["id"]
    return votes, labels, answer


@pytest.mark.parametrize("name", SERVER)
def test_counts_by_group_are_those_of_the_server(name):
    votes, labels, answer = server_answer(name)
    open_to_all = type(votes)(
        votes.people,
        votes.statements,
        votes.person,
        votes.statement,
        votes.value,
        np.zeros_like(votes.refused),
    )

    table = tally(open_to_all, labels, int(labels.max()) + 1)

    for number, theirs in answer["group-votes"].items():
        assert theirs["n-members"] == np.count_nonzero(labels == int(number))
        for place, code in enumerate(votes.statements):
            counts = theirs["votes"][code]
            assert counts == {
                "A": table.agree[int(number), place],
                "D": table.disagree[int(number), place],
                "S": table.seen[int(number), place],
            }


@pytest.mark.parametrize("name", SERVER)
def test_representative_statements_are_those_of_the_server(name):
    votes, labels, answer = server_answer(name)
    table = tally(votes, labels, int(labels.max()) + 1)
    allowed = np.flatnonzero(~votes.refused).tolist()

    for number, theirs in answer["repness"].items():
        ours = representative(table, int(number), allowed)

        assert [votes.statements[found.statement] for found in ours] == [
            str(found["tid"]) for found in theirs
        ]
        for found, expected in zip(ours, theirs, strict=True):
            assert found.side == expected["repful-for"]
            assert found.share == pytest.approx(expected["p-success"])
            assert found.test == pytest.approx(expected["p-test"])
            assert found.ratio == pytest.approx(expected["repness"])
            assert found.ratio_test == pytest.approx(expected["repness-test"], rel=1e-5)


@pytest.mark.parametrize("name", SERVER)
def test_consensus_is_that_of_the_server(name):
    votes, _labels, answer = server_answer(name)
    table = tally(votes, np.zeros(len(votes.people), dtype=np.int64), 1)

    found = consensus(table, np.flatnonzero(~votes.refused).tolist())

    for side in ("agree", "disagree"):
        assert [
            (votes.statements[one.statement], pytest.approx(one.test))
            for one in found
            if one.side == side
        ] == [(str(one["tid"]), one["p-test"]) for one in answer["consensus"][side]]
