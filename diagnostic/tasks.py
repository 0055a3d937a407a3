"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from uuid import UUID

from celery import shared_task

from diagnostic import operations


@shared_task(ignore_result=True, soft_time_limit=540)
def run_import(*, run_id: str) -> None:
    operations.run_import(run_id=UUID(run_id))


@shared_task(ignore_result=True)
def sweep_stuck_imports() -> None:
    operations.sweep_stuck_imports()
