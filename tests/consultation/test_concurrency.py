"""One answer or a clear refusal: twenty threads over real HTTP, on real Postgres."""

import socket
from urllib.parse import urlsplit

import pytest
import requests
from django.urls import reverse
from django.utils import timezone

from consultation.models import AnswerRevision, DraftResponse, Response
from consultation.models.keys import new_token
from tests.consultation.answering import WHOLE, code_on, url
from tests.consultation.live import PATIENCE, Browser, all_at_once, hidden
from tests.factories.consultation import (
    AccessCodeFactory,
    QuestionnaireFactory,
    questionnaire_of_every_type,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
THREADS = 20


@pytest.fixture
def consultation(settings):
    settings.BURST_LIMIT = "1000/60"
    settings.PUBLIC_WRITE_LIMIT = "1000/60"
    return questionnaire_of_every_type(open=True).consultation


@pytest.fixture
def browser(live_server):
    return Browser(live_server.url)


def titles(pages):
    return {page.text.partition("<h1>")[2].partition("</h1>")[0] for page in pages}


def codes(pages):
    return {code_on(page) for page in pages}


def test_same_form_sent_by_twenty_threads_is_one_answer(browser, consultation):
    review = browser.answer(consultation)
    tabs = [browser.twin() for _ in range(THREADS)]

    pages = all_at_once([lambda tab=tab: tab.hand_in(consultation, review) for tab in tabs])

    assert Response.objects.get().answers == WHOLE
    assert AnswerRevision.objects.count() == 1
    assert len(codes(pages)) == 1
    assert DraftResponse.objects.count() == 0


def test_two_tabs_that_save_and_send_at_once_are_one_answer(browser, consultation):
    review = browser.answer(consultation)
    section = url("response-section", consultation, "premiere")
    page = browser.see(section)
    tabs = [browser.twin() for _ in range(THREADS)]

    all_at_once(
        [lambda tab=tab: tab.hand_in(consultation, review) for tab in tabs[::2]]
        + [lambda tab=tab: tab.fill(section, page, UN="1") for tab in tabs[1::2]]
    )

    assert Response.objects.count() == 1
    assert AnswerRevision.objects.count() == 1
    browser.hand_in(consultation, review)
    assert Response.objects.count() == 1


def test_retry_after_a_cut_is_the_same_answer(browser, consultation):
    review = browser.answer(consultation)
    for _cut in range(3):
        send_and_hang_up(browser, consultation, review)

    page = browser.hand_in(consultation, review)

    assert Response.objects.count() == 1
    assert "Votre réponse est enregistrée" in page.text


def send_and_hang_up(browser, consultation, review):
    """Post the form and close the connection without reading the answer."""
    path = url("response-review", consultation)
    fields = {
        "csrfmiddlewaretoken": hidden(review, "csrfmiddlewaretoken"),
        "key": hidden(review, "key"),
    }
    request = browser.prepare_request(requests.Request("POST", browser.base + path, data=fields))
    lines = [f"POST {path} HTTP/1.1", f"Host: {urlsplit(browser.base).netloc}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    message = "\r\n".join([*lines, "", request.body]).encode()
    parts = urlsplit(browser.base)
    with socket.create_connection((parts.hostname, parts.port), PATIENCE) as wire:
        wire.sendall(message)
        wire.recv(1)  # the answer has begun: it was stored, and will not be read


def test_replayed_token_of_the_api_is_one_answer(live_server, consultation):
    path = f"{live_server.url}/api/v1/consultations/{consultation.slug}/responses/"
    body = {"answers": {"UN": "1"}, "idempotency_token": new_token()}

    answers = all_at_once(
        [lambda: requests.post(path, json=body, timeout=PATIENCE) for _ in range(THREADS)]
    )

    assert sorted(answer.status_code for answer in answers) == [200] * (THREADS - 1) + [201]
    assert len({answer.json()["receipt_code"] for answer in answers}) == 1
    assert Response.objects.count() == 1


def test_stale_version_keeps_the_one_that_was_answered(browser, consultation):
    review = browser.answer(consultation)
    answered = consultation.questionnaires.get()
    QuestionnaireFactory(consultation=consultation, version=2, frozen=True)
    tabs = [browser.twin() for _ in range(THREADS)]

    all_at_once([lambda tab=tab: tab.hand_in(consultation, review) for tab in tabs])

    assert Response.objects.get().questionnaire == answered


def test_closed_consultation_refuses_each_clearly(browser, consultation):
    review = browser.answer(consultation)
    consultation.closes_at = timezone.now()
    consultation.save()
    tabs = [browser.twin() for _ in range(THREADS)]

    pages = all_at_once([lambda tab=tab: tab.hand_in(consultation, review) for tab in tabs])

    assert {page.status_code for page in pages} == {409}
    assert all("Cette réponse n'a pas été enregistrée." in page.text for page in pages)
    assert Response.objects.count() == 0


def test_one_letter_on_twenty_browsers_is_one_answer(live_server, consultation):
    consultation.access = "codes"
    consultation.save()
    AccessCodeFactory(consultation=consultation, code="ABCD-2345-EFGH")
    path = url("response-access", consultation)
    browsers = [Browser(live_server.url) for _ in range(THREADS)]
    reviews = []
    for browser in browsers:
        browser.fill(path, browser.see(path), code="ABCD-2345-EFGH")
        reviews.append(browser.answer_briefly(consultation))

    pages = all_at_once(
        [
            lambda browser=browser, review=review: browser.hand_in(consultation, review)
            for browser, review in zip(browsers, reviews, strict=True)
        ]
    )

    assert Response.objects.count() == 1
    assert sorted(page.status_code for page in pages) == [200] + [409] * (THREADS - 1)
    assert titles(pages) == {"Votre réponse est enregistrée", "Vous avez déjà répondu"}


def test_twenty_corrections_at_once_leave_one_response(live_server, browser, consultation):
    receipt = browser.hand_in(consultation, browser.answer(consultation))
    code, correct = code_on(receipt), reverse("consultation:response-correct")
    browsers = [Browser(live_server.url) for _ in range(THREADS)]
    reviews = []
    for other in browsers:
        check = other.see(reverse("consultation:response-check"))
        reviews.append(other.fill(correct, check, code=code))

    pages = all_at_once(
        [
            lambda other=other, review=review: other.hand_in(consultation, review)
            for other, review in zip(browsers, reviews, strict=True)
        ]
    )

    assert titles(pages) == {"Votre correction est enregistrée"}
    assert Response.objects.count() == 1
    assert AnswerRevision.objects.filter(kind="corrected").count() == THREADS


def test_forty_people_answer_from_one_address(live_server, settings):
    settings.BURST_LIMIT, settings.PUBLIC_WRITE_LIMIT = "60/60", "30/600"
    consultation = questionnaire_of_every_type(open=True).consultation

    pages = []
    for _person in range(40):
        browser = Browser(live_server.url)
        pages.append(browser.hand_in(consultation, browser.answer_briefly(consultation)))

    assert titles(pages) == {"Votre réponse est enregistrée"}
    assert Response.objects.count() == len(codes(pages)) == 40
    assert Response.objects.marked().count() == 0
