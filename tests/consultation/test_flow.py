"""Questions asked by condition, page after page, without scripts."""

import re

import pytest

from consultation.models import DraftResponse, Response
from tests.consultation.answering import key_on, url, words
from tests.factories.consultation import questionnaire_with_conditions

pytestmark = pytest.mark.django_db
WALKS, STAYS = {"MARCHE": "1", "shown": "MARCHE"}, {"MARCHE": "2", "shown": "MARCHE"}


@pytest.fixture
def consultation():
    return questionnaire_with_conditions(open=True).consultation


def test_page_shows_what_is_asked_and_counts_no_other(client, consultation):
    page = words(client.get(url("response-section", consultation, "premiere")))

    assert 'id="q-MARCHE"' in page
    assert 'id="q-POURQUOI"' not in page
    assert "Étape 1 sur 3" in page  # the walkers' section is not asked yet


def test_answer_that_opens_a_section_leads_to_it(client, consultation):
    answer = client.post(url("response-section", consultation, "premiere"), WALKS)

    assert answer.url == url("response-section", consultation, "marche")
    assert "Étape 2 sur 4" in words(client.get(answer.url))


def test_answer_that_opens_a_question_of_the_page_shows_the_page_again(client, consultation):
    section = url("response-section", consultation, "premiere")

    answer = client.post(section, STAYS)
    page = words(client.get(answer.url))

    assert answer.url == f"{section}?suite=1#q-POURQUOI"
    assert 'name="shown" value="MARCHE,POURQUOI"' in page
    assert "Vos réponses appellent d'autres questions" in page
    assert DraftResponse.objects.get().answers == {"MARCHE": "2"}


def test_page_shown_again_leads_on_past_the_section_not_asked(client, consultation):
    section = url("response-section", consultation, "premiere")
    client.post(section, STAYS)

    answer = client.post(
        section, {"MARCHE": "2", "POURQUOI": "Trop loin", "shown": "MARCHE,POURQUOI"}
    )

    assert answer.url == url("response-section", consultation, "fin")


def test_going_back_skips_the_section_not_asked(client, consultation):
    client.post(url("response-section", consultation, "premiere"), STAYS)

    answer = client.post(
        url("response-section", consultation, "fin"), {"AVIS": "Oui", "direction": "back"}
    )

    assert answer.url == url("response-section", consultation, "premiere")


def test_section_not_asked_is_skipped_when_its_address_is_typed(client, consultation):
    client.post(url("response-section", consultation, "premiere"), STAYS)

    answer = client.get(url("response-section", consultation, "marche"))

    assert answer.url == url("response-start", consultation)


def test_answers_no_longer_asked_are_kept_told_and_not_sent(client, consultation):
    client.post(url("response-section", consultation, "premiere"), WALKS)
    client.post(url("response-section", consultation, "marche"), {"TRAJET": "1"})
    client.post(url("response-section", consultation, "premiere"), STAYS)

    review = client.get(url("response-review", consultation))
    page = words(review)
    kept = DraftResponse.objects.get().answers
    client.post(url("response-review", consultation), {"key": key_on(review)})

    assert kept == {"MARCHE": "2", "TRAJET": "1"}
    assert "Ce qui ne sera pas envoyé" in page
    trajet = consultation.questionnaires.get().questions.get(code="TRAJET")
    assert trajet.text in page.partition("Ce qui ne sera pas envoyé")[2]
    assert Response.objects.get().answers == {"MARCHE": "2"}


def test_changing_back_finds_the_answers_again(client, consultation):
    client.post(url("response-section", consultation, "premiere"), WALKS)
    client.post(url("response-section", consultation, "marche"), {"TRAJET": "1"})
    client.post(url("response-section", consultation, "premiere"), STAYS)
    client.post(url("response-section", consultation, "premiere"), WALKS)

    page = client.get(url("response-section", consultation, "marche")).content.decode()

    assert re.search(r'id="q-TRAJET-1"[^>]* value="1" checked', page)


def test_question_that_was_not_shown_is_not_emptied(client, consultation):
    client.post(url("response-section", consultation, "premiere"), STAYS)
    section = url("response-section", consultation, "premiere")
    client.post(section, {"MARCHE": "2", "POURQUOI": "Loin", "shown": "MARCHE,POURQUOI"})

    client.post(section, STAYS)

    assert DraftResponse.objects.get().answers == {"MARCHE": "2", "POURQUOI": "Loin"}


def test_errors_are_told_before_new_questions(client, consultation):
    section = url("response-section", consultation, "premiere")

    page = client.post(section, {"MARCHE": "2", "POURQUOI": "x" * 101, "shown": "MARCHE,POURQUOI"})

    assert "raccourcissez-le" in words(page)
    assert DraftResponse.objects.count() == 0


def test_forged_list_of_questions_shown_names_nothing_elsewhere(client, consultation):
    section = url("response-section", consultation, "premiere")

    answer = client.post(section, {"shown": "TRAJET,<script>,AVIS", "TRAJET": "1", "AVIS": "x"})

    assert answer.url == url("response-start", consultation)
    assert DraftResponse.objects.count() == 0


def test_time_is_told_from_the_least_to_the_most(client, consultation):
    page = words(client.get(url("response-section", consultation, "premiere")))

    assert "Comptez de 2 à 3 minutes, selon vos réponses." in page


def test_time_that_remains_is_told_on_the_way(client, consultation):
    answer = client.post(url("response-section", consultation, "premiere"), WALKS)

    assert "Encore 2 minutes environ." in words(client.get(answer.url))
