"""The door to the queue: operations put a report in it without knowing Celery."""

from uuid import UUID


def enqueue(report_id: UUID) -> None:
    """Send a worker the report to make; the row stays the truth if the message is lost."""
    # The task calls the operations, which call this.
    from perpignan.reports.tasks import build_report

    build_report.delay(report_id=str(report_id))
