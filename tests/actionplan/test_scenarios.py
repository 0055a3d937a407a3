"""Scenarios: from limits to a plan that keeps them, its pages, and its life as a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actionplan import operations
from actionplan.enums import (
    Imposition,
    PairKind,
    ScenarioStatus,
    SolverStatus,
    ValueBasis,
)
from actionplan.models import (
    Scenario,
    ScenarioAction,
    ScenarioBudget,
    ScenarioLever,
    ScenarioMinimum,
    ScenarioPair,
)
from actionplan.portfolio.engine import Progress
from perpignan.study import values
from perpignan.study.values import ActionValues
from tests.factories.actionplan import (
    ActionSheetFactory,
    CostLineFactory,
    DependencyFactory,
    FundingAmountFactory,
    ScenarioFactory,
    SheetLeverFactory,
)
from tests.factories.study import FundingLeverFactory, StudyFactory, UserFactory, ZoneFactory

pytestmark = pytest.mark.django_db
LIST = "/plan-actions/scenarios/"


def sheet_of(code, cost=100_000, **fields):
    sheet = ActionSheetFactory(action__code=code, **fields)
    CostLineFactory(sheet=sheet, amount=Decimal(cost))
    return sheet


def computed(scenario):
    operations.request_scenario(scenario=scenario, by=None)
    assert operations.run_scenario(scenario_id=scenario.pk)
    scenario.refresh_from_db()
    return scenario


@contextmanager
def offering(provider) -> Iterator[None]:
    """Let one phase only offer values, for a while."""
    kept = dict(values._providers)
    values._providers.clear()
    values.register("somewhere", provider)
    yield
    values._providers.clear()
    values._providers.update(kept)


def chosen(scenario):
    return {row["code"]: row["start"] for row in scenario.result["chosen"]}


def test_the_best_actions_are_chosen_within_the_budget_of_each_year():
    for code, impact in (("A1", 5), ("A2", 4), ("A3", 3), ("A4", 1)):
        sheet_of(code, impact=impact)

    scenario = computed(ScenarioFactory())

    assert set(chosen(scenario)) == {"A1", "A2", "A3"}
    assert (scenario.solver_status, scenario.gap, scenario.objective) == ("optimal", 0.0, 12.0)
    assert [row["spent"] for row in scenario.result["own"]] == ["100000"] * 3
    [left] = scenario.result["left_out"]
    assert (left["code"], "renoncer" in left["why"]) == ("A4", True)
    assert [point["count"] for point in scenario.result["pareto"]] == sorted(
        point["count"] for point in scenario.result["pareto"]
    )


def test_levers_pay_within_their_rate_and_a_refused_one_pays_nothing():
    StudyFactory()
    lever = FundingLeverFactory(rate_max=Decimal(50))
    for code in ("A1", "A2"):
        line = SheetLeverFactory(sheet=sheet_of(code), lever=lever)
        FundingAmountFactory(request=line, amount=Decimal(60_000))
    base = ScenarioFactory(budget=50_000)
    refused = operations.copy_scenario(scenario=base, name="Sans le levier")
    ScenarioLever.objects.create(scenario=refused, lever=lever, is_refused=True)

    with_lever, without = computed(base), computed(refused)

    assert (len(chosen(with_lever)), len(chosen(without))) == (2, 0)
    assert with_lever.result["levers"][0]["amount"] == "100000"
    assert without.result["levers_left_out"] == [f"{lever.name} : refusé dans ce scénario."]


def test_a_lever_not_open_at_the_date_of_the_study_pays_nothing():
    StudyFactory(funding_date=date(2020, 4, 1))
    lever = FundingLeverFactory(opens_on=date(2021, 1, 1))
    line = SheetLeverFactory(sheet=sheet_of("A1"), lever=lever)
    FundingAmountFactory(request=line, amount=Decimal(80_000))

    scenario = computed(ScenarioFactory(budget=50_000))

    assert chosen(scenario) == {}
    assert "pas encore ouvert au 1er avril 2020" in scenario.result["levers_left_out"][0]


def test_conditions_on_actions_are_kept():
    sheets = {code: sheet_of(code) for code in ("A1", "A2", "A3")}
    DependencyFactory(sheet=sheets["A1"], needs=sheets["A3"])
    scenario = ScenarioFactory()
    ScenarioAction.objects.create(
        scenario=scenario, sheet=sheets["A1"], imposition=Imposition.IMPOSED
    )
    ScenarioAction.objects.create(
        scenario=scenario, sheet=sheets["A2"], imposition=Imposition.FORBIDDEN
    )
    ScenarioAction.objects.create(scenario=scenario, sheet=sheets["A3"], earliest=2022)

    found = chosen(computed(scenario))

    assert found == {"A3": 2022, "A1": 2023}
    assert scenario.result["left_out"][0]["why"] == "Interdite dans ce scénario."


def test_an_impossible_scenario_says_what_is_missing():
    sheet = sheet_of("A1", cost=240_000)
    scenario = ScenarioFactory()
    ScenarioAction.objects.create(scenario=scenario, sheet=sheet, imposition=Imposition.IMPOSED)

    computed(scenario)

    assert scenario.solver_status == SolverStatus.INFEASIBLE
    assert "il manque 140\u00a0k€" in scenario.result["explanation"][-1]


def test_a_minimum_of_a_priority_wins_over_value():
    low, high = sheet_of("A1", impact=1), sheet_of("A2", impact=5)
    scenario = ScenarioFactory(budget=0)
    ScenarioBudget.objects.filter(scenario=scenario, year=2021).update(amount=100_000)
    priority = low.action.priority
    ScenarioMinimum.objects.create(scenario=scenario, priority=priority, count=1)

    assert high.action.priority != priority
    assert list(chosen(computed(scenario))) == ["A1"]


@pytest.mark.parametrize("least", [{"count": 1}, {"amount": Decimal(100_000)}])
def test_a_minimum_of_a_zone_wins_over_value(least):
    zone, low = ZoneFactory(), sheet_of("A1", impact=1)
    low.action.zones.add(zone, ZoneFactory())
    sheet_of("A2", impact=5)
    scenario = ScenarioFactory(budget=0)
    ScenarioBudget.objects.filter(scenario=scenario, year=2021).update(amount=100_000)
    ScenarioMinimum.objects.create(scenario=scenario, zone=zone, **least)

    assert list(chosen(computed(scenario))) == ["A1"]


def test_pairs_and_staff_are_kept():
    sheets = {code: sheet_of(code, impact=impact) for code, impact in (("A1", 5), ("A2", 4))}
    sheets |= {code: sheet_of(code, impact=3) for code in ("A3", "A4")}
    scenario = ScenarioFactory()
    operations.save_limit(
        limit=ScenarioPair(
            scenario=scenario, first=sheets["A2"], second=sheets["A1"], kind=PairKind.EXCLUSION
        )
    )
    operations.save_limit(
        limit=ScenarioPair(
            scenario=scenario, first=sheets["A3"], second=sheets["A4"], bonus=Decimal("2.5")
        )
    )
    busy = operations.copy_scenario(scenario=scenario, name="Sans équipe")
    ScenarioBudget.objects.filter(scenario=busy).update(staff=Decimal(1))
    for code in ("A3", "A4"):
        ScenarioAction.objects.create(scenario=busy, sheet=sheets[code], staff=Decimal("1.5"))

    assert set(chosen(computed(scenario))) == {"A1", "A3", "A4"}
    assert scenario.objective == 13.5
    assert set(chosen(computed(busy))) == {"A1"}


def test_levers_that_may_not_meet_and_matched_ones_give_a_lawful_plan():
    StudyFactory()
    sheet = sheet_of("A1")
    europe = [FundingLeverFactory(kind="europe", rate_max=Decimal(50)) for _n in range(2)]
    pool = FundingLeverFactory(is_contribution_fund=True)
    alone = FundingLeverFactory()
    alone.excludes.add(pool)
    for lever in (*europe, pool, alone):
        line = SheetLeverFactory(sheet=sheet, lever=lever)
        FundingAmountFactory(request=line, amount=Decimal(45_000))

    scenario = computed(ScenarioFactory(budget=40_000))

    assert (scenario.status, scenario.problem) == ("done", "")
    given = [row["amount"] for row in scenario.result["levers"] if row["amount"] != "0"]
    assert set(chosen(scenario)) == {"A1"}
    assert len(given) == 2


def test_values_come_from_the_ranking_published_last_with_its_origin():
    sheet_of("A1", impact=5)
    sheet_of("A2", impact=1)
    scenario = ScenarioFactory(budget=0, value_basis=ValueBasis.RANKING)
    ScenarioBudget.objects.filter(scenario=scenario, year=2021).update(amount=100_000)
    offered = ActionValues("Séance du 3 mars", "/ailleurs/", date(2020, 3, 3), {"A2": Decimal("8")})

    with offering(lambda: offered):
        computed(scenario)

    assert (set(chosen(scenario)), scenario.objective) == ({"A2"}, 8.0)
    values = scenario.result["values"]
    assert (values["origin"], values["day"]) == ("Séance du 3 mars", "2020-03-03")
    assert values["unranked"] == ["A1"]


def test_no_published_ranking_is_said_in_words():
    sheet_of("A1")
    scenario = ScenarioFactory(value_basis=ValueBasis.RANKING)
    operations.request_scenario(scenario=scenario, by=None)

    with offering(lambda: None):
        operations.run_scenario(scenario_id=scenario.pk)

    scenario.refresh_from_db()
    assert scenario.problem.startswith("Aucun classement n'est publié")


def test_the_page_of_a_computation_follows_it(client):
    scenario = ScenarioFactory(time_limit=20)
    started = timezone.now() - timedelta(seconds=10)
    Scenario.objects.filter(pk=scenario.pk).update(
        status=ScenarioStatus.RUNNING, claim=uuid4(), started_at=started
    )
    scenario.refresh_from_db()
    operations.scenarios._tell(scenario, Progress("joint", 10, 20, value=40.0, bound=41.0))
    client.force_login(UserFactory(lead=True))

    page = client.get(f"{scenario.get_absolute_url()}etat/").content.decode()

    assert "Choix et calendrier ensemble" in page
    assert " s, sur 40 s au plus" in page
    assert "aucun plan ne vaut plus de 41" in page
    assert "2,50 %" in page
    assert operations.cancel_scenario(scenario=scenario)
    scenario.refresh_from_db()
    assert (scenario.objective, scenario.bound, scenario.progress) == (None, None, 0)


def test_a_budget_of_nothing_and_an_empty_plan_are_answered_in_words():
    empty = computed(ScenarioFactory(budget=0))

    assert "Le plan ne contient aucune action." in empty.result["explanation"]
    assert any("fonds propres sont nuls" in text for text in empty.result["explanation"])


def test_a_scenario_without_a_year_is_not_asked_for():
    scenario = ScenarioFactory()
    scenario.budgets.all().delete()

    with pytest.raises(ValidationError, match="au moins une année"):
        operations.request_scenario(scenario=scenario, by=None)


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (lambda s: ScenarioBudget(scenario=s, year=2024, amount=Decimal(-1)), "négatif"),
        (lambda s: ScenarioBudget(scenario=s, year=2024, amount=Decimal(10) ** 12), "milliards"),
        (lambda s: ScenarioBudget(scenario=s, year=2021, amount=Decimal(1)), "déjà donnée"),
        (
            lambda s: ScenarioAction(
                scenario=s, sheet=ActionSheetFactory(), earliest=2023, latest=2021
            ),
            "précède",
        ),
        (lambda s: ScenarioMinimum(scenario=s, count=1), "priorité ou sur une zone"),
        (lambda s: ScenarioMinimum(scenario=s, zone=ZoneFactory()), "un montant, ou les deux"),
        (
            lambda s: ScenarioMinimum(scenario=s, zone=ZoneFactory(), amount=Decimal(-1)),
            "négatif",
        ),
        (lambda s: ScenarioBudget(scenario=s, year=2024, amount=1, staff=-1), "négatif"),
        (
            lambda s: ScenarioPair(
                scenario=s, first=(sheet := ActionSheetFactory()), second=sheet, bonus=1
            ),
            "deux actions différentes",
        ),
        (
            lambda s: ScenarioPair(
                scenario=s, first=ActionSheetFactory(), second=ActionSheetFactory()
            ),
            "Une synergie a une valeur",
        ),
        (
            lambda s: ScenarioLever(
                scenario=s, lever=FundingLeverFactory(rate_max=Decimal(40)), rate=Decimal(41)
            ),
            "40\xa0% au plus",
        ),
    ],
)
def test_hostile_limits_are_refused_in_words(limit, told):
    with pytest.raises(ValidationError) as refused:
        operations.save_limit(limit=limit(ScenarioFactory()))

    assert told in " ".join(refused.value.messages)


def test_what_is_computed_is_frozen_and_copied():
    sheet_of("A1")
    scenario = computed(ScenarioFactory())

    with pytest.raises(ValidationError, match="dupliquez-le"):
        operations.save_limit(limit=ScenarioBudget(scenario=scenario, year=2024, amount=1))
    with pytest.raises(ValidationError, match="dupliquez-le"):
        operations.save_scenario(scenario=scenario, name="Autre")
    copy = operations.copy_scenario(scenario=scenario, name="Budget -20 %", budget_change=-20)

    assert (copy.status, copy.budgets.count(), copy.budget_change) == ("draft", 3, -20)
    assert scenario.budgets.count() == 3


def test_one_scenario_is_adopted_with_a_reason_by_the_owner():
    sheet_of("A1")
    lead, first, second = UserFactory(lead=True), ScenarioFactory(), ScenarioFactory()
    for scenario in (first, second):
        computed(scenario)

    with pytest.raises(ValidationError, match="raison"):
        operations.adopt_scenario(scenario=first, reason=" ", by=lead)
    with pytest.raises(PermissionDenied):
        operations.adopt_scenario(scenario=first, reason="Oui", by=UserFactory(consortium=True))
    operations.adopt_scenario(scenario=first, reason="Le plus sûr.", by=lead)
    operations.adopt_scenario(scenario=second, reason="Mieux.", by=lead)

    assert list(Scenario.objects.filter(is_adopted=True)) == [second]


def test_a_scenario_never_computed_is_not_adopted():
    with pytest.raises(ValidationError, match="Seul un scénario calculé"):
        operations.adopt_scenario(
            scenario=ScenarioFactory(), reason="Oui", by=UserFactory(lead=True)
        )
