"""The door to the queue: an operation puts a task in it without knowing Celery."""


def tell_author(event_id: int) -> None:
    """Ask a worker to send the author the news of a decision; losing it loses a mail only."""
    # The task calls the queries, below the operations which call this.
    from consultation.tasks import tell_author as task

    task.delay(event_id=event_id)
