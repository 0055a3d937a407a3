"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from celery import shared_task

from actionplan import operations


@shared_task(ignore_result=True, soft_time_limit=540)
def run_scenario(*, scenario_id: int) -> None:
    operations.run_scenario(scenario_id=scenario_id)


@shared_task(ignore_result=True)
def sweep_stuck_scenarios() -> None:
    operations.sweep_stuck_scenarios()
