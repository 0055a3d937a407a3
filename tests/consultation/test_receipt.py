import pytest
from django.urls import reverse

from consultation.models import AnswerRevision, Response
from tests.consultation.answering import FIRST_PAGE, code_on, send, url, words

pytestmark = pytest.mark.django_db


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
