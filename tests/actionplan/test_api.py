from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perpignan.study.enums import Confidence
from tests.factories.actionplan import (
    ActionSheetFactory,
    DependencyFactory,
    SheetLeverFactory,
    complete_sheet,
)
from tests.factories.study import FundingLeverFactory, StudyFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/action-sheets/"


def test_a_sheet_is_read_by_the_code_of_its_action(client):
    sheet = complete_sheet(action__code="A1.1", capital_min=Decimal("15000.50"))

    data = client.get(f"{LIST}A1.1/").json()

    assert (data["code"], data["title"]) == ("A1.1", sheet.action.title)
    assert (data["capital_min"], data["vat_basis"]) == ("15000.50", "HT")
    assert data["steps"] == [sheet.steps.get().text]
    assert data["partners"][0]["partner"] == sheet.partners.get().partner.code


def test_levers_come_with_their_state_at_the_date_of_the_study(client):
    StudyFactory(funding_date=date(2020, 4, 1))
    sheet = ActionSheetFactory()
    for fields in (
        {"code": "clos", "closed": True},
        {"code": "flou", "confidence": Confidence.TO_VERIFY},
    ):
        SheetLeverFactory(sheet=sheet, lever=FundingLeverFactory(**fields))

    levers = client.get(f"{LIST}{sheet.code}/").json()["levers"]

    assert levers == [
        {"lever": "clos", "state": "considered", "state_at_funding_date": "closed"},
        {"lever": "flou", "state": "considered", "state_at_funding_date": None},
    ]


@pytest.mark.parametrize(
    ("role", "count"), [(None, 1), ("desk", 1), ("consortium", 2), ("lead", 2)]
)
def test_internal_sheets_and_their_codes_leak_nowhere(client, role, count):
    hidden = ActionSheetFactory(internal=True, action__code="SECRET")
    public = DependencyFactory(needs=hidden).sheet
    if role:
        client.force_login(UserFactory(**{role: True}))

    data = client.get(LIST).json()

    shown = {sheet["code"]: sheet["needs"] for sheet in data["results"]}
    assert len(shown) == count
    assert shown[public.code] == (["SECRET"] if count == 2 else [])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(client, method):
    client.force_login(UserFactory(lead=True))
    sheet = ActionSheetFactory()

    response = getattr(client, method)(f"{LIST}{sheet.code}/")

    assert response.status_code in {403, 405}


def test_the_list_costs_the_same_for_one_and_three_sheets(client):
    costs = []
    for more in (1, 2):
        for _ in range(more):
            DependencyFactory(sheet=complete_sheet(), needs=complete_sheet())
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        costs.append(len(captured))

    assert costs[0] == costs[1]
