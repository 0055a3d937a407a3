"""News to authors who asked for them, and the end of the addresses they left."""

from celery import current_app, shared_task
from celery.utils.log import get_task_logger
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from consultation import operations
from consultation.models import ContributionContact, ModerationEvent
from consultation.queries import contacts_to_tell

DAY = 86_400.0
logger = get_task_logger(__name__)


@shared_task
def tell_author(*, event_id: int) -> None:
    """Mail the news of a decision to each author of the thread; twice is once."""
    event = (
        ModerationEvent.objects.select_related("contribution__consultation")
        .filter(pk=event_id, contribution__isnull=False)
        .first()
    )
    if event is None:
        return
    for contact_id in contacts_to_tell(event):
        _mail(contact_id, event)


def _mail(contact_id: int, event: ModerationEvent) -> None:
    with transaction.atomic():
        contact = (
            ContributionContact.objects.select_for_update(of=("self",))
            .select_related("contribution__consultation")
            .filter(pk=contact_id, last_event__lt=event.pk)
            .first()
        )
        if contact is None:
            return
        with translation.override(contact.contribution.language):
            subject, body = _written(contact, event)
            send_mail(subject, body, None, [contact.address])
        contact.last_event = event.pk
        contact.save(update_fields=["last_event"])


def _written(contact: ContributionContact, event: ModerationEvent) -> tuple[str, str]:
    context = {
        "event": event,
        "contribution": event.contribution,
        "own": contact.contribution,
        "erase_after": contact.erase_after,
        "site": settings.SITE_URL,
    }
    subject = render_to_string("email/contribution_news_subject.txt", context)
    return " ".join(subject.split()), render_to_string("email/contribution_news_body.txt", context)


@shared_task
def erase_due_contacts() -> None:
    """Erase the addresses whose time has come; may run twice."""
    erased = operations.erase_due_contacts()
    if erased:
        logger.info("%d addresses of authors erased", erased)


# Beat reads the schedule once the tasks of every app are known: the settings name no phase.
current_app.add_periodic_task(DAY, erase_due_contacts.s(), name="erase-due-contacts")
