"""Supporting, commenting, following with a code, and the news that come by mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from consultation.enums import ContributionAnswer
from consultation.models import Comment, Contribution, ContributionContact, Support
from consultation.models.keys import new_token
from consultation.operations import (
    answer_contribution,
    merge_contributions,
    publish_spoken,
    refuse_spoken,
    submit_contribution,
)
from consultation.tasks import tell_author
from tests.consultation.answering import code_on, url, words
from tests.consultation.test_contribution_views import HOSTILE, IDEA, support
from tests.factories.contributions import (
    ContributionFactory,
    gathering,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


# Supporting and commenting


def test_support_is_given_once_and_taken_back_without_script(client):
    idea = ContributionFactory()

    support(client, idea)
    support(client, idea)
    page = words(client.get(idea.get_absolute_url()))
    assert "1 soutien" in page
    assert "Retirer mon soutien" in page

    support(client, idea, take_back="1")
    assert "0 soutien" in words(client.get(idea.get_absolute_url()))


def test_another_browser_is_another_person(client):
    idea = ContributionFactory()
    support(client, idea)
    client.cookies.clear()

    support(client, idea)

    assert Support.objects.count() == 2


def test_support_after_the_end_changes_nothing_and_says_so(client):
    idea = ContributionFactory()
    idea.consultation.closes_at = idea.consultation.opens_at + timedelta(days=1)
    idea.consultation.save()

    answer = support(client, idea)

    assert "ne reçoit pas de contributions" in words(client.get(answer.url))
    assert Support.objects.count() == 0


def test_comment_waits_then_shows(client):
    idea = ContributionFactory()
    token = client.get(idea.get_absolute_url()).context["comment_form"].initial["token"]
    address = url("contribution-comment", idea.consultation, idea.pk)

    receipts = [client.post(address, {"token": token, "text": "D'accord."}) for _n in range(2)]

    comment = Comment.objects.get()
    assert len({code_on(page) for page in receipts}) == 1
    assert "D'accord." not in words(client.get(idea.get_absolute_url()))
    publish_spoken(spoken=comment, by=UserFactory(lead=True))
    assert "D'accord." in words(client.get(idea.get_absolute_url()))


def test_empty_comment_is_told_at_its_field(client):
    idea = ContributionFactory()

    page = client.post(
        url("contribution-comment", idea.consultation, idea.pk),
        {"token": new_token(), "text": " "},
    )

    assert "Écrivez votre commentaire" in words(page)


# Following with the code


def sent_to(consultation, **values):
    return submit_contribution(consultation=consultation, token=new_token(), **IDEA | values)


def test_author_reads_the_answer_and_takes_her_words_back(client):
    sent = sent_to(gathering(moderation="after"))
    answer_contribution(
        contribution=sent.spoken,
        answer=ContributionAnswer.TO_STUDY,
        reason="Cet hiver.",
        by=UserFactory(lead=True),
    )
    check = reverse("consultation:contribution-check")

    page = words(client.post(check, {"code": sent.receipt_code.lower()}))
    assert "À étudier" in page
    assert "Cet hiver." in page

    withdraw, posted = reverse("consultation:contribution-withdraw"), {"code": sent.receipt_code}
    assert "Cochez la case" in words(client.post(withdraw, posted))
    page = words(client.post(withdraw, posted | {"confirm": "yes"}))
    assert "Ce texte a été retiré." in page
    assert client.get(sent.spoken.get_absolute_url()).status_code == 404


def test_author_of_a_refused_idea_reads_why(client):
    sent = sent_to(gathering())
    refuse_spoken(spoken=sent.spoken, reason="Hors du sujet.", by=UserFactory(lead=True))

    page = words(
        client.post(reverse("consultation:contribution-check"), {"code": sent.receipt_code})
    )

    assert "Elle n'a pas été publiée." in page
    assert "Hors du sujet." in page


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-2345-EFGH", HOSTILE])
def test_unknown_code_is_told_at_its_field(client, code):
    page = client.post(reverse("consultation:contribution-check"), {"code": code})

    assert list(page.context["form"].errors) == ["code"]


# News by mail


def test_author_is_mailed_once_a_decision_and_the_address_stays_apart():
    sent = sent_to(gathering(), email="moi@exemple.fr")
    lead = UserFactory(lead=True)
    event = publish_spoken(spoken=sent.spoken, by=lead).events.last()

    tell_author(event_id=event.pk)
    tell_author(event_id=event.pk)

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["moi@exemple.fr"], "Votre idée est publiée")
    assert sent.spoken.get_absolute_url() in letter.body
    assert "moi@exemple.fr" not in str(Contribution.objects.values())
    assert "&#" not in letter.body


def test_answer_to_the_one_that_stays_reaches_the_authors_of_the_others():
    consultation, lead = gathering(moderation="after"), UserFactory(lead=True)
    kept, merged = sent_to(consultation), sent_to(consultation, email="autre@exemple.fr")
    merge_contributions(contributions=[merged.spoken], into=kept.spoken, reason="", by=lead)

    answered = answer_contribution(
        contribution=kept.spoken, answer=ContributionAnswer.RETAINED, reason="Oui.", by=lead
    )
    tell_author(event_id=answered.events.last().pk)

    assert [letter.to for letter in mail.outbox] == [["autre@exemple.fr"]]
    assert "Retenue" in mail.outbox[0].body


def test_no_mail_without_address():
    event = publish_spoken(
        spoken=ContributionFactory(pending=True), by=UserFactory(lead=True)
    ).events.last()

    tell_author(event_id=event.pk)

    assert mail.outbox == []
    assert ContributionContact.objects.count() == 0
