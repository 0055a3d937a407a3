"""What a person has in progress, and what she has sent."""

from datetime import timedelta

from django.utils import timezone

from consultation.models import (
    Consultation,
    DraftResponse,
    Response,
)
from consultation.models.keys import normalised_code, receipt_hashes, token_key

DRAFT_DAYS = 7


def draft_of(consultation: Consultation, token: str) -> DraftResponse | None:
    """Return the answers in progress of a browser, unless they are too old."""
    since = timezone.now() - timedelta(days=DRAFT_DAYS)
    key = token_key(consultation.pk, token)
    return (
        DraftResponse.objects.select_related("questionnaire")
        .filter(token_hash=key, saved_at__gte=since)
        .first()
    )


def response_of(consultation: Consultation, token: str) -> Response | None:
    """Return the response already stored for a token."""
    return Response.objects.filter(idempotency_key=token_key(consultation.pk, token)).first()


def response_with_code(code: str) -> Response | None:
    """Find the response that a receipt code was given for; None if the code is unknown."""
    known = normalised_code(code)
    if known is None:
        return None
    found = Response.objects.select_related("consultation", "questionnaire")
    return found.filter(receipt_hash__in=receipt_hashes(known)).first()


#: How many chose each option, read from the documents in one pass.
