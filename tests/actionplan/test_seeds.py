from collections import defaultdict

import pytest
from django.core.exceptions import ValidationError

from actionplan import operations, queries
from actionplan.enums import RequestState
from actionplan.models import ActionSheet, Dependency, SheetLever
from actionplan.validators import find_cycle
from perpignan.study import seeding
from perpignan.study.models import FundingLever

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    return seeding.load_all()


def needs():
    found = defaultdict(set)
    for link in Dependency.objects.select_related("sheet__action", "needs__action"):
        found[link.sheet.code].add(link.needs.code)
    return found


def test_the_seventeen_sheets_are_loaded_once(study):
    again = seeding.load_all()

    mine = [r for r in again if r.table.model._meta.app_label == "actionplan"]
    assert ActionSheet.objects.count() == 17
    assert [(report.created, report.updated) for report in mine] == [(0, 0)] * len(mine)


def test_every_sheet_is_illustrative_and_complete(study):
    assert not ActionSheet.objects.filter(is_illustrative=False).exists()
    assert queries.incomplete_sheets() == {"steps": 0, "partners": 0, "levers": 0}


@pytest.mark.parametrize(
    ("later", "earlier"),
    [("A1.4", "A3.4"), ("A1.6", "A3.4"), ("A2.2", "A2.1"), ("A2.3", "A2.1"), ("A3.3", "A2.1")],
)
def test_rules_come_before_sensors_and_help_before_online(study, later, earlier):
    assert earlier in needs()[later]


def test_no_sheet_waits_for_itself(study):
    waits = needs()

    assert [code for code in waits if find_cycle(waits, code)] == []


@pytest.mark.parametrize("code", ["CNFS", "ITN7", "ECOM-20K", "FRLA"])
def test_a_lever_of_later_cannot_be_granted(study, code):
    sheet = SheetLever.objects.filter(lever__code=code).first().sheet

    with pytest.raises(ValidationError, match="il n'ouvre que le"):
        operations.set_lever_state(
            sheet=sheet,
            lever=FundingLever.objects.get(code=code),
            state=RequestState.GRANTED,
        )


def test_the_closed_european_call_warns_on_the_sheet(study, client):
    page = client.get("/plan-actions/A3.5/").content.decode()

    assert "Urban Innovative Actions" in page
    assert "clos au 1er avril 2020" in page


def test_no_lever_is_granted_in_the_demonstration(study):
    assert set(SheetLever.objects.values_list("state", flat=True)) == {"considered"}
