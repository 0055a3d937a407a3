"""Doubts about responses: written beside them, never instead of them."""

from django.db import transaction
from django.utils import timezone

from consultation.enums import MarkReason
from consultation.models import Consultation, Response, ResponseMark
from consultation.queries import IDENTICAL_COUNT, identical_batches
from consultation.queue import recount_results


@transaction.atomic
def mark_responses(*, responses: list[int], reason: MarkReason) -> int:
    """Mark responses, once for each reason; a mark that was lifted stays so. Return how many."""
    known = set(
        ResponseMark.objects.filter(response__in=responses, reason=reason).values_list(
            "response_id", flat=True
        )
    )
    rows = [ResponseMark(response_id=key, reason=reason) for key in responses if key not in known]
    return len(ResponseMark.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def mark_identical(*, consultation: Consultation) -> int:
    """Mark the responses that say the same as many others; return how many were."""
    found = identical_batches(consultation, at_least=IDENTICAL_COUNT)
    transaction.on_commit(lambda: recount_results(consultation.pk), robust=True)
    return mark_responses(responses=found, reason=MarkReason.IDENTICAL)


@transaction.atomic
def lift_marks(*, consultation: Consultation, reason: MarkReason) -> int:
    """Lift the marks of a kind: the team looked and found nothing wrong. Return how many."""
    standing = ResponseMark.objects.filter(
        response__in=Response.objects.filter(consultation=consultation),
        reason=reason,
        lifted_at=None,
    )
    transaction.on_commit(lambda: recount_results(consultation.pk), robust=True)
    return standing.update(lifted_at=timezone.now())
