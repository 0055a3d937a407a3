"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from uuid import UUID

from celery import current_app, shared_task
from django.conf import settings

from diagnostic import operations


@shared_task(ignore_result=True, soft_time_limit=540)
def run_import(*, run_id: str) -> None:
    operations.run_import(run_id=UUID(run_id))


@shared_task(ignore_result=True)
def sweep_stuck_imports() -> None:
    operations.sweep_stuck_imports()


# Beat reads the schedule once the tasks of every app are known: the settings name no phase.
current_app.add_periodic_task(
    settings.IMPORT_SWEEP_SECONDS, sweep_stuck_imports.s(), name="sweep-stuck-imports"
)
