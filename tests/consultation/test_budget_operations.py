"""Ballots: one a person, kept in a log, secret; votes: frozen once open, counted once over."""

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from consultation.enums import AccessMode, BallotKind, CountingRule
from consultation.models import Ballot, BallotRevision, BudgetCount
from consultation.models.keys import ballot_code, new_token
from consultation.operations import (
    cast_ballot,
    correct_ballot,
    count_vote,
    count_votes_over,
    illustrate_ballots,
    save_budget_project,
    save_budget_vote,
    voter_with_account,
)
from consultation.queries import count_of
from tests.at_once import in_twenty_threads
from tests.factories.budget import (
    BallotFactory,
    BudgetDistrictFactory,
    BudgetProjectFactory,
    vote_with_projects,
)

pytestmark = pytest.mark.django_db


def test_a_ballot_is_stored_once_for_a_token_with_its_log():
    vote, token = vote_with_projects(), new_token()

    first = cast_ballot(vote=vote, choices=[("a", 0)], token=token)
    again = cast_ballot(vote=vote, choices=[("b", 0)], token=token)

    assert (first.is_new, again.is_new, again.ballot.pk) == (True, False, first.ballot.pk)
    assert again.receipt_code == first.receipt_code == ballot_code(vote.pk, token)
    assert list(BallotRevision.objects.values_list("kind", "choices")) == [
        ("submitted", [["a", 0]])
    ]
    assert first.receipt_code not in json.dumps(list(Ballot.objects.values()), default=str)


def test_an_account_votes_once():
    vote = vote_with_projects(consultation__access=AccessMode.ACCOUNT)
    voter = voter_with_account(vote=vote, user_id=7)
    cast_ballot(vote=vote, choices=[("a", 0)], token=new_token(), voter=voter)

    with pytest.raises(ValidationError) as error:
        cast_ballot(vote=vote, choices=[("b", 0)], token=new_token(), voter=voter)
    with pytest.raises(ValidationError) as nobody:
        cast_ballot(vote=vote, choices=[("b", 0)], token=new_token())

    assert (error.value.code, nobody.value.code) == ("already_answered", "not_admitted")
    assert Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_sendings_at_once_store_one_ballot():
    vote, token = vote_with_projects(), new_token()

    def send(_number):
        return cast_ballot(vote=vote, choices=[("a", 0)], token=token).ballot.pk

    found = set(in_twenty_threads(send))

    assert len(found) == Ballot.objects.count() == BallotRevision.objects.count() == 1


