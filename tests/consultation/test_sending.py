from datetime import timedelta

import pytest
from django.utils import timezone

from consultation.enums import Channel
from consultation.models import AnswerRevision, DraftResponse, Response
from consultation.models.keys import receipt_hash
from tests.consultation.answering import FIRST_PAGE, WHOLE, code_on, fill, key_on, send, url, words
from tests.factories.consultation import (
    QuestionFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SectionFactory,
    questionnaire_of_every_type,
)

pytestmark = pytest.mark.django_db


def test_sending_stores_one_response_and_shows_its_code(client, consultation):
    answer = send(client, consultation)

    receipt = client.get(answer.url)
    response = Response.objects.get()
    assert response.answers == WHOLE
    assert response.channel == Channel.WEB
    assert response.language == "fr"
    assert response.receipt_hash == receipt_hash(code_on(receipt))
    assert AnswerRevision.objects.get().answers == WHOLE
    assert DraftResponse.objects.count() == 0


def test_the_code_is_nowhere_in_the_database(client, consultation):
    code = code_on(client.get(send(client, consultation).url))

    row = Response.objects.values().get()

    assert code not in str(row)
    assert code.replace("-", "") not in str(row)


def test_sending_again_shows_the_same_receipt(client, consultation):
    review = fill(client, consultation)
    key = {"key": key_on(review)}
    first = client.post(url("response-review", consultation), key)
    code = code_on(client.get(first.url))

    again = client.post(url("response-review", consultation), key)

    assert code_on(client.get(again.url)) == code
    assert Response.objects.count() == 1


def test_sending_again_after_the_end_still_shows_the_receipt(client, consultation):
    review = fill(client, consultation)
    client.post(url("response-review", consultation), {"key": key_on(review)})
    consultation.closes_at = timezone.now()
    consultation.save()

    again = client.post(url("response-review", consultation), {"key": key_on(review)})

    assert again.url == url("response-receipt", consultation)


def test_page_of_a_former_answer_sends_nothing_in_the_name_of_the_new_one(client, consultation):
    old = key_on(fill(client, consultation))
    client.post(url("response-forget", consultation))
    fill(client, consultation)

    client.post(url("response-review", consultation), {"key": old})

    assert Response.objects.count() == 0


def test_two_people_on_one_browser_give_two_responses(client, consultation):
    send(client, consultation)
    client.post(url("response-forget", consultation))

    send(client, consultation)

    assert Response.objects.count() == 2


def test_who_has_answered_is_shown_the_receipt(client, consultation):
    send(client, consultation)

    answer = client.get(url("response-section", consultation, "premiere"))

    assert answer.url == url("response-receipt", consultation)


def test_empty_response_is_refused(client, consultation):
    client.post(url("response-section", consultation, "premiere"), {})
    review = client.get(url("response-review", consultation))

    page = client.post(url("response-review", consultation), {"key": key_on(review)})

    assert "Répondez à une question au moins." in words(page)
    assert Response.objects.count() == 0


def test_sending_after_the_end_is_refused_clearly(client, consultation):
    review = fill(client, consultation)
    consultation.closes_at = timezone.now()
    consultation.save()

    page = client.post(url("response-review", consultation), {"key": key_on(review)})

    assert page.status_code == 409
    assert "Cette réponse n'a pas été enregistrée." in words(page)
    assert Response.objects.count() == 0


def test_section_of_a_consultation_not_open_takes_nothing(client):
    announced = questionnaire_of_every_type(announced=True).consultation

    page = client.post(url("response-section", announced, "premiere"), FIRST_PAGE)

    assert page.status_code == 409
    assert DraftResponse.objects.count() == 0


def test_sending_without_draft_says_that_nothing_was_sent(client, consultation):
    page = client.post(url("response-review", consultation), {"key": "0"})

    assert page.status_code == 409
    assert "Rien n'a été envoyé." in words(page)


def test_old_draft_is_not_sent(client, consultation):
    review = fill(client, consultation)
    DraftResponse.objects.update(saved_at=timezone.now() - timedelta(days=8))

    again = client.get(url("response-review", consultation))

    assert key_on(review)
    assert again.url == url("response-start", consultation)


def test_forgetting_erases_the_draft_and_the_cookie(client, consultation):
    fill(client, consultation)

    answer = client.post(url("response-forget", consultation))

    assert DraftResponse.objects.count() == 0
    assert answer.cookies[f"reponse-{consultation.pk}"].value == ""


def test_forged_cookie_is_ignored(client, consultation):
    client.cookies[f"reponse-{consultation.pk}"] = "forged:token:signature"

    page = client.get(url("response-review", consultation))

    assert page.url == url("response-start", consultation)


def test_cookie_is_hidden_from_scripts(client, consultation):
    answer = client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)

    cookie = answer.cookies[f"reponse-{consultation.pk}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_receipt_is_not_for_another_browser(client, consultation, django_user_model):
    send(client, consultation)
    client.cookies.clear()

    assert client.get(url("response-receipt", consultation)).url == consultation.get_absolute_url()


@pytest.mark.parametrize("others", [0, 3])
def test_sending_takes_five_statements(client, consultation, django_assert_num_queries, others):
    questionnaire = consultation.questionnaires.get()
    ResponseFactory.create_batch(others, questionnaire=questionnaire)
    review = fill(client, consultation)

    # The consultation, the counter of bursts, the draft taken, the response, its log.
    with django_assert_num_queries(5 + 2):  # a savepoint and its release: the test's own
        client.post(url("response-review", consultation), {"key": key_on(review)})


def test_sending_twenty_five_questions_takes_no_more(client, django_assert_num_queries):
    section = SectionFactory(
        code="premiere", questionnaire=QuestionnaireFactory(frozen=True, consultation__open=True)
    )
    given = {QuestionFactory(section=section, options=["Un", "Deux"]).code: "1" for _ in range(25)}
    consultation = section.questionnaire.consultation
    client.post(url("response-section", consultation, "premiere"), given)
    review = client.get(url("response-review", consultation))

    with django_assert_num_queries(5 + 2):
        client.post(url("response-review", consultation), {"key": key_on(review)})

    assert Response.objects.get().answers == given
