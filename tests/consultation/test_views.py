import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultation.enums import Channel
from consultation.models import AnswerRevision, DraftResponse, Response
from consultation.models.keys import ALPHABET, receipt_hash
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

FIRST_PAGE = {"UN": "2", "PLUSIEURS": ["1", "3"], "ECHELLE": "3"}
SECOND_PAGE = {
    "RANG-1": "3",
    "RANG-2": "1",
    "RANG-3": "",
    "POINTS-1": "4",
    "POINTS-2": "6",
    "POINTS-3": "",
    "TEXTE": "Plus d'ombre.",
    "LIEU-place": "Place de la Loge",
    "LIEU-reason": "Du bruit.",
}
WHOLE = {
    "UN": "2",
    "PLUSIEURS": ["1", "3"],
    "ECHELLE": "3",
    "RANG": ["3", "1"],
    "POINTS": {"1": 4, "2": 6},
    "TEXTE": "Plus d'ombre.",
    "LIEU": {"place": "Place de la Loge", "reason": "Du bruit."},
}
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


@pytest.fixture
def consultation():
    return questionnaire_of_every_type(open=True).consultation


def url(name, consultation, *args):
    return reverse(f"consultation:{name}", args=[consultation.slug, *args])


def words(page):
    """Give the text of a page as it is read."""
    return html.unescape(page.content.decode())


def key_on(page):
    return re.search(rb'name="key" value="([0-9a-f]+)"', page.content)[1].decode()


def fill(client, consultation):
    client.post(url("response-section", consultation, "premiere"), FIRST_PAGE)
    client.post(url("response-section", consultation, "seconde"), SECOND_PAGE)
    return client.get(url("response-review", consultation))


def send(client, consultation):
    review = fill(client, consultation)
    return client.post(url("response-review", consultation), {"key": key_on(review)})


def code_on(page):
    return CODE.search(page.content.decode())[0]


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


# Sending


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


def test_sending_takes_six_statements(client, consultation, django_assert_num_queries):
    review = fill(client, consultation)

    with django_assert_num_queries(6 + 2):  # a savepoint and its release: the test's own
        client.post(url("response-review", consultation), {"key": key_on(review)})


# With the code


def test_code_tells_that_the_answer_counts(client, consultation):
    code = code_on(client.get(send(client, consultation).url))

    page = client.post(reverse("consultation:response-check"), {"code": code.lower()})

    assert "Votre réponse est bien enregistrée" in words(page)
    assert "Plus d'ombre." in words(page)
    assert "En ligne" in words(page)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Écrivez le code"),
        ("ABC", "la bonne forme"),
        ("<b>22222222</b>", "la bonne forme"),
        ("2222-2222-2222", "Aucune réponse ne porte ce code"),
        ("\x00" * 12, "caractère"),
    ],
)
def test_wrong_code_is_explained(client, consultation, code, told):
    page = client.post(reverse("consultation:response-check"), {"code": code})

    assert told in words(page)


def test_withdrawing_asks_to_confirm(client, consultation):
    code = code_on(client.get(send(client, consultation).url))

    page = client.post(reverse("consultation:response-withdraw"), {"code": code})

    assert "Cochez la case" in words(page)
    assert Response.objects.counted().count() == 1


def test_withdrawing_erases_the_answers_and_the_log(client, consultation):
    code = code_on(client.get(send(client, consultation).url))

    page = client.post(reverse("consultation:response-withdraw"), {"code": code, "confirm": "yes"})

    assert "Cette réponse a été retirée" in words(page)
    assert Response.objects.counted().count() == 0
    assert Response.objects.get().answers == {}
    assert set(AnswerRevision.objects.values_list("kind", flat=True)) == {"submitted", "withdrawn"}
    assert not AnswerRevision.objects.exclude(answers={}).exists()


# Limits


def test_forty_answers_from_one_address_pass(client_factory, consultation):
    for _person in range(40):
        send(client_factory(), consultation)

    assert Response.objects.count() == 40


def test_one_browser_cannot_start_without_end(client, consultation, settings):
    settings.PUBLIC_WRITE_LIMIT = "2/600"
    section = url("response-section", consultation, "premiere")
    client.get(section)

    pages = []
    for _start in range(3):
        pages.append(client.post(section, FIRST_PAGE))
        client.post(url("response-forget", consultation))

    assert [page.status_code for page in pages] == [302, 302, 429]
    assert "Trop d'envois" in words(pages[2])


def test_codes_cannot_be_tried_without_end(client, consultation, settings):
    settings.PUBLIC_WRITE_LIMIT = "2/600"
    check = reverse("consultation:response-check")
    client.get(check)

    statuses = [client.post(check, {"code": "2222-2222-2222"}).status_code for _try in range(3)]

    assert statuses == [200, 200, 429]


@pytest.fixture
def client_factory():
    from django.test import Client

    return Client


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

    assert count_queries(client, path) == before
