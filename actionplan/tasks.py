"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from celery import current_app, shared_task

from actionplan import operations

SWEEP_SECONDS = 15.0


@shared_task(ignore_result=True, soft_time_limit=540)
def run_scenario(*, scenario_id: int) -> None:
    operations.run_scenario(scenario_id=scenario_id)


@shared_task(ignore_result=True)
def sweep_stuck_scenarios() -> None:
    operations.sweep_stuck_scenarios()


# Beat reads the schedule once the tasks of every app are known.
current_app.add_periodic_task(
    SWEEP_SECONDS, sweep_stuck_scenarios.s(), name="sweep-stuck-scenarios"
)
