"""Reading the free texts, which takes a worker some seconds."""

from celery import shared_task
from celery.utils.log import get_task_logger

from consultation.operations import fail_analysis, run_analysis

logger = get_task_logger(__name__)


@shared_task
def read_free_texts(*, analysis_id: int) -> None:
    """Run a reading; twice is once. What breaks it is told, and it may be asked for again."""
    try:
        run_analysis(analysis_id=analysis_id)
    except Exception:
        fail_analysis(analysis_id=analysis_id)
        logger.exception("reading %d of free texts failed", analysis_id)
        raise
