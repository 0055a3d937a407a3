import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diagnostic import operations
from tests.diagnostic.test_finding_views import make_world
from tests.factories.diagnostic import IndicatorValueFactory
from tests.factories.findings import (
    AssetOverlapFactory,
    DigitalAssetFactory,
    ExpectationFactory,
    FindingActionFactory,
    FindingFactory,
    FindingProofFactory,
)
from tests.factories.study import ActionFactory, InterviewFactory, QuoteFactory, UserFactory

pytestmark = pytest.mark.django_db
ENDPOINTS = ("assets", "expectations", "findings")


def results(client, endpoint):
    response = client.get(f"/api/v1/{endpoint}/")
    assert response.status_code == 200
    return response.json()["results"]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_endpoints_cost_the_same_for_one_and_three(client, endpoint):
    make_world()
    results(client, endpoint)
    with CaptureQueriesContext(connection) as once:
        results(client, endpoint)
    make_world()
    make_world()

    with CaptureQueriesContext(connection) as again:
        results(client, endpoint)

    assert len(again) == len(once)


def test_what_is_not_published_is_not_served(client):
    DigitalAssetFactory(to_verify=True)
    ExpectationFactory()
    FindingFactory()

    assert [results(client, endpoint) for endpoint in ENDPOINTS] == [[], [], []]


def test_the_team_is_served_everything(client):
    client.force_login(UserFactory(department=True))
    DigitalAssetFactory(to_verify=True)
    ExpectationFactory()
    FindingFactory()

    assert [len(results(client, endpoint)) for endpoint in ENDPOINTS] == [1, 1, 1]


def test_overlaps_hide_what_is_to_verify(client):
    asset = DigitalAssetFactory(code="connu")
    AssetOverlapFactory(first=DigitalAssetFactory(code="voisin"), second=asset)
    AssetOverlapFactory(first=asset, second=DigitalAssetFactory(to_verify=True))

    [row] = [row for row in results(client, "assets") if row["code"] == "connu"]

    assert row["overlaps_with"] == ["voisin"]


def test_a_finding_serves_what_may_be_seen(client):
    finding = FindingFactory(public=True)
    proof = FindingProofFactory(finding=finding, sentence="Un rapport.")
    hidden = IndicatorValueFactory(to_verify=True)
    FindingProofFactory(finding=finding, source=None, indicator_value=hidden)
    FindingActionFactory(finding=finding, action=ActionFactory(code="A9", public=True))
    FindingActionFactory(finding=finding, action=ActionFactory())

    [row] = results(client, "findings")

    assert [item["source"] for item in row["proofs"]] == [proof.source.url]
    assert [item["action"] for item in row["actions"]] == ["A9"]


@pytest.mark.parametrize(("role", "sees"), [(None, False), ("department", False), ("lead", True)])
def test_words_are_served_as_far_as_people_allowed(client, role, sees):
    finding = FindingFactory(public=True)
    for kind in ({}, {"anonymous": True}):
        quote = QuoteFactory(text=f"Mots {'dits' if kind else 'tus'}", **kind)
        FindingProofFactory(finding=finding, source=None, quote=quote)
    talk = InterviewFactory(of_department=True)
    FindingProofFactory(finding=finding, source=None, interview=talk)
    if role:
        client.force_login(UserFactory(**{role: True}))

    [row] = results(client, "findings")

    words = [item["quote"]["text"] for item in row["proofs"] if item["quote"]]
    assert words == (["Mots tus", "Mots dits"] if sees else ["Mots dits"])
    assert (talk.pk in [item["interview"] for item in row["proofs"]]) == sees


def test_a_merge_into_an_internal_finding_is_not_named(client):
    other = FindingFactory(public=True)
    operations.merge_findings(kept=FindingFactory(code="secret"), absorbed=[other])

    [row] = results(client, "findings")

    assert (row["status"], row["merged_into"]) == ("merged", None)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_nothing_is_written_by_the_api(client, endpoint):
    client.force_login(UserFactory(superuser=True))

    assert client.post(f"/api/v1/{endpoint}/", {}).status_code == 403
