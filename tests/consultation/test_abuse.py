"""Bursts slow down, batches are marked; nobody is shut out and nothing is deleted."""

import base64
import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from consultation.enums import MarkReason
from consultation.models import Response, ResponseMark
from consultation.operations import lift_marks, mark_identical, mark_responses
from consultation.queries import answer_tables, questions_in_order, response_counts
from consultation.views import burst
from tests.consultation.answering import WHOLE, fill, key_on, send, url, words
from tests.factories.consultation import ResponseFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_burst(settings, consultation):
    """So many answers have just come that the next one is asked for a moment."""
    settings.BURST_LIMIT = "1/3600"
    send(Client(), consultation)
    return consultation


def ask(client, consultation, **fields):
    """Send the answer; return the page that asks for a moment, and the answer's key."""
    key = key_on(fill(client, consultation))
    return client.post(url("response-review", consultation), {"key": key} | fields), key


def data(page, name):
    return re.search(rf'data-{name}="([^"]*)"', words(page))[1]


def solution(page):
    salt, wanted = data(page, "salt"), data(page, "challenge")
    number = next(
        n
        for n in range(int(data(page, "most")) + 1)
        if hashlib.sha256(f"{salt}{n}".encode()).hexdigest() == wanted
    )
    payload = {"algorithm": "SHA-256", "challenge": wanted, "number": number, "salt": salt}
    payload["signature"] = data(page, "signature")
    return base64.b64encode(json.dumps(payload).encode()).decode()


def patience(page):
    return re.search(r'name="patience" value="([^"]+)"', words(page))[1]


def test_burst_asks_for_a_moment_and_loses_nothing(client, in_burst):
    page, _key = ask(client, in_burst)

    assert page.status_code == 429
    assert "Attendez quinze secondes" in words(page)
    assert "Plus d'ombre." in words(page)
    assert Response.objects.count() == 1


def test_work_done_by_the_browser_lets_the_answer_through(client, in_burst):
    page, key = ask(client, in_burst)

    sent = client.post(url("response-review", in_burst), {"key": key, "altcha": solution(page)})

    assert sent.url == url("response-receipt", in_burst)
    assert Response.objects.count() == 2
    assert Response.objects.marked().count() == 0


def test_work_done_for_one_answer_lets_no_other_through(client, in_burst):
    page, _key = ask(client, in_burst)
    work = solution(page)

    other, _other_key = ask(Client(), in_burst, altcha=work)

    assert other.status_code == 429


@pytest.mark.parametrize(
    "forged", ["", "e30=", "bm9uZQ==", "%%%", base64.b64encode(b"[]").decode()]
)
def test_forged_work_is_refused(client, in_burst, forged):
    page, _key = ask(client, in_burst, altcha=forged)

    assert page.status_code == 429


def test_waiting_lets_the_answer_through_with_a_mark(client, in_burst, monkeypatch):
    page, key = ask(client, in_burst)
    monkeypatch.setattr(burst, "PATIENCE", timedelta(seconds=-1))  # as if it had passed

    sent = client.post(url("response-review", in_burst), {"key": key, "patience": patience(page)})

    assert sent.url == url("response-receipt", in_burst)
    assert ResponseMark.objects.get().reason == MarkReason.BURST


def test_not_waiting_does_not(client, in_burst):
    page, key = ask(client, in_burst)

    again = client.post(url("response-review", in_burst), {"key": key, "patience": patience(page)})

    assert again.status_code == 429


@pytest.mark.parametrize("age", [-1, 3601])
def test_patience_of_another_or_too_old_is_refused(in_burst, monkeypatch, age):
    with monkeypatch.context() as past:
        now = signing.time.time()
        past.setattr(signing.time, "time", lambda: now - max(age, 60))
        theirs = burst.new_challenge("another" if age < 0 else "mine")["patience"]

    assert not burst.has_waited({"patience": theirs}, "mine")


def test_no_burst_asks_nothing(client, consultation):
    send(client, consultation)

    assert Response.objects.count() == 1


# Marks


def test_many_identical_answers_are_marked_and_still_count(consultation):
    questionnaire = consultation.questionnaires.get()
    ResponseFactory.create_batch(10, questionnaire=questionnaire, answers=WHOLE)
    ResponseFactory(questionnaire=questionnaire, answers=WHOLE | {"UN": "1"})
    ResponseFactory.create_batch(10, questionnaire=questionnaire, answers={"UN": "1"})

    assert mark_identical(consultation=consultation) == 10
    assert mark_identical(consultation=consultation) == 0

    everything = response_counts([consultation.pk])[consultation.pk]
    without = response_counts([consultation.pk], with_marked=False)[consultation.pk]
    assert (everything.total, without.total) == (21, 11)


def test_results_are_read_with_and_without_the_marked(consultation, settings):
    settings.PUBLICATION_THRESHOLD = 1
    questionnaire = consultation.questionnaires.get()
    doubtful = ResponseFactory(questionnaire=questionnaire, answers={"UN": "1"})
    ResponseFactory.create_batch(2, questionnaire=questionnaire, answers={"UN": "2"})
    mark_responses(responses=[doubtful.pk], reason=MarkReason.BURST)
    questions = list(questions_in_order().filter(questionnaire=questionnaire, code="UN"))

    (with_it,) = answer_tables(questions)
    (without,) = answer_tables(questions, with_marked=False)

    assert (with_it.answered, without.answered) == (3, 2)


def test_lifted_mark_stays_as_a_trace_and_is_not_made_again(consultation):
    response = ResponseFactory(questionnaire=consultation.questionnaires.get())
    mark_responses(responses=[response.pk], reason=MarkReason.IDENTICAL)

    lift_marks(consultation=consultation, reason=MarkReason.IDENTICAL)
    again = mark_responses(responses=[response.pk], reason=MarkReason.IDENTICAL)

    assert again == 0
    assert ResponseMark.objects.count() == 1
    assert Response.objects.unmarked().count() == 1


def test_team_marks_and_lifts_from_the_back_office(client, consultation):
    questionnaire = consultation.questionnaires.get()
    ResponseFactory.create_batch(10, questionnaire=questionnaire, answers=WHOLE)
    client.force_login(UserFactory(lead=True))
    base = f"/admin/consultation/consultation/{consultation.pk}"

    client.post(f"{base}/faire/marquer-identiques/", {"confirm": "1"})
    marked = Response.objects.marked().count()
    client.post(f"{base}/faire/lever-reserves/", {"reason": "identical", "confirm": "1"})

    assert marked == 10
    assert Response.objects.marked().count() == 0


@pytest.mark.parametrize(("role", "status"), [("consortium", 403), ("lead", 200)])
def test_marking_is_the_citys(client, consultation, role, status):
    client.force_login(UserFactory(**{role: True}))
    base = f"/admin/consultation/consultation/{consultation.pk}"

    assert client.get(f"{base}/faire/marquer-identiques/").status_code == status
