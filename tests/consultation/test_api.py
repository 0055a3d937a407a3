import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultation.models import Condition, Response
from consultation.models.keys import new_token, receipt_hash
from tests.factories.consultation import (
    AccessCodeFactory,
    ResponseFactory,
    questionnaire_of_every_type,
    questionnaire_of_newer_types,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/consultations/"
ANSWERS = {"UN": "2", "PLUSIEURS": ["3", "1"], "POINTS": {"1": 10}, "TEXTE": "Un banc"}


@pytest.fixture
def consultation():
    return questionnaire_of_every_type(open=True).consultation


def post(client, consultation, **changes):
    body = {"answers": ANSWERS, "idempotency_token": new_token(), "language": "ca"} | changes
    path = f"{LIST}{consultation.slug}/responses/"
    return client.post(path, body, content_type="application/json")


def test_list_gives_the_questions_and_the_count(client, consultation):
    ResponseFactory.create_batch(12, questionnaire=consultation.questionnaires.get())

    (shown,) = client.get(LIST).json()["results"]

    assert shown["slug"] == consultation.slug
    assert shown["state"] == "open"
    assert shown["responses"] == {"total": 12, "by_channel": {"web": 12}}
    assert [question["code"] for question in shown["questions"]] == [
        *("UN", "PLUSIEURS", "ECHELLE", "RANG", "POINTS", "TEXTE", "LIEU")
    ]
    assert shown["questions"][0]["options"][1]["text"] == "Deux"


def test_count_by_channel_is_hidden_while_it_is_small(client, consultation):
    ResponseFactory(questionnaire=consultation.questionnaires.get())

    shown = client.get(f"{LIST}{consultation.slug}/").json()

    assert shown["responses"] == {"total": 1, "by_channel": None}


def test_drafts_and_responses_are_not_given(client):
    draft = questionnaire_of_every_type().consultation

    assert client.get(LIST).json()["results"] == []
    assert client.get(f"{LIST}{draft.slug}/").status_code == 404
    assert post(client, draft).status_code == 404


def test_no_answer_is_read_through_the_api(client, consultation):
    ResponseFactory(questionnaire=consultation.questionnaires.get(), answers=ANSWERS)

    assert "Un banc" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{consultation.slug}/responses/").status_code == 405


def test_posting_stores_the_response_and_gives_its_code(client, consultation):
    answer = post(client, consultation)

    response = Response.objects.get()
    assert answer.status_code == 201
    assert response.answers == ANSWERS | {"PLUSIEURS": ["1", "3"]}
    assert response.receipt_hash == receipt_hash(answer.json()["receipt_code"])
    assert response.language == "ca"
    assert answer.cookies == {}


def test_posting_again_gives_the_same_code(client, consultation):
    token = new_token()
    first = post(client, consultation, idempotency_token=token)

    again = post(client, consultation, idempotency_token=token)

    assert again.status_code == 200
    assert again.json() == first.json()
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"answers": {"UN": "9", "PLUSIEURS": ["1", "2", "3"]}}, ["PLUSIEURS", "UN"]),
        ({"answers": {"POINTS": {"1": 1e30}}}, ["POINTS"]),
        ({"answers": {"ABSENTE": "1"}}, ["ABSENTE"]),
        ({"answers": {}}, ["non_field_errors"]),
        ({"answers": "texte"}, ["answers"]),
        ({"idempotency_token": "court"}, ["idempotency_token"]),
        ({"idempotency_token": "a" * 10_000}, ["idempotency_token"]),
        ({"language": "xx"}, ["language"]),
    ],
)
def test_errors_are_given_by_field(client, consultation, changes, fields):
    answer = post(client, consultation, **changes)

    assert answer.status_code == 400
    assert sorted(answer.json()) == fields
    assert all(isinstance(messages, list) for messages in answer.json().values())
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"[]",
        b"null",
        b'"a"',
        b"\xff\xfe",
        b'{"answers":1}',
        b'{"answers":{"POINTS":{"1":Infinity}}}',
    ],
)
def test_malformed_body_is_refused(client, consultation, body):
    path = f"{LIST}{consultation.slug}/responses/"

    answer = client.post(path, body, content_type="application/json")

    assert answer.status_code == 400


