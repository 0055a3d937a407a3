"""The pages of a vote on a budget, the interface and the chapter: the same figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultation.chapters.budget import build
from consultation.models import Ballot
from consultation.models.keys import new_token
from consultation.operations import count_vote
from perpignan.reports.blocks import Table
from perpignan.reports.chapters import Scope
from tests.consultation.test_budget_operations import filled
from tests.factories import study as factories
from tests.factories.budget import BallotFactory, vote_with_projects

pytestmark = pytest.mark.django_db


def path(vote, name="vote", *args):
    return reverse(f"consultation:budget-{name}", args=[vote.consultation.slug, *args])


def spaced(response):
    return response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_the_total_is_told_by_the_server_without_script(client):
    vote = vote_with_projects()

    page = spaced(client.post(path(vote), {"verb": "total", "projet": ["a", "b", "c"]}))

    assert "<span data-spent>150 000 €</span>" in page
    assert "<span data-left>50 000 €</span>" in page
    assert page.count(" checked") == 3
    assert Ballot.objects.count() == 0


def test_a_citizen_votes_reads_over_and_keeps_a_code(client):
    vote, token = vote_with_projects(), new_token()
    sent = {"projet": ["a", "b"], "token": token}

    review = spaced(client.post(path(vote), sent | {"verb": "review"}))
    receipt = client.post(path(vote), sent | {"verb": "send"}, follow=True)
    code = receipt.context["code"]
    client.post(path(vote), sent | {"verb": "send"})

    assert "En tout 90 000 € pour un budget de 100 000 €." in review
    assert code in receipt.content.decode()
    assert Ballot.objects.get().choices == [["a", 0], ["b", 0]]

    back = client.post(path(vote, "check"), {"code": code.lower()})
    assert [card.project.code for card in back.context["ballot"].chosen_cards] == ["a", "b"]
    form = client.post(path(vote), {"verb": "correct", "receipt": code})
    assert form.content.decode().count(" checked") == 2
    client.post(path(vote), {"verb": "send", "receipt": code, "projet": "c", "token": new_token()})
    assert Ballot.objects.get().choices == [["c", 0]]


@pytest.mark.parametrize(
    ("values", "sent", "message", "anchor"),
    [
        ({}, {"projet": ["a", "b", "c"]}, "50 000 € de trop", "#projets"),
        ({}, {}, "Choisissez 1 projet au moins", "#projets"),
        (
            {"ballot_kind": "points", "points": 5},
            {"points-a": "4", "points-b": "x"},
            "Écrivez un nombre entier",
            "#projet-b",
        ),
        (
            {"ballot_kind": "ranking"},
            {"rang-a": "1", "rang-b": "1"},
            "Deux projets portent le rang 1",
            "#projet-b",
        ),
    ],
)
def test_errors_are_told_at_the_field_and_in_the_summary(client, values, sent, message, anchor):
    vote = vote_with_projects(**values)

    page = spaced(client.post(path(vote), sent | {"verb": "review", "token": new_token()}))

    assert page.count(message) == 2
    assert f'<a href="{anchor}">' in page
    assert "<title>Erreur :" in page.replace("\n", "")


def test_rankings_are_kept_in_order(client):
    vote = vote_with_projects(ballot_kind="ranking", must_fit=False)

    client.post(path(vote), {"rang-a": "3", "rang-c": "1", "token": new_token(), "verb": "send"})

    assert Ballot.objects.get().choices == [["c", 0], ["a", 0]]


@pytest.mark.parametrize("role", [None, "desk", "lead", "superuser"])
def test_nobody_sees_a_count_before_the_closing(client, role):
    vote = vote_with_projects()
    BallotFactory.create_batch(12, vote=vote)
    if role:
        client.force_login(factories.UserFactory(**{role: True}))

    assert client.get(path(vote, "results")).status_code == 404
    assert client.get(path(vote, "file", "bulletins")).status_code == 404
    assert client.get(f"/api/v1/budget-votes/{vote.consultation.slug}/").json()["results"] is None


def test_a_draft_is_not_there_for_the_public(client):
    vote = vote_with_projects(is_published=False)

    assert client.get(path(vote)).status_code == 404
    assert client.get("/api/v1/budget-votes/").json()["count"] == 0
    client.force_login(factories.UserFactory(lead=True))
    assert client.get(path(vote)).status_code == 200


def test_the_page_the_interface_the_chapter_and_the_file_say_the_same(client, tmp_path):
    vote = filled()
    count = count_vote(vote=vote)
    winners = count.results["parts"][0]["rules"][0]["winners"]

    page = client.get(path(vote, "results"))
    told = client.get(f"/api/v1/budget-votes/{vote.consultation.slug}/").json()["results"]
    blocks = build(Scope(day=timezone.localdate()))
    table = next(block for block in blocks if isinstance(block, Table))
    text = client.get(path(vote, "file", "bulletins")).content.decode()

    part = page.context["parts"][0]
    assert [project.code for project in part.winners] == winners
    assert told["parts"][0]["rules"][0]["winners"] == winners
    assert {row[0]: int(row[2]) for row in table.rows} == {p.name: p.votes for p in part.projects}
    assert {row[0] for row in table.rows if row[3] == "oui"} == {p.name for p in part.winners}
    assert text == count.files["bulletins"]
    assert len(page.content) < 60_000


def test_pages_ask_a_constant_number_of_statements(client):
    found = []
    for costs in [{"a": 10}, {"a": 10, "b": 20, "c": 30}]:
        vote, over = vote_with_projects(costs), vote_with_projects(costs, over=True)
        BallotFactory.create_batch(12, vote=over)
        count_vote(vote=over)
        numbers = []
        for address in (path(vote), path(over, "results")):
            with CaptureQueriesContext(connection) as statements:
                client.get(address)
            numbers.append(len(statements))
        found.append(numbers)

    assert found[0] == found[1]


def test_a_closed_vote_says_when_and_leads_to_its_results(client):
    vote = filled()
    count_vote(vote=vote)

    page = client.get(path(vote))
    refused = client.post(path(vote), {"projet": "a", "verb": "send", "token": new_token()})

    assert path(vote, "results") in page.content.decode()
    assert (refused.status_code, Ballot.objects.count()) == (409, 12)
    assert vote.closes_at < timezone.now()
