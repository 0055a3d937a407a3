"""What is done without anyone asking: summaries of what waits, each fact once."""

from celery import current_app, shared_task
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from perpignan.governance import operations


@shared_task(ignore_result=True)
def send_digests() -> None:
    """Write to those who want it today; may run twice, and at two places at once."""
    if settings.MAIL_GOES_OUT:
        operations.send_digests(day=timezone.localdate())


# Beat reads the schedule once the tasks of every app are known.
current_app.add_periodic_task(
    crontab(hour="7,9,11", minute="5"), send_digests.s(), name="send-digests"
)
