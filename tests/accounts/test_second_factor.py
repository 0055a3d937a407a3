"""Whoever can change everything proves twice who she is."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase assez longue"


@pytest.fixture(autouse=True)
def compulsory(settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["lead", "administrator"]


def person(**traits: bool):
    user = UserFactory(**traits)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, user):
    return client.post("/connexion/", {"username": user.email, "password": PASSWORD})


def code_of(secret: str, ahead: int = 0) -> str:
    """Compute what the telephone shows (RFC 6238: the count of half minutes)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def set_up(client: Client) -> tuple[str, list[str]]:
    """Activate the second factor as a person does; return its key and the recovery codes."""
    page = client.get("/mon-compte/double-verification/activer/").content.decode()
    secret = re.search(r'code-key">([A-Z2-7]+)<', page)[1]
    shown = client.post(
        "/mon-compte/double-verification/activer/", {"code": code_of(secret)}, follow=True
    ).content.decode()
    return secret, re.findall(r"<li><code>(\w+)</code>", shown)


@pytest.mark.parametrize("role", ["lead", "administrator", "superuser"])
def test_who_needs_one_sets_it_up_before_anything_else(client: Client, role: str) -> None:
    sign_in(client, person(**{role: True}))

    before = [client.get(path) for path in ("/", "/admin/", "/mon-compte/", "/rapports/")]
    refused = client.get("/api/v1/actions/")
    _, codes = set_up(client)

    assert {answer.headers["Location"] for answer in before} == {
        "/mon-compte/double-verification/activer/"
    }
    assert refused.status_code == 403
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["consortium", "department", "desk", "official"])
def test_others_may_do_without(client: Client, role: str) -> None:
    sign_in(client, person(**{role: True}))

    assert client.get("/mon-compte/").status_code == 200


def test_password_alone_no_longer_opens(client: Client) -> None:
    user = person(lead=True)
    sign_in(client, user)
    secret, _ = set_up(client)
    other = Client()

    answer = sign_in(other, user)
    is_out = "_auth_user_id" not in other.session
    wrong = other.post("/connexion/code/", {"code": "000000"}).content.decode()
    right = other.post("/connexion/code/", {"code": code_of(secret, ahead=1)})

    assert answer.headers["Location"] == "/connexion/code/"
    assert is_out
    assert "pas le bon" in wrong
    assert right.headers["Location"] == "/mon-espace/"
    assert other.session["_auth_user_id"] == str(user.pk)


def test_recovery_code_serves_once(client: Client) -> None:
    user = person(lead=True)
    sign_in(client, user)
    _, codes = set_up(client)

    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, user)
        browser.post("/connexion/code/", {"code": codes[0]})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_recovery_codes_are_shown_once(client: Client) -> None:
    sign_in(client, person(lead=True))
    _, codes = set_up(client)

    again = client.get("/mon-compte/codes-de-secours/").content.decode()

    assert not any(code in again for code in codes)
    assert "Il vous reste" in again


def test_who_needs_it_cannot_drop_it_and_others_can(client: Client) -> None:
    lead, desk = person(lead=True), person(desk=True)
    page = "/mon-compte/double-verification/desactiver/"
    kept, dropped = Client(), Client()
    for browser, user in ((kept, lead), (dropped, desk)):
        sign_in(browser, user)
        set_up(browser)

    refused = kept.post(page).content.decode()
    dropped.post(page)

    assert "ne peut pas être désactivée" in refused
    left = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    assert [item.user for item in left] == [lead]


def test_key_is_sealed_in_the_database(client: Client) -> None:
    sign_in(client, person(desk=True))
    secret, _ = set_up(client)

    kept = str(list(Authenticator.objects.values()))

    assert secret not in kept


def test_setting_up_asks_who_one_is_when_it_was_long_ago(client: Client) -> None:
    client.force_login(person(desk=True))

    answer = client.get("/mon-compte/double-verification/activer/")
    page = client.post(answer.headers["Location"], {"password": "faux"}).content.decode()
    right = client.post(answer.headers["Location"], {"password": PASSWORD})

    assert answer.headers["Location"].startswith("/connexion/confirmer/")
    assert "Votre mot de passe" in page
    assert right.headers["Location"] == "/mon-compte/double-verification/activer/"
