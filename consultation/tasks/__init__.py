"""What is done without anyone asking: answers in progress do not outlive their promise."""

from consultation.tasks.drafts import (
    HOUR,
    erase_expired_drafts,
    logger,
)
from consultation.tasks.mail import mail_code

__all__ = [
    "HOUR",
    "erase_expired_drafts",
    "logger",
    "mail_code",
]