def test_a_correction_replaces_the_ballot_and_is_logged():
    vote, token, later = vote_with_projects(), new_token(), new_token()
    code = cast_ballot(vote=vote, choices=[("a", 0)], token=token).receipt_code

    for _time in range(2):
        correct_ballot(vote=vote, code=code, choices=[("b", 0)], token=later)

    assert Ballot.objects.get().choices == [["b", 0]]
    assert list(BallotRevision.objects.values_list("choices", flat=True)) == [
        [["a", 0]],
        [["b", 0]],
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        BallotRevision.objects.update(choices=[["c", 0]])


@pytest.mark.parametrize(
    ("values", "choices", "message"),
    [
        ({}, [], "Choisissez 1 projet au moins : vous en avez 0."),
        ({"max_choices": 1}, [("a", 0), ("b", 0)], "Choisissez 1 projet au plus"),
        ({}, [("a", 0), ("c", 0), ("b", 0)], "50 000 € de trop"),
        ({}, [("z", 0)], "Un projet n'est pas dans la liste."),
        ({}, [("a", 0), ("a", 0)], "Un projet est choisi deux fois."),
        (
            {"ballot_kind": BallotKind.POINTS, "points": 10},
            [("a", 8), ("b", 5)],
            "13 points pour 10 : retirez-en 3",
        ),
        ({"ballot_kind": BallotKind.POINTS, "points": 10}, [("a", -8)], "nombre entier de points"),
        ({"ballot_kind": BallotKind.ONE}, [("a", 0), ("b", 0)], "Choisissez 1 projet au plus"),
    ],
)
def test_a_wrong_ballot_is_refused_in_words(values, choices, message):
    vote = vote_with_projects(**values)

    with pytest.raises(ValidationError) as error:
        cast_ballot(vote=vote, choices=choices, token=new_token())

    told = " ".join(error.value.messages).replace("\u202f", " ").replace("\u00a0", " ")
    assert message in told
    assert Ballot.objects.count() == 0


def test_incompatible_projects_are_not_chosen_together():
    vote = vote_with_projects()
    vote.projects.filter(code__in="ab").update(exclusive_group="rue")

    with pytest.raises(ValidationError, match="incompatible avec « Projet a »"):
        cast_ballot(vote=vote, choices=[("a", 0), ("b", 0)], token=new_token())


@pytest.mark.parametrize("when", ["over", "coming"])
def test_no_ballot_out_of_the_dates(when):
    vote = vote_with_projects(**{when: True})

    with pytest.raises(ValidationError) as error:
        cast_ballot(vote=vote, choices=[("a", 0)], token=new_token())

    assert error.value.code == "not_open"


def test_an_open_vote_keeps_its_rules_and_its_projects():
    vote = vote_with_projects()
    vote.title, vote.rule = "Autre titre", CountingRule.PHRAGMEN
    project = vote.projects.get(code="a")
    project.cost = Decimal(1)

    with pytest.raises(ValidationError) as error:
        save_budget_vote(vote=vote)
    with pytest.raises(ValidationError, match="ne change plus"):
        save_budget_project(project=project)
    with pytest.raises(ValidationError, match="ne reçoit plus de projets"):
        save_budget_project(project=BudgetProjectFactory.build(vote=vote))

    assert set(error.value.message_dict) == {"rule"}


def filled(kind=BallotKind.APPROVAL, **values):
    """Make a vote that is over, with twelve ballots; the first of each is preferred."""
    vote = vote_with_projects(over=True, ballot_kind=kind, points=10, **values)
    has_points = kind == BallotKind.POINTS
    for codes in ["a", "b", "ca", "b", "c", "ab", "a", "b", "cb", "c", "b", "a"]:
        codes = codes[:1] if kind == BallotKind.ONE else codes
        BallotFactory(vote=vote, choices=[[code, 5 if has_points else 0] for code in codes])
    return vote


def recounted(text, rule, folder):
    path = folder / "bulletins.pb"
    path.write_text(text)
    out = StringIO()
    call_command("count_ballots", str(path), rule=rule, json=True, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("kind", BallotKind.values)
def test_the_published_ballots_recount_to_the_kept_result(kind, tmp_path):
    count = count_vote(vote=filled(kind))
    part = count.results["parts"][0]

    for rule in part["rules"]:
        told = recounted(count.files["bulletins"], rule["rule"], tmp_path)
        assert told["winners"] == rule["winners"]
        assert told["ties"] == rule["ties"]
        assert f"{told['spent']}" == rule["spent"]
    assert part["rules"][0]["rule"] == "greedy"
    assert (count.ballots, part["ballots"]) == (12, 12)


def test_a_count_is_made_once_after_the_closing_and_never_changed():
    vote, still_open = filled(), vote_with_projects()

    assert [count.vote_id for count in count_votes_over()] == [vote.pk]
    assert count_votes_over() == []
    with pytest.raises(ValidationError, match="n'est pas terminé"):
        count_vote(vote=still_open)
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetCount.objects.update(ballots=0)
    assert count_of(still_open) is None


def test_few_ballots_are_not_published():
    vote = vote_with_projects(over=True)
    BallotFactory(vote=vote)

    count = count_vote(vote=vote)

    assert (count.results, count.files) == ({"is_too_small": True, "parts": []}, {})


def test_districts_minimum_votes_and_incompatible_projects_are_counted(tmp_path):
    vote = vote_with_projects({"a": 20, "b": 30, "c": 10, "d": 10}, over=True, minimum_votes=2)
    for code, budget, codes in [("nord", 50, "ab"), ("sud", 20, "cd")]:
        district = BudgetDistrictFactory(vote=vote, code=code, name=code.title(), budget=budget)
        vote.projects.filter(code__in=codes).update(district=district)
    vote.projects.filter(code__in="ab").update(exclusive_group="rue")
    for codes in ["ac"] * 6 + ["bc"] * 5 + ["d"]:
        BallotFactory(vote=vote, codes=codes)

    count = count_vote(vote=vote)

    parts = {part["name"]: part for part in count.results["parts"]}
    assert {name: part["rules"][0]["winners"] for name, part in parts.items()} == {
        "Nord": ["a"],  # b is incompatible with a
        "Sud": ["c"],  # d has one vote only
    }
    assert (parts["Nord"]["ballots"], parts["Sud"]["ballots"]) == (11, 12)
    for code, part in zip(("nord", "sud"), ("Nord", "Sud"), strict=True):
        told = recounted(count.files[code], "equal_shares", tmp_path)
        rule = next(r for r in parts[part]["rules"] if r["rule"] == "equal_shares")
        assert told["winners"] == rule["winners"]


def test_published_ballots_say_nothing_of_people_or_of_their_order():
    vote = filled()

    text = count_vote(vote=vote).files["bulletins"]

    votes = text.partition("VOTES\n")[2].splitlines()[1:]
    assert [line.split(";")[0] for line in votes] == [str(n) for n in range(1, 13)]
    assert [line.split(";")[1] for line in votes] == sorted(line.split(";")[1] for line in votes)
    assert not any(ballot.respondent_key in text for ballot in vote.ballots.all())


def test_invented_ballots_are_good_ones_and_always_the_same():
    tastes = {"a": (3, 1), "b": (2, 2), "c": (1, 3)}
    votes = [vote_with_projects(is_illustrative=True) for _n in range(2)]

    for vote in votes:
        assert illustrate_ballots(vote=vote, count=30, tastes=tastes) == 30
        assert illustrate_ballots(vote=vote, count=30, tastes=tastes) == 0

    first, second = [[b.choices for b in vote.ballots.all()] for vote in votes]
    assert first == second
    with pytest.raises(ValidationError, match="illustratif"):
        illustrate_ballots(vote=vote_with_projects(), count=1, tastes=tastes)


def test_old_ballots_are_emptied_and_their_count_stays():
    vote = filled()
    count = count_vote(vote=vote)
    due = Ballot.objects.due_for_erasure(timezone.now() + timedelta(days=366 * 5))

    assert due.forget() == 12
    assert Ballot.objects.exclude(choices=[]).count() == 0
    assert count_of(vote) == count
