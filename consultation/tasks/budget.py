"""Votes on a budget are counted when they are over, without anyone asking."""

from celery import current_app, shared_task
from celery.utils.log import get_task_logger

from consultation import operations

EVERY = 120.0
logger = get_task_logger(__name__)


@shared_task
def count_budget_votes() -> None:
    """Count the votes that have ended; may run twice."""
    for made in operations.count_votes_over():
        logger.info("vote %d counted", made.vote_id)


current_app.add_periodic_task(EVERY, count_budget_votes.s(), name="count-budget-votes")
