"""Analyses made again as votes and answers come: a minute after, however many came."""

from celery import current_app, shared_task
from celery.utils.log import get_task_logger

from consultation import operations
from consultation.queries import consultations_to_analyse

SWEEP_SECONDS, RELIABILITY_SECONDS = 60.0, 300.0
logger = get_task_logger(__name__)


@shared_task(ignore_result=True)
def analyse_opinions(*, consultation_id: int) -> None:
    """Analyse the votes of a consultation if any came; may run twice."""
    found = operations.refresh_opinions(consultation_id=consultation_id)
    if found is not None:
        logger.info("opinions of consultation %d: %d groups", consultation_id, found.group_count)


@shared_task(ignore_result=True)
def report_reliability(*, consultation_id: int) -> None:
    """Look again for answers that stand out; may run twice."""
    operations.refresh_reliability(consultation_id=consultation_id)


@shared_task(ignore_result=True)
def sweep_opinions() -> None:
    """Gather the votes of a minute in one analysis, whatever became of the other messages."""
    for key in consultations_to_analyse():
        analyse_opinions.delay(consultation_id=key)


@shared_task(ignore_result=True)
def sweep_reliability() -> None:
    for key in consultations_to_analyse():
        report_reliability.delay(consultation_id=key)


# Beat reads the schedule once the tasks of every app are known: the settings name no phase.
current_app.add_periodic_task(SWEEP_SECONDS, sweep_opinions.s(), name="sweep-opinions")
current_app.add_periodic_task(RELIABILITY_SECONDS, sweep_reliability.s(), name="sweep-reliability")
