"""Signing in with a real OpenID Connect provider, run beside the test."""

import re
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client

from consultation.models import Response
from perpignan import identity
from perpignan.study.models import User
from perpignan.study.oidc import CITIZEN_DOMAIN
from tests.consultation.answering import url
from tests.consultation.live import Browser
from tests.factories.consultation import questionnaire_of_every_type
from tests.factories.study import UserFactory
from tests.portal import wait_for

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    """Run a provider on this machine, in a process of its own; return its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    assert wait_for(lambda: _answers(address), 30)
    yield address
    process.terminate()
    process.wait(10)


def _answers(address):
    try:
        return requests.get(f"{address}/jwks", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def providers(server, settings):
    """Make the provider vouch for citizens under one name, for agents under another."""
    known = [
        {
            "id": audience,
            "name": f"Service des {audience}",
            "audience": audience,
            "client_id": "portail",
            "secret": "secret",
            "server_url": server,
        }
        for audience in (identity.CITIZENS, identity.AGENTS)
    ]
    settings.OIDC_PROVIDERS = known
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity.apps(known)}}
    return server


def person(server, sub, **claims):
    requests.put(f"{server}/users/{sub}", json=claims, timeout=5).raise_for_status()


def sign_in(client, audience, sub, next_url=""):
    """Go to the provider, say who one is, come back."""
    gone = client.post(f"/connexion/{audience}/", {"next": next_url})
    assert gone.status_code == 302, gone.content.decode()
    back = requests.post(gone.url, data={"sub": sub}, allow_redirects=False, timeout=5)
    parts = urlsplit(back.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def test_citizen_gets_a_bare_account(client, providers):
    person(providers, "habitante", email="vraie@exemple.test", name="Marie", given_name="Marie")

    sign_in(client, "citizens", "habitante")

    user = User.objects.get()
    assert user.email.endswith(f"@{CITIZEN_DOMAIN}")
    assert (user.full_name, user.is_staff, user.is_superuser) == ("", False, False)
    assert not user.groups.exists()
    assert not user.has_usable_password()
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("habitante", {})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_provider_is_asked_for_nothing_but_who_a_citizen_is(client, providers):
    gone = client.post("/connexion/citizens/?scope=email,profile", {})

    assert "scope=openid&" in gone.url
    assert "code_challenge" in gone.url


def test_citizen_who_comes_again_finds_her_account(client, providers):
    for _time in range(2):
        sign_in(Client(), "citizens", "habitante")

    assert User.objects.count() == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_citizen_with_an_agents_address_is_not_the_agent(client, providers):
    agent = UserFactory(lead=True, email="agent@ville.test")
    person(providers, "intruse", email="agent@ville.test", email_verified=True)

    sign_in(client, "citizens", "intruse")

    assert client.session["_auth_user_id"] != str(agent.pk)
    assert client.get("/admin/").status_code == 302


def test_agent_finds_the_account_of_her_verified_address(client, providers):
    agent = UserFactory(lead=True, email="agent@ville.test")
    person(providers, "agente", email="Agent@ville.test", email_verified=True)

    sign_in(client, "agents", "agente")

    assert client.session["_auth_user_id"] == str(agent.pk)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "agent@ville.test", "email_verified": False},
        {"email": "agent@ville.test"},
        {"email": "inconnue@ville.test", "email_verified": True},
        {},
    ],
)
def test_agent_without_a_verified_known_address_is_refused(client, providers, claims):
    UserFactory(lead=True, email="agent@ville.test")
    person(providers, "douteuse", **claims)

    page = sign_in(client, "agents", "douteuse")

    assert page.status_code == 403
    assert "Aucun compte de l" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_disabled_account_is_refused(client, providers):
    sign_in(Client(), "citizens", "habitante")
    User.objects.update(is_active=False)

    page = sign_in(client, "citizens", "habitante")

    assert page.status_code == 403
    assert "désactivé" in page.content.decode()


def test_refusing_at_the_provider_comes_back_with_a_word(client, providers):
    gone = client.post("/connexion/citizens/", {})
    state = re.search(r"state=(\w+)", gone.url)[1]

    page = client.get(f"/oidc/citizens/callback/?error=access_denied&state={state}")

    assert page.status_code == 403
    assert "La connexion n&#x27;a pas abouti" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forged"])
def test_return_that_nobody_asked_for_signs_nobody_in(client, providers, query):
    page = client.get(f"/oidc/citizens/callback/{query}")

    assert page.status_code == 403
    assert "_auth_user_id" not in client.session


def test_provider_that_is_down_is_told(client, providers, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"

    page = client.post("/connexion/citizens/", {})

    assert page.status_code == 403
    assert "ne répond pas" in page.content.decode()


def test_unknown_provider_is_not_found(client, providers):
    assert client.post("/connexion/autre/", {}).status_code == 404


def test_return_leads_to_no_other_site(client, providers):
    back = sign_in(client, "citizens", "habitante", next_url="https://ailleurs.test/")

    assert back.url == "/mon-espace/"


def test_sign_in_page_names_the_providers(client, providers):
    page = client.get("/connexion/").content.decode()

    assert "Se connecter avec Service des citizens" in page
    assert 'name="password"' in page


def test_form_may_lead_to_the_providers_and_nowhere_else():
    providers = [{"server_url": "https://fc.test/api", "authorization_url": "https://go.test/x"}]

    assert identity.origins(providers) == ["https://fc.test", "https://go.test"]
    directives = django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["form-action"] == ["'self'"]


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1}',
        '[{"id": "fc"}]',
        '[{"id":"a","name":"A","audience":"all",'
        '"client_id":"c","secret":"s","server_url":"https://x"}]',
    ],
)
def test_badly_written_providers_are_refused(text):
    with pytest.raises(ValueError, match=r"OIDC_PROVIDERS|audience"):
        identity.read_providers(text)


@pytest.mark.django_db(transaction=True)
def test_citizen_signs_in_answers_once_and_signs_out(live_server, providers):
    consultation = questionnaire_of_every_type(open=True, access="account").consultation
    start, section = (
        url("response-start", consultation),
        url("response-section", consultation, "premiere"),
    )

    def enter():
        browser = Browser(live_server.url)
        page = browser.see(f"/connexion/?next={start}")
        at_provider = browser.fill("/connexion/citizens/", page, next=start)
        return browser, browser.post(at_provider.url, data={"sub": "habitante"}, timeout=10)

    browser, page = enter()
    assert page.url == live_server.url + section
    review = browser.fill(section, page, UN="2", direction="review")
    receipt = browser.fill(
        url("response-review", consultation),
        review,
        key=re.search(r'name="key" value="(\w+)"', review.text)[1],
    )
    assert "Votre réponse est enregistrée" in receipt.text

    other, refused = enter()
    assert "Ce compte a déjà répondu" in refused.text
    assert Response.objects.count() == 1
    assert User.objects.count() == 1

    out = other.fill("/deconnexion/", refused)
    assert "Se connecter" in out.text
