"""Scenarios computed in the background: cancelled, stuck, tried again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplan import operations
from actionplan.enums import (
    ScenarioStatus,
)
from actionplan.models import (
    Scenario,
)
from tests.actionplan.test_scenarios import sheet_of
from tests.factories.actionplan import (
    ScenarioFactory,
)

pytestmark = pytest.mark.django_db


def test_a_second_worker_and_a_cancelled_one_do_nothing():
    scenario = ScenarioFactory()
    operations.request_scenario(scenario=scenario, by=None)
    with pytest.raises(ValidationError, match="rechargez"):
        operations.request_scenario(scenario=scenario, by=None)

    assert operations.cancel_scenario(scenario=scenario)
    assert not operations.run_scenario(scenario_id=scenario.pk)
    scenario.refresh_from_db()
    assert (scenario.status, scenario.result) == (ScenarioStatus.CANCELLED, None)


def test_the_worker_of_a_cancelled_scenario_leaves_without_a_trace(monkeypatch):
    sheet_of("A1")
    scenario = ScenarioFactory()
    operations.request_scenario(scenario=scenario, by=None)
    monkeypatch.setattr(operations.scenarios, "ASK_SECONDS", 0)
    tell = operations.scenarios._tell

    def cancel_then_tell(running, told):
        operations.cancel_scenario(scenario=running)
        tell(running, told)

    monkeypatch.setattr(operations.scenarios, "_tell", cancel_then_tell)

    assert not operations.run_scenario(scenario_id=scenario.pk)
    scenario.refresh_from_db()
    assert (scenario.status, scenario.result) == (ScenarioStatus.CANCELLED, None)


def test_the_sweep_gives_back_what_is_stuck_and_gives_up_after_three_tries():
    old = timezone.now() - timedelta(hours=1)
    once, thrice, fresh = ScenarioFactory(), ScenarioFactory(), ScenarioFactory()
    running = {"status": ScenarioStatus.RUNNING, "heartbeat_at": old}
    Scenario.objects.filter(pk=once.pk).update(attempt=1, **running)
    Scenario.objects.filter(pk=thrice.pk).update(attempt=3, **running)
    Scenario.objects.filter(pk=fresh.pk).update(status=ScenarioStatus.RUNNING)

    assert operations.sweep_stuck_scenarios() == 2
    states = dict(Scenario.objects.values_list("pk", "status"))
    assert states == {once.pk: "queued", thrice.pk: "failed", fresh.pk: "running"}
