"""Criteria, stakeholders and maturity for everyone; mappings and imports for who imports."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import diagnostic as factories
from tests.factories.study import PartnerFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def make_criterion():
    factories.CriterionFactory().sources.add(SourceFactory())


def make_stakeholder():
    factories.StakeholderFactory(organisation=PartnerFactory())


def make_dimension():
    dimension = factories.MaturityDimensionFactory()
    dimension.levels.create(level=1, description="Au hasard")
    dimension.sources.add(SourceFactory())


def make_mapping():
    factories.ImportMappingFactory(columns={"TAUX": factories.IndicatorFactory()})


def make_run():
    factories.ImportRunFactory(mapping=factories.ImportMappingFactory())


PUBLIC = {
    "criteria": make_criterion,
    "stakeholders": make_stakeholder,
    "maturity-dimensions": make_dimension,
}
TEAM = {"import-mappings": make_mapping, "import-runs": make_run}


@pytest.mark.parametrize("endpoint", [*PUBLIC, *TEAM])
def test_endpoints_cost_the_same_for_one_and_three(client, endpoint):
    client.force_login(UserFactory(lead=True))
    make, counts = (PUBLIC | TEAM)[endpoint], []
    for total in (1, 2):
        for _ in range(total):
            make()
        client.get(f"/api/v1/{endpoint}/")
        with CaptureQueriesContext(connection) as captured:
            found = client.get(f"/api/v1/{endpoint}/").json()
        counts.append((len(captured), found["count"]))

    assert counts[0][0] == counts[1][0]
    assert [count for _queries, count in counts] == [1, 3]


@pytest.mark.parametrize("endpoint", PUBLIC)
def test_everyone_is_served_lists_and_details_alike(client, endpoint):
    PUBLIC[endpoint]()

    [row] = client.get(f"/api/v1/{endpoint}/").json()["results"]

    assert client.get(f"/api/v1/{endpoint}/{row['code']}/").json() == row


def test_a_criterion_says_where_it_comes_from(client):
    criterion = factories.CriterionFactory(code="cout")
    criterion.sources.add(SourceFactory(url="https://example.org/guide"))

    assert client.get("/api/v1/criteria/cout/").json()["sources"] == ["https://example.org/guide"]


def test_a_dimension_describes_its_levels(client):
    make_dimension()

    [row] = client.get("/api/v1/maturity-dimensions/").json()["results"]

    assert row["levels"] == [{"level": 1, "name": "Ponctuel", "description": "Au hasard"}]


@pytest.mark.parametrize("endpoint", TEAM)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("department", 403),
        ("desk", 403),
        ("official", 403),
        ("consortium", 200),
        ("lead", 200),
        ("administrator", 200),
    ],
)
def test_imports_are_served_to_those_who_import(client, endpoint, role, status):
    TEAM[endpoint]()
    if role:
        client.force_login(UserFactory(**{role: True}))

    assert client.get(f"/api/v1/{endpoint}/").status_code == status


def test_a_mapping_is_served_with_its_columns(client):
    client.force_login(UserFactory(lead=True))
    indicator = factories.IndicatorFactory(code="VAC_COM")
    mapping = factories.ImportMappingFactory(name="Insee", columns={"TAUX": indicator})

    found = client.get(f"/api/v1/import-mappings/{mapping.pk}/").json()

    assert (found["name"], found["columns"]) == (
        "Insee",
        [{"column": "TAUX", "indicator": "VAC_COM", "year": None}],
    )


def test_an_import_tells_neither_its_author_nor_its_place_on_the_disk(client):
    client.force_login(UserFactory(lead=True))
    factories.ImportRunFactory(requested_by__email="quelquun@example.org")

    answer = client.get("/api/v1/import-runs/").content.decode()

    assert "taux.csv" in answer
    assert "quelquun" not in answer
    assert "imports/none" not in answer


@pytest.mark.parametrize(
    ("noun", "status"), [("importmapping", 200), ("mappedcolumn", 200), ("importrun", 403)]
)
def test_runs_go_out_and_never_come_in(client, noun, status):
    client.force_login(UserFactory(lead=True))

    exported = client.get(reverse(f"admin:diagnostic_{noun}_export"))
    imported = client.get(reverse(f"admin:diagnostic_{noun}_import"))

    assert (exported.status_code, imported.status_code) == (200, status)
