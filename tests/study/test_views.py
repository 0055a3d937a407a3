"""The study's own pages: home, sign-in, health."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client

from perpignan.study import models
from tests.factories import study as factories

pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    factories.PhaseFactory.create_batch(count)
    factories.PartnerFactory.create_batch(count, roles=["co_contractor"])
    for priority in factories.PriorityFactory.create_batch(count):
        factories.ActionFactory(priority=priority, public=True)


def test_home_tells_the_study_its_carriers_and_its_sources(client: Client) -> None:
    study = factories.StudyFactory(title="Stratégie numérique", purpose="Pourquoi l'étude.")
    study.sources.add(factories.SourceFactory(publisher="Cerema"))
    factories.PartnerFactory(name="SCET", roles=["lead_contractor"])
    factories.PartnerFactory(name="Un financeur", roles=["funder"])

    page = client.get("/").content.decode()

    assert "Stratégie numérique" in page
    assert "Pourquoi l&#x27;étude." in page
    assert "Cerema" in page
    assert "SCET" in page
    assert "Un financeur" not in page


def test_home_counts_public_actions_only(client: Client) -> None:
    priority = factories.PriorityFactory(name="Attractivité")
    factories.ActionFactory(priority=priority, public=True)
    factories.ActionFactory(priority=priority, title="Secrète")

    page = client.get("/").content.decode()

    assert "1 action au plan" in page
    assert "Secrète" not in page


def test_home_before_the_study_is_loaded_still_answers(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "n'est pas encore chargée" in response.content.decode().replace("&#x27;", "'")


def test_home_costs_the_same_for_one_row_and_for_three(
    client: Client, django_assert_num_queries: Callable, django_assert_max_num_queries: Callable
) -> None:
    fill(1)
    client.get("/")
    with django_assert_max_num_queries(40) as one:
        client.get("/")
    fill(2)

    with django_assert_num_queries(len(one)):
        response = client.get("/")

    assert len(response.content) < 60_000


@pytest.mark.parametrize("path", ["/", "/accessibilite/", "/mentions-legales/", "/ca/", "/en/"])
def test_public_page_sets_no_cookie(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies.output() == ""


def test_language_links_lead_to_this_very_page_with_its_parameters(client: Client) -> None:
    response = client.get("/mentions-legales/?page=2&q=caf%C3%A9")

    links = {link["code"]: link["url"] for link in response.context["language_links"]}
    assert links == {
        "fr": "/mentions-legales/?page=2&q=caf%C3%A9",
        "ca": "/ca/mentions-legales/?page=2&q=caf%C3%A9",
        "en": "/en/mentions-legales/?page=2&q=caf%C3%A9",
    }
    assert client.get(links["ca"]).context["LANGUAGE_CODE"] == "ca"


@pytest.mark.parametrize("role", ["lead", "official", "department"])
def test_sign_in_leads_each_to_what_waits_for_her(client: Client, role: str) -> None:
    user = factories.UserFactory(**{role: True})

    response = client.post(
        "/connexion/", {"username": user.email.upper(), "password": factories.PASSWORD}
    )

    assert (response.status_code, response.headers["Location"]) == (302, "/mon-espace/")


def attempt(client: Client, email: str, password: str, place: str = "192.0.2.1") -> str:
    data = {"username": email, "password": password}
    response = client.post("/connexion/", data, REMOTE_ADDR=place)
    if response.status_code == 302:
        return "in"
    return "wait" if "Trop d" in response.content.decode() else "wrong"


@pytest.fixture
def _three_attempts(settings: object) -> None:
    settings.LOGIN_LIMIT = "3/900"


@pytest.mark.usefixtures("_three_attempts")
def test_sign_in_refuses_to_try_more_after_failures(client: Client) -> None:
    email = factories.UserFactory().email

    answers = [attempt(client, email, "wrong") for _ in range(4)]

    assert answers == ["wrong", "wrong", "wrong", "wait"]
    assert attempt(client, email, factories.PASSWORD) == "wait"
    assert attempt(client, factories.UserFactory().email, factories.PASSWORD) == "in"


@pytest.mark.usefixtures("_three_attempts")
def test_owner_is_not_locked_out_by_a_stranger_elsewhere(client: Client) -> None:
    email = factories.UserFactory().email
    for _ in range(4):
        attempt(client, email, "wrong", place="203.0.113.9")

    assert attempt(client, email, factories.PASSWORD) == "in"


@pytest.mark.usefixtures("_three_attempts")
def test_machines_everywhere_do_not_try_for_ever(client: Client) -> None:
    email = factories.UserFactory().email
    for number in range(30):
        attempt(client, email, "wrong", place=f"203.0.113.{number}")

    assert attempt(client, email, factories.PASSWORD, place="198.51.100.1") == "wait"


@pytest.mark.usefixtures("_three_attempts")
def test_success_forgets_failures_and_is_never_counted(client: Client) -> None:
    email = factories.UserFactory().email
    for _ in range(5):
        assert attempt(client, email, "wrong") == "wrong"
        assert attempt(client, email, factories.PASSWORD) == "in"
        client.logout()


@pytest.mark.usefixtures("_three_attempts")
def test_blank_password_does_not_start_the_count_again(client: Client) -> None:
    email = factories.UserFactory().email
    for _ in range(3):
        attempt(client, email, "wrong")
        attempt(client, email, "")

    assert attempt(client, email, factories.PASSWORD) == "wait"


def test_inactive_account_does_not_enter(client: Client) -> None:
    user = factories.UserFactory(is_active=False)

    assert attempt(client, user.email, factories.PASSWORD) == "wrong"


def test_leaving_takes_a_post(client: Client) -> None:
    client.force_login(factories.UserFactory())

    assert client.get("/deconnexion/").status_code == 405
    assert client.post("/deconnexion/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_health_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.content == b"ok\n"


def test_readiness_says_whether_the_database_answers(client: Client) -> None:
    assert client.get("/readyz").json() == {"database": "ok"}

    def refuse(*args: object) -> None:
        raise OperationalError("gone away")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"database": "unavailable"})


def test_sitemap_lists_public_pages(client: Client) -> None:
    text = client.get("/sitemap.xml", headers={"accept-language": "ca"}).content.decode()

    assert "/mentions-legales/</loc>" in text
    assert "/ca/" not in text
    assert "/admin" not in text


def test_change_made_through_a_page_is_signed_by_its_author(client: Client) -> None:
    lead = factories.UserFactory(lead=True)
    priority = factories.PriorityFactory(name="Ancien")
    client.force_login(lead)

    client.post(
        f"/admin/study/priority/{priority.pk}/change/",
        {"code": priority.code, "name": "Nouveau", "name_ca": "", "name_en": "", "order": 1},
    )

    newest = models.Priority.objects.get().events.select_related("pgh_context").latest("pgh_id")
    assert newest.name == "Nouveau"
    assert newest.pgh_context.metadata["user"] == lead.pk
