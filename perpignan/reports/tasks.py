"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from uuid import UUID

from celery import shared_task

from perpignan.reports import making, operations


@shared_task(ignore_result=True, soft_time_limit=540)
def build_report(*, report_id: str) -> None:
    making.make_report(report_id=UUID(report_id))


@shared_task(ignore_result=True)
def sweep_stuck_reports() -> None:
    operations.sweep_stuck_reports()
