"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from uuid import UUID

from celery import shared_task

from perpignan.reports import making, operations


@shared_task(ignore_result=True, soft_time_limit=540)
def build_report(*, report_id: str) -> None:
    """Make the most urgent report that waits: the one of this ticket, or one before it."""
    making.make_next_report()


@shared_task(ignore_result=True)
def send_ready_mail(*, report_id: str) -> None:
    operations.send_ready_mail(report_id=UUID(report_id))


@shared_task(ignore_result=True)
def run_report_schedules() -> None:
    operations.run_schedules()


@shared_task(ignore_result=True)
def sweep_stuck_reports() -> None:
    operations.sweep_stuck_reports()
