"""The door to the queue: an operation puts an import in it without knowing Celery."""

from uuid import UUID


def enqueue_import(run_id: UUID) -> None:
    """Send a worker the import to do; the row stays the truth if the message is lost."""
    # The task calls the operations, which call this.
    from diagnostic.tasks import run_import

    run_import.delay(run_id=str(run_id))
