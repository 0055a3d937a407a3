from collections import defaultdict
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplan import operations, queries
from actionplan.enums import RequestState
from actionplan.models import (
    ActionIndicator,
    ActionSheet,
    CostLine,
    Dependency,
    PlanVersion,
    SheetLever,
    Solution,
    SolutionArgument,
)
from actionplan.validators import find_cycle
from perpignan.study import seeding
from perpignan.study.models import FundingLever

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def study(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seeding.load_all()
        transaction.set_rollback(True)


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
    assert set(queries.incomplete_sheets().values()) == {0}


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
    states = set(SheetLever.objects.values_list("state", flat=True))

    assert states <= {"considered", "requested"}


def test_the_calendar_respects_every_dependency(study):
    """Rules come before sensors, help before online participation: here they do not overlap."""
    schedule = queries.whole_schedule()
    tasks = {row.sheet.code: row.task for row in schedule.rows}
    whole = [("A1.4", "A3.4"), ("A1.6", "A3.4"), ("A2.2", "A2.1"), ("A2.3", "A2.1")]

    assert len(tasks) == 17
    assert (schedule.conflicts, schedule.cycle, schedule.undated) == ([], [], [])
    for later, earlier in [*whole, ("A3.3", "A2.1")]:
        assert tasks[earlier].end < tasks[later].start, later


def test_costs_stay_within_the_orders_of_magnitude(study):
    for sheet in queries.full_sheets():
        years = queries.yearly_costs(sheet.costs.all())
        (total,) = queries.cost_totals(sheet.costs.all())

        assert total.vat_basis == sheet.vat_basis
        assert sheet.capital_min <= total.capital <= sheet.capital_max, sheet.code
        for year in years:
            assert sheet.operating_min <= year.operating <= sheet.operating_max, sheet.code


def test_what_was_decided_is_illustrative_and_has_its_reason(study):
    statuses = dict(Solution.objects.values_list("code", "status"))

    for model in (CostLine, ActionIndicator, Solution, SolutionArgument, PlanVersion):
        assert model.objects.exists()
        assert not model.objects.filter(is_illustrative=False).exists(), model
    assert {"retained", "discarded", "merged", "candidate"} == set(statuses.values())
    assert not Solution.objects.exclude(status="candidate").filter(reason="").exists()
    assert Solution.objects.get(code="place-de-marche").merged_into.code == "vitrine-commune"


def test_the_version_of_the_demonstration_shows_what_has_changed_since(study):
    version = PlanVersion.objects.get()

    changes = queries.differences(version.snapshot, queries.snapshot_of_plan())

    told = {change.code: [field.label for field in change.fields] for change in changes}
    assert told["A2.1"] == ["État", "Avancement", "Début réel"]
    assert set(told) == {"A0.1", "A2.1", "A2.5", "A3.4"}


def test_a_study_that_starts_later_has_nothing_begun():
    seeding.load_all(start=timezone.localdate() + timedelta(days=60))

    assert not ActionSheet.objects.filter(actual_start__isnull=False).exists()
    assert not ActionSheet.objects.filter(progress__gt=0).exists()
