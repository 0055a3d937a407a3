"""Stopping on one device and going on with another."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.models import DraftResponse, Response
from perpignan.study.templatetags.portal import french_date
from tests.consultation.answering import FIRST_PAGE, code_on, key_on, url, words

pytestmark = pytest.mark.django_db
RESUME = reverse("consultation:response-resume")


@pytest.fixture
def code(client, consultation):
    """Begin on one device, ask for the code."""
    answer = client.post(
        url("response-section", consultation, "premiere"), FIRST_PAGE | {"direction": "later"}
    )
    assert answer.url == url("response-pause", consultation)
    return code_on(client.get(answer.url))


@pytest.fixture
def telephone():
    return Client()


def test_code_brings_the_answers_to_another_browser(consultation, code, telephone):
    answer = telephone.post(RESUME, {"code": code.lower().replace("-", " ")})
    review = telephone.get(answer.url, follow=True)

    assert answer.url == url("response-start", consultation)
    assert review.redirect_chain == [(url("response-review", consultation), 302)]
    telephone.post(url("response-review", consultation), {"key": key_on(review)})
    assert Response.objects.get().answers["UN"] == "2"


def test_code_is_nowhere_in_the_database(code):
    row = str(DraftResponse.objects.values().get())

    assert code not in row
    assert code.replace("-", "") not in row


def test_the_browser_left_is_told_and_starts_nothing(client, consultation, code, telephone):
    telephone.post(RESUME, {"code": code})

    page = client.get(url("response-section", consultation, "premiere"))
    posted = client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)

    assert "Votre réponse continue sur un autre appareil" in words(page)
    assert posted.status_code == 409
    assert "Cette page n'a pas été enregistrée." in words(posted)
    assert DraftResponse.objects.count() == 1


def test_review_left_open_on_the_first_device_sends_nothing(client, consultation, code, telephone):
    key = key_on(client.get(url("response-review", consultation)))
    telephone.post(RESUME, {"code": code})

    page = client.post(url("response-review", consultation), {"key": key})

    assert page.status_code == 409
    assert "continue sur un autre appareil" in words(page)
    assert Response.objects.count() == 0


def test_same_code_is_shown_there_and_brings_the_answers_back(
    client, consultation, code, telephone
):
    telephone.post(RESUME, {"code": code})
    shown = code_on(telephone.get(url("response-pause", consultation)))
    telephone.post(url("response-section", consultation, "premiere"), {"UN": "1"})

    client.post(RESUME, {"code": shown})

    assert shown == code
    assert "Relire et envoyer" in words(client.get(url("response-review", consultation)))
    assert "continue sur un autre" in words(telephone.get(url("response-review", consultation)))
    assert DraftResponse.objects.get().answers == {"UN": "1"}


def test_another_person_can_begin_on_the_device_left(client, consultation, code, telephone):
    telephone.post(RESUME, {"code": code})

    client.post(url("response-forget", consultation))
    client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)

    assert DraftResponse.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Écrivez votre code de reprise."),
        ("ABC", "la bonne forme"),
        ("2222-2222-2222", "Aucune réponse en cours ne porte ce code"),
    ],
)
def test_wrong_code_is_explained(client, typed, told):
    assert told in words(client.post(RESUME, {"code": typed}))


def test_code_dies_with_the_answers_in_progress(code, telephone):
    DraftResponse.objects.update(saved_at=timezone.now() - timedelta(days=8))

    page = telephone.post(RESUME, {"code": code})

    assert "Aucune réponse en cours ne porte ce code" in words(page)


def test_code_of_a_closed_consultation_says_that_it_is_over(consultation, code, telephone):
    consultation.closes_at = timezone.now()
    consultation.save()

    assert "La consultation est terminée" in words(telephone.post(RESUME, {"code": code}))


def test_codes_cannot_be_tried_without_end(client, settings):
    settings.PUBLIC_WRITE_LIMIT = "2/600"
    client.get(RESUME)

    statuses = [client.post(RESUME, {"code": "2222-2222-2222"}).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_pause_without_answers_leads_to_the_start(client, consultation):
    answer = client.get(url("response-pause", consultation))

    assert answer.url == url("response-start", consultation)


def test_page_of_the_code_says_until_when_it_serves(client, consultation, code):
    until = timezone.localtime(DraftResponse.objects.get().saved_at + timedelta(days=7))

    page = words(client.get(url("response-pause", consultation)))

    assert f"Il sert jusqu'au {french_date(until)}" in page


def test_mail_asked_without_address_is_explained(client, consultation, code):
    page = client.post(url("response-pause", consultation), {"address": "pas une adresse"})

    assert "Erreur" in words(page)
    assert mail.outbox == []
