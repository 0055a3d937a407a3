"""Storing answers collected elsewhere than on the web: checked alike, logged alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Channel, RevisionKind
from consultation.models import AnswerRevision, Consultation, Questionnaire, Response
from consultation.models.keys import receipt_code, receipt_hash, token_key
from consultation.permissions import takes_collected_answers
from consultation.validators.answers import clean_answers
from consultation.validators.conditions import only_asked
from consultation.validators.rules import Plan


@dataclass(frozen=True)
class Collected:
    """One person's answers, with the token that makes them hers."""

    token: str
    answers: dict[str, Any]
    channel: Channel
    language: str = "fr"
    given_at: datetime | None = None


def check_takes_collected(consultation: Consultation) -> None:
    if not takes_collected_answers(consultation, timezone.now()):
        raise ValidationError(
            _("Cette consultation ne reçoit plus de réponses : elle n'est ni ouverte, ni close.")
        )


def checked(plan: Plan, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Clean answers by the rules of every door; refuse a sheet where nothing was answered."""
    cleaned = only_asked(plan, clean_answers(plan.questions, raw))
    if not cleaned:
        raise ValidationError(_("Aucune réponse : il en faut une au moins."))
    return cleaned


def store_collected(
    *, consultation: Consultation, questionnaire: Questionnaire, given: Sequence[Collected]
) -> list[Response]:
    """Write responses and the first line of their logs, in two statements whatever their number.

    The answers were checked and the keys are ours: the constraints of the database say
    the rest. To be called inside a transaction.
    """
    responses = Response.objects.bulk_create(
        [_response(consultation, questionnaire, item) for item in given], batch_size=1000
    )
    AnswerRevision.objects.bulk_create(
        [
            AnswerRevision(response=row, kind=RevisionKind.SUBMITTED, answers=row.answers)
            for row in responses
        ],
        batch_size=1000,
    )
    return responses


def _response(
    consultation: Consultation, questionnaire: Questionnaire, item: Collected
) -> Response:
    key = token_key(consultation.pk, item.token)
    return Response(
        consultation=consultation,
        questionnaire=questionnaire,
        respondent_key=key,
        idempotency_key=key,
        receipt_hash=receipt_hash(receipt_code(consultation.pk, item.token)),
        channel=item.channel,
        language=item.language,
        answers=item.answers,
        submitted_at=item.given_at or timezone.now(),
    )
