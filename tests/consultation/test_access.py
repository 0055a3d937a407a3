"""Who may answer: a letter's code, an account."""

import csv
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultation.models import AccessCode, DraftResponse, Response
from consultation.models.keys import access_hash, holder_key
from consultation.operations import make_access_codes
from tests.consultation.answering import fill, key_on, send, url, words
from tests.factories.consultation import AccessCodeFactory, questionnaire_of_every_type
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
CODE = "ABCD-2345-EFGH"


@pytest.fixture
def by_letter():
    consultation = questionnaire_of_every_type(open=True, access="codes").consultation
    AccessCodeFactory(consultation=consultation, code=CODE)
    return consultation


@pytest.fixture
def by_account():
    return questionnaire_of_every_type(open=True, access="account").consultation


def begin(browser, consultation, code=CODE):
    return browser.post(url("response-access", consultation), {"code": code})


# Letters


def test_questionnaire_asks_for_the_code_first(client, by_letter):
    answer = client.get(url("response-section", by_letter, "premiere"))
    posted = client.post(url("response-section", by_letter, "premiere"), {"UN": "1"})

    assert answer.url == posted.url == url("response-access", by_letter)
    assert "Code de votre courrier" in words(client.get(answer.url))
    assert DraftResponse.objects.count() == 0


def test_code_of_a_letter_admits_however_it_is_typed(client, by_letter):
    begin(client, by_letter, "abcd 2345-efgh")
    send(client, by_letter)

    assert Response.objects.get().respondent_key == holder_key(by_letter.pk, CODE)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Écrivez le code de votre courrier."),
        ("ABC", "la bonne forme"),
        ("2222-2222-2222", "pas celui d'un courrier"),
    ],
)
def test_wrong_code_is_explained(client, by_letter, typed, told):
    assert told in words(begin(client, by_letter, typed))
    assert DraftResponse.objects.count() == 0


def test_one_letter_gives_one_answer(client, by_letter):
    begin(client, by_letter)
    send(client, by_letter)

    page = begin(Client(), by_letter)

    assert page.status_code == 409
    assert "un code, une réponse" in words(page)
    assert Response.objects.count() == 1


def test_one_letter_on_two_browsers_stores_the_first_answer(by_letter):
    browsers = [Client(), Client()]
    for browser in browsers:
        begin(browser, by_letter)
    first, second = (fill(browser, by_letter) for browser in browsers)

    browsers[0].post(url("response-review", by_letter), {"key": key_on(first)})
    page = browsers[1].post(url("response-review", by_letter), {"key": key_on(second)})

    assert page.status_code == 409
    assert "La réponse déjà enregistrée n'a pas changé." in words(page)
    assert Response.objects.count() == 1


def test_letter_of_another_consultation_admits_nobody(client, by_letter):
    other = questionnaire_of_every_type(open=True, access="codes").consultation

    assert "pas celui d'un courrier" in words(begin(client, other))


def test_codes_cannot_be_guessed_without_end(client, by_letter, settings):
    settings.PUBLIC_WRITE_LIMIT = "2/600"
    client.get(url("response-access", by_letter))

    statuses = [begin(client, by_letter, "2222-2222-2222").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_nothing_in_the_database_leads_from_a_letter_to_an_answer(client, by_letter):
    begin(client, by_letter)
    send(client, by_letter)

    letter, response = AccessCode.objects.values().get(), Response.objects.values().get()

    assert letter["code_hash"] == access_hash(by_letter.pk, CODE)
    texts = {value for value in response.values() if isinstance(value, str)}
    assert not texts & {value for value in letter.values() if isinstance(value, str)}
    assert "used" not in str(letter)


def test_codes_are_distinct_and_kept_as_hashes(by_letter):
    codes = make_access_codes(consultation=by_letter, batch="Saint-Jean", count=50)

    kept = set(AccessCode.objects.filter(batch="Saint-Jean").values_list("code_hash", flat=True))
    assert len(set(codes)) == 50
    assert kept == {access_hash(by_letter.pk, code) for code in codes}


@pytest.mark.parametrize("count", [0, 50_001])
def test_number_of_codes_has_bounds(by_letter, count):
    with pytest.raises(ValidationError, match="entre 1 et"):
        make_access_codes(consultation=by_letter, batch="Lot", count=count)


def test_team_downloads_codes_that_are_not_shown_again(client, by_letter):
    client.force_login(UserFactory(lead=True))
    page = url("access-codes", by_letter)

    file = client.post(page, {"count": "3", "batch": "=Lot", "shape": "csv"})
    rows = list(csv.reader(StringIO(file.content.decode()), delimiter=";"))

    assert [row[0] for row in rows[1:]] == ["Lot"] * 3
    assert rows[1][2].endswith(url("response-access", by_letter))
    shown = words(client.get(page))
    assert "=Lot" in shown
    assert not any(row[1] in shown for row in rows[1:])
    assert begin(Client(), by_letter, rows[1][1]).status_code == 302


def test_team_prints_letters(client, by_letter):
    client.force_login(UserFactory(lead=True))

    page = words(
        client.post(
            url("access-codes", by_letter), {"count": "2", "batch": "Lot", "shape": "letters"}
        )
    )

    assert page.count('class="letter"') == 2


@pytest.mark.parametrize(("role", "status"), [(None, 302), ("consortium", 403), ("lead", 200)])
def test_letters_are_the_citys(client, by_letter, role, status):
    if role:
        client.force_login(UserFactory(**{role: True}))

    assert client.get(url("access-codes", by_letter)).status_code == status


# Accounts


def test_account_is_asked_for(client, by_account):
    page = client.get(url("response-section", by_account, "premiere"))
    posted = client.post(url("response-section", by_account, "premiere"), {"UN": "1"})

    assert "Se connecter pour répondre" in words(page)
    assert posted.status_code == 409
    assert DraftResponse.objects.count() == 0


def test_account_answers_once_from_any_browser(by_account):
    person = UserFactory()
    first, second = Client(), Client()
    for browser in (first, second):
        browser.force_login(person)
    send(first, by_account)

    page = second.get(url("response-start", by_account))

    assert "un compte, une réponse" in words(page)
    assert Response.objects.get().respondent_key != str(person.pk)


def test_two_accounts_give_two_answers(by_account):
    for _person in range(2):
        browser = Client()
        browser.force_login(UserFactory())
        send(browser, by_account)

    assert Response.objects.count() == 2
