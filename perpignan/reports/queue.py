"""The door to the queue: operations put a report in it without knowing Celery."""

from uuid import UUID


def enqueue(report_id: UUID) -> None:
    """Send a worker the report to make; the row stays the truth if the message is lost."""
    # The task calls the operations, which call this.
    from perpignan.reports.tasks import build_report

    build_report.delay(report_id=str(report_id))


def tell_ready(report_id: UUID) -> None:
    """Send the mail that says a report is ready."""
    # The task calls the operations, which call this.
    from perpignan.reports.tasks import send_ready_mail

    send_ready_mail.delay(report_id=str(report_id))
