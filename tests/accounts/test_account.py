"""One's own account: its sessions and its password."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from perpignan.accounts.sessions import browser_of
from perpignan.study.oidc import CITIZEN_DOMAIN
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "une phrase assez longue"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def person(**fields):
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def browser_signed_in(user, **headers: str) -> Client:
    client = Client(headers=headers)
    client.post("/connexion/", {"username": user.email, "password": PASSWORD})
    return client


def test_owner_sees_her_sessions_and_ends_the_others() -> None:
    user = person(desk=True)
    here = browser_signed_in(user, user_agent=FIREFOX)
    elsewhere = browser_signed_in(user)
    stranger = browser_signed_in(person(desk=True))

    page = here.get("/mon-compte/").content.decode()
    here.post("/mon-compte/sessions/fermer/")

    assert "Firefox, Linux" in page
    assert "Navigateur inconnu" in page
    assert here.get("/mon-compte/").status_code == 200
    assert elsewhere.get("/mon-compte/").status_code == 302
    assert stranger.get("/mon-compte/").status_code == 200


def test_no_address_is_kept_and_no_browser_of_a_citizen() -> None:
    browser_signed_in(person(desk=True), user_agent=FIREFOX)
    browser_signed_in(person(email=f"abc@{CITIZEN_DOMAIN}"), user_agent=FIREFOX)

    kept = UserSession.objects.order_by("pk").values_list("ip", "user_agent")

    assert list(kept) == [("0.0.0.0", FIREFOX), ("0.0.0.0", "")]


def test_changing_the_password_ends_what_was_open_elsewhere() -> None:
    user = person(desk=True)
    here, elsewhere = browser_signed_in(user), browser_signed_in(user)
    new = "une tout autre phrase"

    here.post(
        "/mon-compte/mot-de-passe/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    user.refresh_from_db()
    assert user.check_password(new)
    assert here.get("/mon-compte/").status_code == 200
    assert elsewhere.get("/mon-compte/").status_code == 302


def test_forgotten_password_is_chosen_again_by_a_link(client: Client) -> None:
    user = person(desk=True)
    new = "une tout autre phrase"

    client.post("/mot-de-passe-oublie/", {"email": user.email.upper()})
    link = next(line for line in mail.outbox[0].body.splitlines() if "://" in line)
    form = client.get("/" + link.split("/", 3)[3], follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})

    user.refresh_from_db()
    assert user.check_password(new)


def test_unknown_address_gets_the_same_answer_and_no_letter(client: Client) -> None:
    answer = client.post("/mot-de-passe-oublie/", {"email": "personne@exemple.fr"})

    assert answer.headers["Location"] == "/mot-de-passe-oublie/envoye/"
    assert mail.outbox == []


def test_letters_asked_without_end_are_refused(client: Client, settings) -> None:
    settings.LOGIN_LIMIT = "2/900"
    user = person(desk=True)

    pages = [client.post("/mot-de-passe-oublie/", {"email": user.email}) for _ in range(3)]

    assert [page.status_code for page in pages] == [302, 302, 200]
    assert "Trop de demandes" in pages[2].content.decode()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17 Mobile Safari/604", "Safari, iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_browsers_are_named_as_people_know_them(agent: str, name: str) -> None:
    assert browser_of(agent) == name
