"""Open data: every set with its dictionary, and nothing that is not public."""

import csv
import io
import json

import pytest
from django.test import Client

from perpignan.study.open_data import datasets
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.benchmark import InitiativeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.diagnostic import IndicatorValueFactory
from tests.factories.findings import FindingFactory

pytestmark = pytest.mark.django_db
SETS = [
    *("initiatives", "indicateurs", "constats"),
    *("consultations", "contributions", "actions", "leviers"),
]


def fill() -> None:
    FindingFactory(statement="=Public", public=True)
    FindingFactory(statement="Secret")
    InitiativeFactory(name="Public", published=True)
    InitiativeFactory(name="Secret")
    ContributionFactory(title="Public")
    ContributionFactory(title="Secret", pending=True)
    ActionSheetFactory(action__title="Public")
    ActionSheetFactory(action__title="Secret", internal=True)
    IndicatorValueFactory()


@pytest.mark.parametrize("code", SETS)
@pytest.mark.parametrize("extension", ["csv", "json"])
def test_a_set_has_its_columns_and_no_secret(client: Client, code: str, extension: str) -> None:
    fill()

    response = client.get(f"/donnees-ouvertes/{code}.{extension}")
    content = response.getvalue().decode("utf-8-sig")

    dataset = next(item for item in datasets() if item.code == code)
    names = list(dataset.dictionary)
    assert response.status_code == 200
    assert "Secret" not in content
    if extension == "csv":
        assert next(csv.reader(io.StringIO(content), delimiter=";")) == names
    else:
        data = json.loads(content)
        assert list(data["dictionary"]) == names
        assert all(list(row) == names for row in data["rows"])


def test_no_cell_is_a_formula(client: Client) -> None:
    fill()

    content = client.get("/donnees-ouvertes/constats.csv").getvalue().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(content), delimiter=";")

    assert [row["statement"] for row in rows] == ["'=Public"]


def test_page_and_catalogue_list_every_set(client: Client) -> None:
    page = client.get("/donnees-ouvertes/")
    catalogue = client.get("/donnees-ouvertes/catalogue.jsonld").json()

    assert [item.code for item, _day in page.context["datasets"]] == SETS
    assert len(page.content) < 60_000
    assert [item["dct:identifier"] for item in catalogue["dcat:dataset"]] == SETS
    assert all(len(item["dcat:distribution"]) == 2 for item in catalogue["dcat:dataset"])


@pytest.mark.parametrize("path", ["rien.csv", "actions.exe", "actions.xlsx"])
def test_what_is_not_a_set_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/donnees-ouvertes/{path}").status_code == 404
