"""An agent beside people who answer on a tablet."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from consultation.models import AssistedSession, Consultation
from perpignan.study.models import User


@transaction.atomic
def start_assisted(*, consultation: Consultation, agent: User, place: str) -> AssistedSession:
    session = AssistedSession(consultation=consultation, agent=agent, place=place.strip())
    session.full_clean()
    session.save()
    return session


def count_assisted(*, session: AssistedSession) -> None:
    """Count one more answer given beside an agent; nothing links it to the session."""
    AssistedSession.objects.filter(pk=session.pk).update(response_count=F("response_count") + 1)


@transaction.atomic
def end_assisted(*, session: AssistedSession) -> AssistedSession:
    session.ended_at = timezone.now()
    session.save(update_fields=["ended_at"])
    return session
