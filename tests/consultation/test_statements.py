"""The page of votes: one statement at a time, changed at will, proposed, moderated."""

import pytest
from django.core.exceptions import ValidationError

from consultation.enums import AccessMode, Moderation, Opinion, SpokenStatus
from consultation.models import Response, Statement, StatementVote
from consultation.models.keys import new_token
from consultation.operations import (
    publish_spoken,
    submit_statement,
    vote_on_statement,
    withdraw_spoken,
)
from consultation.views.statements import VOTES
from perpignan.limits import Limit
from tests.consultation.answering import send, url, words
from tests.factories.consultation import ConsultationFactory, questionnaire_of_every_type
from tests.factories.statements import StatementFactory, voter
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} =1+1 \u202e 'x\""


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True, takes_statements=True)


def page_of(client, consultation, **asked):
    return client.get(url("statement-vote", consultation), asked)


def vote(client, consultation, statement, opinion):
    posted = {"statement": statement.pk, "opinion": opinion}
    return client.post(url("statement-vote", consultation), posted)


def propose(client, consultation, text, **others):
    posted = {"text": text, "token": new_token()} | others
    return client.post(url("statement-propose", consultation), posted)


def test_voting_goes_from_one_statement_to_the_next_and_changes_a_vote(client, consultation):
    StatementFactory.create_batch(3, consultation=consultation)
    first = page_of(client, consultation).context["statement"]

    sent = vote(client, consultation, first, "agree")
    second = page_of(client, consultation)
    again = page_of(client, consultation, affirmation=first.pk)
    vote(client, consultation, first, "pass")

    assert sent.url == url("statement-vote", consultation) + "#affirmation"
    assert second.context["statement"] != first
    assert second.context["statement"] == page_of(client, consultation).context["statement"]
    assert "Affirmation 2 sur 3" in words(second)
    assert (again.context["statement"], again.context["said"]) == (first, Opinion.AGREE)
    assert [v.opinion for v in StatementVote.objects.order_by("pk")] == ["agree", "pass"]
    assert len(set(StatementVote.objects.values_list("voter_key", flat=True))) == 1


def test_last_statement_leads_to_the_end_and_votes_are_taken_back(client, consultation):
    only = StatementFactory(consultation=consultation)
    vote(client, consultation, only, "disagree")

    done = page_of(client, consultation)
    client.post(url("statement-forget", consultation), {"erase": "yes"})
    after = page_of(client, consultation)

    assert done.context["statement"] is None
    assert "Pas d'accord" in words(done)
    assert (StatementVote.objects.count(), after.context["statement"]) == (0, only)


@pytest.mark.parametrize("votes_first", [True, False])
def test_person_who_answers_and_votes_is_one_person(client, votes_first):
    consultation = questionnaire_of_every_type(open=True, takes_statements=True).consultation
    statement = StatementFactory(consultation=consultation)

    if votes_first:
        vote(client, consultation, statement, "agree")
    send(client, consultation)
    if not votes_first:
        vote(client, consultation, statement, "agree")

    assert StatementVote.objects.get().voter_key == Response.objects.get().respondent_key


def test_next_person_at_a_shared_computer_is_another(client):
    consultation = questionnaire_of_every_type(open=True, takes_statements=True).consultation
    vote(client, consultation, StatementFactory(consultation=consultation), "agree")
    send(client, consultation)
    client.cookies.pop(f"reponse-{consultation.pk}")

    send(client, consultation)

    assert len(set(Response.objects.values_list("respondent_key", flat=True))) == 2


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({}, 400),
        ({"statement": "x", "opinion": "agree"}, 400),
        ({"statement": "9" * 40, "opinion": "agree"}, 400),
        ({"statement": "1", "opinion": "perhaps"}, 400),
        ({"statement": "0", "opinion": "agree"}, 409),
    ],
)
def test_bad_vote_is_refused_in_words(client, consultation, posted, status):
    StatementFactory(consultation=consultation)

    page = client.post(url("statement-vote", consultation), posted)

    assert page.status_code == status
    assert "Votre avis n'a pas été gardé" in words(page)
    assert StatementVote.objects.count() == 0


def test_statement_out_of_the_vote_takes_none(client, consultation):
    pending = StatementFactory(consultation=consultation, pending=True)
    elsewhere = StatementFactory()

    for statement in (pending, elsewhere):
        assert vote(client, consultation, statement, "agree").status_code == 409
        assert page_of(client, consultation, affirmation=statement.pk).context["statement"] is None


def test_nothing_is_voted_before_or_after_or_without_being_admitted(client):
    closed = ConsultationFactory(closed=True, takes_statements=True)
    letters = ConsultationFactory(open=True, takes_statements=True, access=AccessMode.CODES)
    plain = ConsultationFactory(open=True)
    for consultation in (closed, letters):
        statement = StatementFactory(consultation=consultation)
        assert vote(client, consultation, statement, "agree").status_code == 409

    assert "ne sont pas ouverts" in words(page_of(client, closed))
    assert "code de votre courrier" in words(page_of(client, letters))
    assert page_of(client, plain).status_code == 404
    assert StatementVote.objects.count() == 0


