"""The demonstration: 17 plans within the law, two scenarios compared, two chapters."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import operations, queries
from actionplan.chapters import funding, levers, scenarios
from actionplan.enums import FundingOrigin
from actionplan.models import FundingAmount, Scenario, SheetLever
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import ACTION_PLAN, SOLUTIONS
from perpignan.study import seeding
from perpignan.study.enums import LeverState
from tests.factories.actionplan import (
    ActionSheetFactory,
    CostLineFactory,
    FundingAmountFactory,
    OwnLineFactory,
    SheetLeverFactory,
)
from tests.factories.study import FundingLeverFactory, StudyFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 1, 5))


@pytest.fixture
def study():
    call_command("load_study", verbosity=0)


def test_the_17_plans_keep_the_law_within_rates_and_ceilings(study):
    items = queries.funding_of(queries.all_funded_sheets(), queries.funding_date())

    assert len(items) == 17
    assert [
        (item.sheet.code, t.text) for item in items for t in item.told if not item.is_allowed
    ] == []
    assert all(line.rates.unfunded == 0 for item in items for line in item.budgets)
    assert [item.sheet.code for item in items if item.is_at_the_limit] == ["A1.4"]
    assert [item.sheet.code for item in items if item.plan.derogation] == ["A1.2"]


def test_money_of_the_demonstration_comes_from_levers_open_then_and_says_so(study):
    day = queries.funding_date()
    funded = SheetLever.objects.filter(amounts__amount__gt=0).distinct()

    assert {line.lever.state_at(day) for line in funded.from_levers()} == {LeverState.OPEN}
    assert not any(line.lever.is_to_verify for line in funded.from_levers())
    assert all(line.is_illustrative for line in funded)
    assert not [line for line in funded if line.is_firm and line.origin != FundingOrigin.OWN]


def test_loading_twice_changes_nothing_and_keeps_what_is_computed(study):
    call_command("compute_scenarios", verbosity=0)
    before = list(Scenario.objects.order_by("pk").values_list("status", "objective"))

    reports = seeding.load_all()

    assert sum(report.created + report.updated for report in reports) == 0
    assert list(Scenario.objects.order_by("pk").values_list("status", "objective")) == before
    assert FundingAmount.objects.count() > 60


def test_the_scenarios_are_computed_and_compared(study):
    call_command("compute_scenarios", verbosity=0)
    base = Scenario.objects.get(code="reference")
    less = Scenario.objects.get(code="budget-moins-20")

    found = queries.compare_scenarios(base, less)

    assert {base.solver_status, less.solver_status} <= {"optimal", "feasible"}
    assert base.objective > less.objective
    assert found.lost
    ranked = Scenario.objects.get(code="selon-le-classement")
    assert ranked.result["values"]["origin"]
    assert ranked.result["values"]["unranked"] == []
    told = str(scenarios.build(Scope(SCOPE.day, is_internal=True)))
    assert ranked.result["values"]["origin"] in told
    assert less.name in told
    assert less.name not in str(scenarios.build(SCOPE))
    for scenario in (base, less, ranked):
        budget = sum(Decimal(row["budget"]) for row in scenario.result["own"])
        assert sum(Decimal(row["spent"]) for row in scenario.result["own"]) <= budget
        assert len(scenario.result["pareto"]) > 1


def test_the_chapters_are_in_their_reports():
    assert "levers" in [chapter.slug for chapter in chapters_for(SOLUTIONS)]
    assert "funding" in [chapter.slug for chapter in chapters_for(ACTION_PLAN)]


def test_the_chapters_tell_levers_rules_and_plans(study):
    told = [block for block in levers.build(SCOPE) if isinstance(block, blocks.Table)]
    plans = funding.build(SCOPE)

    assert told[0].caption == "Leviers ouverts au 1er avril 2020"
    assert any("L. 1111-10" in row[0] for row in told[-1].rows)
    assert all("FNADT" not in str(table.rows) for table in told)
    tables = [block for block in plans if isinstance(block, blocks.Table)]
    assert all(table.is_illustrative for table in tables)
    assert any("dérogations" in table.caption for table in tables)


def funded_sheet(**fields):
    sheet = ActionSheetFactory(**fields)
    CostLineFactory(sheet=sheet)
    FundingAmountFactory(request=OwnLineFactory(sheet=sheet))
    FundingAmountFactory(request=SheetLeverFactory(sheet=sheet, lever=FundingLeverFactory()))
    return sheet


@pytest.mark.parametrize(("is_internal", "is_printed"), [(False, False), (True, True)])
def test_internal_plans_are_printed_only_for_the_team(is_internal, is_printed):
    funded_sheet(internal=True, action__code="SECRET")
    funded_sheet()

    found = funding.build(Scope(SCOPE.day, is_internal=is_internal))

    assert ("SECRET" in str(found)) is is_printed


@pytest.mark.parametrize("chapter", [funding, levers, scenarios])
def test_chapters_cost_the_same_for_one_and_three(chapter):
    StudyFactory()
    counts = []
    for more in (1, 2):
        for _ in range(more):
            funded_sheet()
        with CaptureQueriesContext(connection) as captured:
            chapter.build(SCOPE)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_empty_chapters_say_so():
    assert [block.text for block in funding.build(SCOPE)] == [
        "Aucun financement n'est encore chiffré."
    ]
    assert len(levers.build(SCOPE)) == 1
    assert operations.sweep_stuck_scenarios() == 0
