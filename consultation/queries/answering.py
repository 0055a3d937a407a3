"""What a person has in progress, and what she has sent."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from consultation.models import (
    AccessCode,
    AnswerRevision,
    Consultation,
    DraftResponse,
    Response,
)
from consultation.models.keys import (
    access_hashes,
    normalised_code,
    receipt_hashes,
    resume_hashes,
    token_key,
)
from consultation.models.response import DRAFT_DAYS


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
    found = Response.objects.select_related("consultation")
    return found.filter(idempotency_key=token_key(consultation.pk, token)).first()


def response_with_code(code: str) -> Response | None:
    """Find the response that a receipt code was given for; None if the code is unknown."""
    known = normalised_code(code)
    if known is None:
        return None
    found = Response.objects.select_related("consultation", "questionnaire")
    return found.filter(receipt_hash__in=receipt_hashes(known)).first()


def correction_of(consultation: Consultation, token: str) -> AnswerRevision | None:
    """Return the correction already stored for a token."""
    key = token_key(consultation.pk, token)
    return (
        AnswerRevision.objects.select_related("response__consultation").filter(sent_key=key).first()
    )


def live_drafts() -> QuerySet[DraftResponse]:
    """List the answers in progress that have not reached their term."""
    return DraftResponse.objects.filter(saved_at__gte=timezone.now() - timedelta(days=DRAFT_DAYS))


def draft_to_resume(code: str) -> DraftResponse | None:
    """Find the answers in progress that a code was given for; None if it is unknown."""
    known = normalised_code(code)
    if known is None:
        return None
    found = live_drafts().select_related("consultation")
    return found.filter(resume_hash__in=resume_hashes(known)).first()


def went_on_elsewhere(consultation: Consultation, token: str) -> bool:
    """Say whether the answers begun in a browser were taken up on another device."""
    key = token_key(consultation.pk, token)
    return DraftResponse.objects.filter(former_keys__contains=[key]).exists()


def access_code_is_known(consultation: Consultation, code: str) -> bool:
    """Say whether a letter bears this code, typed in any case."""
    known = normalised_code(code)
    if known is None:
        return False
    hashes = access_hashes(consultation.pk, known)
    return AccessCode.objects.filter(consultation=consultation, code_hash__in=hashes).exists()


def access_code_batches(consultation: Consultation) -> QuerySet[Any, Any]:
    """Count the codes of each batch of letters; which of them have served is not known."""
    return (
        AccessCode.objects.filter(consultation=consultation)
        .values("batch")
        .annotate(count=Count("pk"), made_on=Max("made_on"))
        .order_by("made_on", "batch")
    )


def has_answered(consultation: Consultation, respondent_key: str) -> bool:
    """Say whether the holder of this key has sent a response, withdrawn or not."""
    return Response.objects.filter(
        consultation=consultation, respondent_key=respondent_key
    ).exists()
