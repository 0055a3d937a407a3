"""Counting a consultation again, whole, when something it counts has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from consultation.enums import ConsultationStatus
from consultation.models import Consultation, ConsultationResults
from consultation.models.response import YEARS_KEPT
from consultation.queries import counted_results, results_fingerprint

#: Our own number among the advisory locks of the database.
LOCK = 5_142
DOCUMENTS = (
    *("questionnaire", "counted_at", "fingerprint", "threshold", "response_count"),
    *("participant_count", "unmarked_count", "channels", "counts", "tables", "open_rows"),
    "weighting",
)


def recount(*, consultation: Consultation) -> ConsultationResults | None:
    """Store the results of this very instant, if anything changed since the last count.

    Answers erased after their time leave the last results as they are. While another count
    is under way there is nothing to do: the next one finds what it missed.
    """
    with _one_instant():
        is_alone = _is_alone(consultation)
        known = ConsultationResults.objects.filter(consultation=consultation).first()
        if not is_alone or (known is not None and _is_settled(consultation, known)):
            return known
        counted = counted_results(consultation)
        if counted is None:
            return None
        return _store(counted)


def recount_changed() -> int:
    """Count again each consultation whose answers changed; return how many were."""
    changed = 0
    for consultation in Consultation.objects.exclude(status=ConsultationStatus.DRAFT):
        known = ConsultationResults.objects.filter(consultation=consultation).first()
        found = recount(consultation=consultation)
        changed += found is not None and (known is None or found.counted_at != known.counted_at)
    return changed


def _store(counted: ConsultationResults) -> ConsultationResults:
    counted.clean_fields()
    stored, _is_new = ConsultationResults.objects.update_or_create(
        consultation=counted.consultation,
        defaults={name: getattr(counted, name) for name in DOCUMENTS},
    )
    return stored


def _is_settled(consultation: Consultation, known: ConsultationResults) -> bool:
    end = consultation.closes_at
    if end is not None and end < timezone.now() - timedelta(days=365 * YEARS_KEPT):
        return True  # the answers are erased, or about to be
    return known.fingerprint == results_fingerprint(consultation)


def _is_alone(consultation: Consultation) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, consultation.pk])
        return bool(cursor.fetchone()[0])


@contextmanager
def _one_instant() -> Iterator[None]:
    """See the answers as they are now in every statement; inside another transaction, its view."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
