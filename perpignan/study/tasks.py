"""What is done without anyone asking: personal data does not outlive its promise."""

from celery import current_app, shared_task
from celery.schedules import crontab
from django.utils import timezone

from perpignan.study import operations


@shared_task
def erase_expired() -> None:
    """Erase what every model has kept long enough; may run twice."""
    operations.erase_expired(now=timezone.now())


# Beat reads the schedule once the tasks of every app are known.
current_app.add_periodic_task(
    crontab(hour="3", minute="20"), erase_expired.s(), name="erase-expired-personal-data"
)
