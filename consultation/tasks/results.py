"""Counting again as answers arrive: soon after they do, and in any case each minute."""

from celery import current_app, shared_task
from celery.utils.log import get_task_logger

from consultation import operations
from consultation.models import Consultation

SWEEP_SECONDS = 60.0
logger = get_task_logger(__name__)


@shared_task
def recount_results(*, consultation_id: int) -> None:
    """Count one consultation again, if anything changed; may run twice."""
    consultation = Consultation.objects.filter(pk=consultation_id).first()
    if consultation is not None:
        operations.recount(consultation=consultation)


@shared_task(expires=SWEEP_SECONDS)
def recount_changed_results() -> None:
    """Count again what changed and was not asked for: an import, a lost message."""
    changed = operations.recount_changed()
    if changed:
        logger.info("results of %d consultations counted again", changed)


# Beat reads the schedule once the tasks of every app are known: the settings name no phase.
current_app.add_periodic_task(
    SWEEP_SECONDS, recount_changed_results.s(), name="recount-changed-results"
)
