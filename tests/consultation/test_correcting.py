"""With the code of a receipt: correct, take away, see that it is counted."""

import csv
import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultation.models import AnswerRevision, DraftResponse, Response
from consultation.models.keys import new_token
from consultation.operations import start_correction, submit_draft, withdraw_response
from tests.consultation.answering import WHOLE, code_on, key_on, send, url, words
from tests.factories.consultation import (
    QuestionnaireFactory,
    ResponseFactory,
)

pytestmark = pytest.mark.django_db
CORRECT = reverse("consultation:response-correct")
CHECK = reverse("consultation:response-check")
EXPORT = reverse("consultation:response-export")


@pytest.fixture
def code(client, consultation):
    return code_on(client.get(send(client, consultation).url))


@pytest.fixture
def elsewhere():
    """Another browser, of who has nothing but the code."""
    return Client()


def send_correction(browser, consultation, **answers):
    browser.post(url("response-section", consultation, "premiere"), answers)
    review = browser.get(url("response-review", consultation))
    return browser.post(url("response-review", consultation), {"key": key_on(review)})


def test_correcting_starts_from_what_was_answered(consultation, code, elsewhere):
    answer = elsewhere.post(CORRECT, {"code": code})
    page = words(elsewhere.get(answer.url))

    assert answer.url == url("response-review", consultation)
    assert "Envoyer la correction" in page
    assert "Plus d'ombre." in page
    assert DraftResponse.objects.get().answers == WHOLE


def test_correction_changes_the_response_and_keeps_both_in_its_log(consultation, code, elsewhere):
    elsewhere.post(CORRECT, {"code": code})

    sent = send_correction(elsewhere, consultation, UN="1", ECHELLE="3")
    receipt = elsewhere.get(sent.url)

    corrected = {name: value for name, value in WHOLE.items() if name != "PLUSIEURS"} | {"UN": "1"}
    assert Response.objects.get().answers == corrected
    log = AnswerRevision.objects.values_list("kind", "answers")
    assert list(log) == [("submitted", WHOLE), ("corrected", corrected)]
    assert "Votre correction est enregistrée" in words(receipt)
    assert "Plus d'ombre." in words(elsewhere.post(CHECK, {"code": code}))
    assert DraftResponse.objects.count() == 0


def test_correction_sent_twice_is_stored_once(consultation, code, elsewhere):
    elsewhere.post(CORRECT, {"code": code})
    review = url("response-review", consultation)
    key = {"key": key_on(elsewhere.get(review))}

    answers = [elsewhere.post(review, key).url for _ in range(2)]

    assert answers == [url("response-receipt", consultation)] * 2
    assert AnswerRevision.objects.filter(kind="corrected").count() == 1


def test_two_corrections_at_once_leave_one_response_and_both_lines(consultation, code):
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post(CORRECT, {"code": code})

    for browser, answer in zip(browsers, "13", strict=True):
        send_correction(browser, consultation, UN=answer)

    assert Response.objects.get().answers["UN"] == "3"
    kept = AnswerRevision.objects.filter(kind="corrected").values_list("answers__UN", flat=True)
    assert list(kept) == ["1", "3"]


def test_correcting_keeps_the_version_that_was_answered(consultation, code, elsewhere):
    answered = consultation.questionnaires.get()
    QuestionnaireFactory(consultation=consultation, version=2, frozen=True)

    elsewhere.post(CORRECT, {"code": code})
    send_correction(elsewhere, consultation, UN="1")

    response = Response.objects.get()
    assert response.questionnaire == answered
    assert response.answers["UN"] == "1"


def test_correction_of_an_answer_withdrawn_meanwhile_is_refused(consultation, code):
    token = new_token()
    draft = start_correction(code=code, token=token)
    withdraw_response(code=code)

    assert not DraftResponse.objects.filter(pk=draft.pk).exists()
    with pytest.raises(ValidationError, match="n'existent plus"):
        submit_draft(consultation=consultation, token=token, language="fr")
    with pytest.raises(ValidationError, match="a été retirée"):
        start_correction(code=code, token=new_token())


def test_correction_after_the_end_is_refused(consultation, code, elsewhere):
    elsewhere.post(CORRECT, {"code": code})
    review = url("response-review", consultation)
    key = key_on(elsewhere.get(review))
    consultation.closes_at = timezone.now()
    consultation.save()

    page = elsewhere.post(review, {"key": key})
    again = elsewhere.post(CORRECT, {"code": code})

    assert page.status_code == 409
    assert "La consultation est terminée" in words(again)
    assert AnswerRevision.objects.count() == 1


def test_unknown_code_corrects_nothing(client):
    page = client.post(CORRECT, {"code": "2222-2222-2222"})

    assert "Aucune réponse ne porte ce code" in words(page)


def test_line_of_the_log_does_not_change(consultation, code, elsewhere):
    elsewhere.post(CORRECT, {"code": code})
    send_correction(elsewhere, consultation, UN="1")

    with pytest.raises(ProgrammingError, match="Cannot update rows"):
        AnswerRevision.objects.filter(kind="corrected").update(sent_key="autre")


# One's own answer


def test_own_answer_is_taken_away_as_data(code, client, consultation):
    file = client.post(EXPORT, {"code": code, "format": "json"})

    said = json.loads(file.content)
    assert said["answers"] == WHOLE
    assert said["consultation"] == consultation.slug
    assert "attachment" in file["Content-Disposition"]
    assert "no-store" in file["Cache-Control"]


def test_own_answer_is_taken_away_as_a_table_that_runs_nothing(client, consultation, code):
    Response.objects.update(answers=WHOLE | {"TEXTE": "=1+1"})

    file = client.post(EXPORT, {"code": code, "format": "csv"})

    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    told = {row[0]: row[2] for row in rows}
    assert told["PLUSIEURS"] == "Un ; Trois"
    assert told["POINTS"] == "Un : 4 points ; Deux : 6 points"
    assert told["TEXTE"] == "'=1+1"


def test_unknown_code_takes_nothing_away(client):
    page = client.post(EXPORT, {"code": "2222-2222-2222"})

    assert "Aucune réponse ne porte ce code" in words(page)


def test_after_the_end_the_answer_is_seen_in_the_count(client, consultation, code):
    ResponseFactory.create_batch(11, questionnaire=consultation.questionnaires.get())
    consultation.closes_at = timezone.now()
    consultation.save()

    page = words(client.post(CHECK, {"code": code}))

    assert "Elle est une des 12 réponses du décompte : En ligne 12." in page
    assert "ne se corrige ni ne se retire plus" in page
    assert "Corriger ma réponse" not in page
