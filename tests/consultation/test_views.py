import re

import pytest
from django.urls import reverse

from consultation.models import DraftResponse, Response
from consultation.queries.questionnaire import known_plans
from tests.consultation.answering import FIRST_PAGE, SECOND_PAGE, WHOLE, key_on, url, words
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SectionFactory,
    questionnaire_of_every_type,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


# Before answering


def test_index_says_until_when_and_how_many(client, consultation):
    questionnaire = consultation.questionnaires.get()
    ResponseFactory.create_batch(3, questionnaire=questionnaire)

    page = client.get(reverse("consultation:index"))

    assert "La consultation est ouverte jusqu'au" in words(page)
    assert "3 réponses." in words(page)
    assert url("response-start", consultation) in words(page)


def test_index_sets_no_cookie(client, consultation):
    page = client.get(reverse("consultation:index"))

    assert page.cookies == {}


def test_index_without_consultation_says_so(client):
    page = client.get(reverse("consultation:index"))

    assert "Aucune consultation pour le moment" in words(page)


def test_index_prefers_what_is_open_and_names_the_others(client, consultation):
    later = ConsultationFactory(announced=True)

    page = client.get(reverse("consultation:index")).content.decode()

    assert f"<h1>{consultation.title}</h1>" in page
    assert later.title in page


@pytest.mark.parametrize(
    ("situation", "told"),
    [
        ("announced", "La consultation ouvrira le"),
        ("ended", "La consultation s'est terminée le"),
        ("closed", "Les résultats seront publiés ici."),
    ],
)
def test_page_of_a_consultation_says_its_state(client, situation, told):
    shown = questionnaire_of_every_type(**{situation: True}).consultation

    page = words(client.get(shown.get_absolute_url()))

    assert told in page
    assert "Donner votre avis" not in page


@pytest.mark.parametrize(("role", "status"), [(None, 404), ("department", 404), ("lead", 200)])
def test_draft_consultation_is_for_those_who_prepare_it(client, role, status):
    draft = questionnaire_of_every_type().consultation
    if role:
        client.force_login(UserFactory(**{role: True}))

    assert client.get(draft.get_absolute_url()).status_code == status
    assert client.get(url("response-start", draft)).status_code in (status, 302)


def test_draft_consultation_is_not_named_on_the_index(client):
    draft = questionnaire_of_every_type().consultation

    assert draft.title not in client.get(reverse("consultation:index")).content.decode()


# Answering


def test_start_leads_to_the_first_section(client, consultation):
    answer = client.get(url("response-start", consultation))

    assert answer.url == url("response-section", consultation, "premiere")


def test_reading_a_section_starts_nothing(client, consultation):
    client.get(url("response-section", consultation, "premiere"))

    assert DraftResponse.objects.count() == 0


def test_unknown_section_is_not_found(client, consultation):
    assert client.get(url("response-section", consultation, "absente")).status_code == 404


def test_each_page_is_kept_and_leads_to_the_next(client, consultation):
    first = client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)
    second = client.post(url("response-section", consultation, "seconde"), SECOND_PAGE)

    assert first.url == url("response-section", consultation, "seconde")
    assert second.url == url("response-review", consultation)
    assert DraftResponse.objects.get().answers == WHOLE


def test_going_back_keeps_both_pages(client, consultation):
    client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)

    answer = client.post(
        url("response-section", consultation, "seconde"), SECOND_PAGE | {"direction": "back"}
    )
    page = client.get(answer.url).content.decode()

    assert answer.url == url("response-section", consultation, "premiere")
    assert DraftResponse.objects.get().answers == WHOLE
    assert re.search(r'id="q-UN-2"[^>]* value="2" checked', page)


def test_an_answer_can_be_taken_back(client, consultation):
    section = url("response-section", consultation, "premiere")
    client.post(section, FIRST_PAGE)

    client.post(section, {"UN": "", "ECHELLE": "1"})

    assert DraftResponse.objects.get().answers == {"ECHELLE": "1"}


def test_errors_are_told_at_the_question_and_nothing_typed_is_lost(client, consultation):
    posted = SECOND_PAGE | {"POINTS-1": "7", "RANG-2": "3"}

    page = client.post(url("response-section", consultation, "seconde"), posted)

    text = page.content.decode()
    assert 'href="#q-RANG-1"' in text
    assert 'href="#q-POINTS-1"' in text
    assert "le total est de 13" in text
    assert 'name="POINTS-1" value="7"' in text
    assert "Place de la Loge" in text
    assert "2 réponses sont à corriger" in text
    assert DraftResponse.objects.count() == 0


def test_too_many_choices_are_refused_at_the_field(client, consultation):
    page = client.post(
        url("response-section", consultation, "premiere"), {"PLUSIEURS": ["1", "2", "3"]}
    )

    assert "Gardez 2 réponses au plus" in words(page)


def test_who_fills_the_trap_is_told_and_nothing_is_kept(client, consultation):
    page = client.post(
        url("response-section", consultation, "premiere"), FIRST_PAGE | {"site_web": "http://x"}
    )

    assert "Un champ caché a été rempli" in words(page)
    assert DraftResponse.objects.count() == 0


def test_review_shows_hostile_words_as_words(client, consultation):
    hostile = "<script>alert(1)</script> {{ secret }} =1+1"
    client.post(url("response-section", consultation, "seconde"), {"TEXTE": hostile})

    page = client.get(url("response-review", consultation)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ secret }} =1+1" in page


def test_review_tells_what_is_unanswered(client, consultation):
    client.post(url("response-section", consultation, "premiere"), {"UN": "1"})

    page = client.get(url("response-review", consultation)).content.decode()

    assert page.count("Sans réponse") == 6


def test_review_without_answers_leads_to_the_start(client, consultation):
    assert client.get(url("response-review", consultation)).url == url(
        "response-start", consultation
    )


# Languages


def test_page_in_catalan_shows_catalan_and_marks_french(client, consultation):
    section = consultation.questionnaires.get().sections.get(code="premiere")
    section.title_ca = "El centre"
    section.save()

    page = client.get("/ca" + url("response-section", consultation, "premiere")).content.decode()

    assert "<h1>El centre</h1>" in page
    assert '<span lang="fr">Question' in page


def test_response_keeps_the_language_it_was_given_in(client, consultation):
    section, review = (
        "/ca" + url("response-section", consultation, "premiere"),
        "/ca" + url("response-review", consultation),
    )
    client.post(section, FIRST_PAGE)

    client.post(review, {"key": key_on(client.get(review))})

    assert Response.objects.get().language == "ca"


# Constant queries


def count_queries(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        page = client.get(path)
    assert page.status_code == 200
    return len(queries)


def test_index_takes_the_same_statements_for_any_number(client, consultation):
    before = count_queries(client, reverse("consultation:index"))
    for _other in range(2):
        other = questionnaire_of_every_type(open=True)
        ResponseFactory.create_batch(2, questionnaire=other)

    assert count_queries(client, reverse("consultation:index")) == before


def test_section_takes_the_same_statements_for_any_number_of_questions(client):
    section = SectionFactory(
        questionnaire=QuestionnaireFactory(frozen=True, consultation__open=True)
    )
    QuestionFactory(section=section, options=["Un"])
    path = url("response-section", section.questionnaire.consultation, section.code)
    before = count_queries(client, path)
    for _other in range(2):
        QuestionFactory(section=section, options=["Un", "Deux", "Trois"])
    known_plans.clear()

    assert count_queries(client, path) == before
