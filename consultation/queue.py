"""The door to the queue: an operation puts a task in it without knowing Celery.

The queue may be a table of the same database as the answers: a letter put in it is
sealed, so that no row there shows an address beside a code.
"""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

#: A letter that waited longer in the queue is not sent any more.
LIFETIME_SECONDS = 86_400


def tell_author(event_id: int) -> None:
    """Ask a worker to send the author the news of a decision; losing it loses a mail only."""
    # The task calls the queries, below the operations which call this.
    from consultation.tasks import tell_author as task

    task.delay(event_id=event_id)


def recount_results(consultation_id: int) -> None:
    """Ask a worker to count again; losing it waits for the next sweep only."""
    # The task calls the operations which call this.
    from consultation.tasks import recount_results as task

    task.delay(consultation_id=consultation_id)


def refresh_pages(consultation_id: int) -> None:
    """Ask for all that is drawn from answers at once, after many came; sweeps would do it later."""
    # The tasks call the operations which call this.
    from consultation.tasks import analyse_opinions, report_reliability

    recount_results(consultation_id)
    analyse_opinions.delay(consultation_id=consultation_id)
    report_reliability.delay(consultation_id=consultation_id)


def read_free_texts(analysis_id: int) -> None:
    """Ask a worker to read the free texts; asking twice reads them once."""
    # The task calls the operations, which call this.
    from consultation.tasks import read_free_texts as task

    task.delay(analysis_id=analysis_id)


def enqueue_code(**letter: Any) -> None:
    """Send a worker the mail to send; nothing of it can be read on the way."""
    # The task calls what is above this.
    from consultation.tasks import mail_code

    mail_code.delay(sealed=seal(letter))


def seal(letter: dict[str, Any]) -> str:
    return _fernet().encrypt(json.dumps(letter).encode()).decode()


def unseal(sealed: str) -> dict[str, Any]:
    """Open a letter. Raise InvalidToken when it is too old or not ours."""
    opened: dict[str, Any] = json.loads(_fernet().decrypt(sealed.encode(), LIFETIME_SECONDS))
    return opened


def _fernet() -> Fernet:
    key = salted_hmac("consultation.mail", "seal", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
