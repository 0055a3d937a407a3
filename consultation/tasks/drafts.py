"""What is done without anyone asking: answers in progress do not outlive their promise."""

from celery import current_app, shared_task
from celery.utils.log import get_task_logger

from consultation import operations

HOUR = 3600.0
logger = get_task_logger(__name__)


@shared_task
def erase_expired_drafts() -> None:
    """Erase the answers in progress that their authors left; may run twice."""
    erased = operations.erase_expired_drafts()
    if erased:
        logger.info("%d expired drafts erased", erased)
    files = operations.erase_unsent_files()
    if files:
        logger.info("%d files of expired drafts erased", files)


# Beat reads the schedule once the tasks of every app are known: the settings name no phase.
current_app.add_periodic_task(HOUR, erase_expired_drafts.s(), name="erase-expired-drafts")