def test_account_votes_once_whatever_the_browser(client, consultation):
    consultation.access = AccessMode.ACCOUNT
    consultation.save()
    statement, user = StatementFactory(consultation=consultation), UserFactory()

    client.force_login(user)
    vote(client, consultation, statement, "agree")
    client.cookies.clear()
    client.force_login(user)
    vote(client, consultation, statement, "disagree")

    assert len(set(StatementVote.objects.values_list("voter_key", flat=True))) == 1


def test_too_many_votes_of_a_browser_wait(client, consultation, monkeypatch):
    statement = StatementFactory(consultation=consultation)
    page_of(client, consultation)  # gives the browser its key
    monkeypatch.setattr("consultation.views.statements.VOTES", Limit(2, VOTES.seconds))

    found = [vote(client, consultation, statement, o).status_code for o in Opinion.values]

    assert found == [302, 302, 429]


# Proposing


def test_proposal_waits_for_the_moderators_and_can_be_withdrawn(client, consultation):
    page = propose(client, consultation, "Il faut des arbres sur chaque place.")
    statement = Statement.objects.get()

    assert statement.status == SpokenStatus.PENDING
    assert page.context["code"] in words(page)
    assert page_of(client, consultation).context["statement"] is None
    publish_spoken(spoken=statement, by=UserFactory(lead=True))
    assert page_of(client, consultation).context["statement"] == statement
    told = client.post("/consultation/ma-contribution/", {"code": page.context["code"]})
    assert "Votre affirmation" in words(told)
    withdraw_spoken(code=page.context["code"])
    statement.refresh_from_db()
    assert (statement.text, statement.status) == ("", SpokenStatus.WITHDRAWN)
    assert page_of(client, consultation).context["statement"] is None


def test_proposal_like_another_is_shown_that_one_first(client, consultation):
    known = StatementFactory(consultation=consultation, text="Il faut des arbres place de la Loge.")
    text = "Il faut plus d'arbres sur la place de la Loge."

    hinted = propose(client, consultation, text)
    insisted = propose(client, consultation, text, confirmed="on")
    same = propose(client, consultation, known.text, confirmed="on")

    assert hinted.context["similar"] == [known]
    assert insisted.context["statement"].text == text
    assert "déjà proposée" in words(same)
    assert Statement.objects.count() == 2


@pytest.mark.parametrize("text", ["", "Court", "x" * 281, "\x00\x07", "a" * 1_000_000])
def test_bad_proposal_is_refused_at_its_field(client, consultation, text):
    page = propose(client, consultation, text)

    assert page.status_code == 200
    assert page.context["form"].errors["text"]
    assert Statement.objects.count() == 0


def test_hostile_statement_is_text_everywhere(client, consultation):
    consultation.moderation = Moderation.AFTER
    consultation.save()
    receipt = propose(client, consultation, HOSTILE + " pour tous")
    page = page_of(client, consultation)
    client.force_login(UserFactory(lead=True))
    queue = client.get("/consultation/moderation/")

    for shown in (receipt, page, queue):
        assert b"<script>alert(1)" not in shown.content
        assert "{{ 7|add:7 }}" in shown.content.decode()


def test_a_robot_and_a_repeated_sending(client, consultation):
    trapped = propose(client, consultation, "Une affirmation entière.", site_web="x")
    token = new_token()
    for _time in range(2):
        submit_statement(consultation=consultation, token=token, text="La même affirmation.")

    assert trapped.status_code == 200
    assert Statement.objects.filter(text="La même affirmation.").count() == 1
    with pytest.raises(ValidationError):
        submit_statement(
            consultation=ConsultationFactory(open=True), token=new_token(), text="Une phrase."
        )


def test_moderators_publish_statements_from_the_queue(client, consultation):
    pending = StatementFactory.create_batch(2, consultation=consultation, pending=True)
    client.force_login(UserFactory(lead=True))

    client.post(
        "/consultation/moderation/", {"verb": "publish", "statement": [s.pk for s in pending]}
    )

    assert Statement.objects.published().count() == 2
    assert pending[0].events.get().verb == "published"


def test_page_of_votes_asks_as_many_queries_for_three_as_for_one(
    client, consultation, django_assert_num_queries
):
    counted = []
    for number in (1, 2):
        made = StatementFactory.create_batch(number, consultation=consultation)
        vote_on_statement(
            consultation=consultation,
            statement_id=made[0].pk,
            opinion=Opinion.AGREE,
            voter_key=voter(consultation, number),
        )
        with django_assert_num_queries(5):
            counted.append(page_of(client, consultation).context["ballot"].total)

    assert counted == [1, 3]