def test_closed_consultation_refuses_clearly(client):
    closed = questionnaire_of_every_type(ended=True).consultation

    answer = post(client, closed)

    assert answer.status_code == 400
    assert "terminée" in answer.json()["non_field_errors"][0]


def test_too_many_from_one_address_wait(client, consultation, settings):
    settings.PUBLIC_WRITE_ADDRESS_LIMIT = "2/3600"

    statuses = [post(Client(), consultation).status_code for _try in range(3)]

    assert statuses == [201, 201, 429]


def test_posting_takes_five_statements(client, consultation):
    post(client, consultation)

    # The consultation, all the limits, the questionnaire, the response, its log.
    with CaptureQueriesContext(connection) as queries:
        post(client, consultation)

    # a savepoint and its release are the test's own
    assert len(queries) == 5 + 2


def test_burst_is_kept_with_a_mark(client, consultation, settings):
    settings.BURST_LIMIT = "1/60"

    statuses = [post(client, consultation).status_code for _ in range(3)]

    assert statuses == [201, 201, 201]
    assert Response.objects.marked().count() == 2


# Who may answer


def test_letter_admits_once(client, consultation):
    consultation.access = "codes"
    consultation.save()
    AccessCodeFactory(consultation=consultation, code="ABCD-2345-EFGH")
    token = new_token()

    without = post(client, consultation)
    wrong = post(client, consultation, access_code="2222-2222-2222")
    first = post(client, consultation, access_code="abcd2345efgh", idempotency_token=token)
    again = post(client, consultation, access_code="abcd2345efgh", idempotency_token=token)
    second = post(client, consultation, access_code="abcd2345efgh")

    assert [without.status_code, wrong.status_code, second.status_code] == [400, 400, 400]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt_code"] == again.json()["receipt_code"]
    assert "déjà servi" in second.content.decode()
    assert Response.objects.count() == 1


def test_account_admits_once(client, consultation):
    consultation.access = "account"
    consultation.save()
    person = UserFactory()
    refused = post(client, consultation)
    client.force_login(person)

    statuses = [post(client, consultation).status_code for _ in range(2)]

    assert refused.status_code == 400
    assert statuses == [201, 400]
    assert Response.objects.count() == 1


def test_list_takes_the_same_statements_for_any_number(client, consultation):
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _other in range(2):
        ResponseFactory(questionnaire=questionnaire_of_every_type(open=True))
    with CaptureQueriesContext(connection) as three:
        shown = client.get(LIST).json()["results"]

    assert len(shown) == 3
    assert len(three) == len(one)


def test_questions_tell_their_limits_and_when_they_are_asked(client):
    questionnaire = questionnaire_of_newer_types(open=True)
    codes = {question.code: question for question in questionnaire.questions.all()}
    Condition.objects.create(
        question=codes["PRIX"], depends_on=codes["OUI"], operator="any_of", option_codes=["yes"]
    )

    found = client.get(LIST).json()["results"][0]["questions"]

    price = next(item for item in found if item["code"] == "PRIX")
    assert price["conditions"] == [
        {"depends_on": "OUI", "operator": "any_of", "option_codes": ["yes"], "number": None}
    ]
    assert (price["minimum"], price["decimals"], price["unit"]) == ("0.000", 2, "€")
    grid = next(item for item in found if item["code"] == "GRILLE")
    assert [item["is_row"] for item in grid["options"]] == [False, False, True, True]


def test_api_takes_the_values_that_the_page_stores(client):
    questionnaire = questionnaire_of_newer_types(open=True)
    answers = {
        "OUI": "dont-know",
        "AUTRE": "other",
        "AUTRE.other": "Un kiosque",
        "GRILLE": {"a": "2"},
        "AVIS": {"1": "agree"},
        "PRIX": 12.5,
        "JOUR": "2026-05-31",
    }

    sent = post(client, questionnaire.consultation, answers=answers)

    assert sent.status_code == 201
    assert Response.objects.get().answers == answers
