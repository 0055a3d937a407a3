"""The study's endpoints: public facts only, the same cost for one row and for three."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import study as factories

pytestmark = pytest.mark.django_db

ENDPOINTS = {
    "phases": lambda n: factories.PhaseFactory.create_batch(n),
    "deliverables": lambda n: factories.DeliverableFactory.create_batch(n),
    "partners": lambda n: factories.PartnerFactory.create_batch(n),
    "funding-levers": lambda n: [
        factories.FundingLeverFactory(
            priorities=[factories.PriorityFactory()], axes=[factories.AxisFactory()]
        )
        for _ in range(n)
    ],
    "actions": lambda n: [
        factories.ActionFactory(public=True, axes=[factories.AxisFactory()]) for _ in range(n)
    ],
}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_list_and_detail_agree_and_cost_the_same_for_three(
    client: Client, endpoint: str, django_assert_num_queries: Callable
) -> None:
    make, url = ENDPOINTS[endpoint], f"/api/v1/{endpoint}/"
    make(1)
    with CaptureQueriesContext(connection) as one:
        first = client.get(url).json()
    make(2)

    with django_assert_num_queries(len(one)):
        third = client.get(url).json()

    assert (first["count"], third["count"]) == (1, 3)
    assert client.get(f"{url}{first['results'][0]['code']}/").json() == first["results"][0]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (None, False),
        ("desk", False),
        ("department", True),
        ("official", True),
        ("consortium", True),
        ("lead", True),
    ],
)
def test_internal_action_is_seen_by_those_who_may(
    client: Client, role: str | None, sees: bool
) -> None:
    factories.ActionFactory(code="A9", title="Interne")
    if role:
        client.force_login(factories.UserFactory(**{role: True}))

    assert ("Interne" in client.get("/api/v1/actions/").content.decode()) is sees
    assert client.get("/api/v1/actions/A9/").status_code == (200 if sees else 404)


def test_lever_to_verify_gives_no_figure_and_never_its_internal_note(client: Client) -> None:
    figures: dict[str, Any] = {"rate_max": 80, "ceiling": 1_000_000, "opens_on": "2019-05-05"}
    texts = {"rate_text": "80 % à vérifier", "internal_note": "Appeler Anne"}
    factories.FundingLeverFactory(code="doubt", confidence="to_verify", **figures, **texts)
    factories.FundingLeverFactory(code="sure", rate_max=80, internal_note="Appeler Anne")

    doubt = client.get("/api/v1/funding-levers/doubt/").json()
    sure = client.get("/api/v1/funding-levers/sure/").json()

    assert [doubt[name] for name in ("rate_max", "ceiling", "opens_on", "rate_text")] == [None] * 4
    assert float(sure["rate_max"]) == 80
    assert "Appeler" not in str([doubt, sure])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_the_api(client: Client, method: str) -> None:
    client.force_login(factories.UserFactory(superuser=True))
    action = factories.ActionFactory(public=True)

    response = getattr(client, method)(f"/api/v1/actions/{action.code}/")

    assert response.status_code in {403, 405}


def test_documentation_of_the_api_runs_no_inline_script(client: Client) -> None:
    page = client.get("/api/v1/docs/")
    script = client.get("/api/v1/docs/?script=")
    schema = client.get("/api/v1/schema/", headers={"accept": "application/json"}).json()

    assert "<style" not in page.content.decode()
    assert "SwaggerUIBundle" in script.content.decode()
    assert "/api/v1/actions/" in schema["paths"]
