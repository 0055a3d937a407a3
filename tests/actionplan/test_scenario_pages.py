"""Scenarios compared, and the pages of the team about them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import operations, queries
from actionplan.enums import (
    RequestState,
)
from actionplan.models import (
    Scenario,
)
from tests.actionplan.test_scenarios import LIST, computed, sheet_of
from tests.factories.actionplan import (
    FundingAmountFactory,
    ScenarioFactory,
    SheetLeverFactory,
)
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


def test_two_scenarios_are_compared_figure_by_figure():
    for code in ("A1", "A2", "A3"):
        sheet_of(code)
    first = ScenarioFactory()
    second = operations.copy_scenario(scenario=first, name="Moins", budget_change=-20)

    found = queries.compare_scenarios(computed(first), computed(second))

    figures = {line.label: line.change for line in found.figures}
    assert (len(found.lost), found.gained) == (3, [])
    assert figures["Argent propre"] == Decimal(-300_000)


@pytest.mark.parametrize("state", [RequestState.REFUSED, RequestState.REQUESTED])
def test_refused_lines_bring_nothing(state):
    line = SheetLeverFactory(sheet=sheet_of("A1"), state=state)
    FundingAmountFactory(request=line, amount=Decimal(50_000))

    setting = queries.setting_of(queries.full_scenarios().get(pk=ScenarioFactory().pk))

    assert bool(setting.sources) is (state != RequestState.REFUSED)


def test_pages_of_scenarios_are_the_teams(client):
    sheet_of("A1")
    scenario = computed(ScenarioFactory())

    assert client.get(LIST).status_code == 302
    client.force_login(UserFactory(department=True))
    assert client.get(scenario.get_absolute_url()).status_code == 403
    client.force_login(UserFactory(official=True))
    page = client.get(scenario.get_absolute_url()).content.decode()
    assert "Optimal" in page
    assert "Créer cette variante" not in page


def test_a_lead_writes_computes_copies_compares_and_adopts(client):
    sheet_of("A1")
    client.force_login(UserFactory(lead=True))

    client.post(
        f"{LIST}nouveau/",
        {
            "name": "Base",
            "code": "base",
            "value_basis": "impact",
            "owner_share": "20",
            "time_limit": 5,
            "first_year": 2021,
            "year_count": 2,
            "yearly_budget": "120 000,50",
        },
    )
    scenario = Scenario.objects.get(code="base")
    client.post(f"{LIST}base/calculer/")
    operations.run_scenario(scenario_id=scenario.pk)
    client.post(
        f"{LIST}base/dupliquer/",
        {"name": "Moins", "budget_change": "-20", "value_basis": "impact"},
    )
    copy = Scenario.objects.get(name="Moins")
    computed(copy)
    compared = client.get(f"{LIST}comparer/").content.decode()
    client.post(f"{LIST}base/adopter/", {"reason": "Le plus complet."})

    scenario.refresh_from_db()
    assert [budget.amount for budget in scenario.budgets.all()] == [Decimal("120000.50")] * 2
    assert scenario.is_adopted
    assert "1 action de moins" in compared
    assert "Adopté" in client.get(LIST).content.decode()


def test_lists_of_scenarios_cost_the_same_for_one_and_three(client):
    client.force_login(UserFactory(lead=True))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            computed(ScenarioFactory())
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
