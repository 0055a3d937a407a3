"""What is done without anyone asking: answers in progress do not outlive their promise."""

from consultation.tasks.budget import (
    count_budget_votes,
)
from consultation.tasks.contributions import (
    erase_due_contacts,
    tell_author,
)
from consultation.tasks.drafts import (
    HOUR,
    erase_expired_drafts,
    logger,
)
from consultation.tasks.mail import (
    mail_code,
)
from consultation.tasks.opinions import (
    analyse_opinions,
    report_reliability,
    sweep_opinions,
    sweep_reliability,
)
from consultation.tasks.results import (
    recount_changed_results,
    recount_results,
)
from consultation.tasks.texts import (
    read_free_texts,
)

__all__ = [
    "HOUR",
    "analyse_opinions",
    "count_budget_votes",
    "erase_due_contacts",
    "erase_expired_drafts",
    "logger",
    "mail_code",
    "read_free_texts",
    "recount_changed_results",
    "recount_results",
    "report_reliability",
    "sweep_opinions",
    "sweep_reliability",
    "tell_author",
]
