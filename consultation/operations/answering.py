"""What the public answers: kept at each step, stored once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Channel, ConsultationStatus, RevisionKind
from consultation.models import (
    AnswerRevision,
    Consultation,
    DraftResponse,
    Questionnaire,
    Response,
)
from consultation.models.keys import receipt_code, receipt_hash, token_key
from consultation.operations.files import confirm_files, erase_files_of
from consultation.permissions import can_answer
from consultation.queries import (
    DRAFT_DAYS,
    plan_of,
    response_of,
    response_with_code,
)
from consultation.validators.answers import clean_answers
from consultation.validators.conditions import only_asked

Status = ConsultationStatus
#: Codes of the refusals that a page explains in its own way.
NOT_OPEN = "not_open"
DRAFT_MISSING = "draft_missing"
EMPTY = "empty"


@dataclass(frozen=True)
class Submission:
    """A stored response and the code to show; `is_new` is false for a repeated sending."""

    response: Response
    receipt_code: str
    is_new: bool


@transaction.atomic
def save_draft(
    *,
    consultation: Consultation,
    questionnaire: Questionnaire,
    token: str,
    asked: Collection[str],
    answers: Mapping[str, Any],
) -> DraftResponse:
    """Keep the answers of a page: they replace those given before to the same questions."""
    _check_open(consultation)
    draft, _created = DraftResponse.objects.select_for_update().get_or_create(
        token_hash=token_key(consultation.pk, token),
        defaults={"consultation": consultation, "questionnaire": questionnaire},
    )
    others = {code: value for code, value in draft.answers.items() if code not in asked}
    draft.answers = others | dict(answers)
    draft.saved_at = timezone.now()
    draft.save(update_fields=["answers", "saved_at"])
    return draft


def discard_draft(*, consultation: Consultation, token: str) -> None:
    """Erase answers in progress at the request of who was giving them."""
    found = DraftResponse.objects.filter(token_hash=token_key(consultation.pk, token))
    for draft in found:
        erase_files_of(answers=draft.answers)
    found.delete()


def erase_expired_drafts() -> int:
    """Erase the answers in progress that were left too long ago; return how many."""
    return expired_drafts().delete()[0]


def expired_drafts() -> models.QuerySet[DraftResponse]:
    return DraftResponse.objects.filter(saved_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS))


def submit_draft(*, consultation: Consultation, token: str, language: str) -> Submission:
    """Turn the answers in progress into one response, however often this is asked.

    A second call waits for the first one's lock on the draft, finds it gone, and returns
    the response that was stored. Raise ValidationError (code DRAFT_MISSING) when there is
    neither.
    """
    try:
        with transaction.atomic():
            draft = _locked_draft(consultation, token)
            if draft is not None:
                _check_open(consultation)
                cleaned = _checked_answers(draft.questionnaire_id, draft.answers)
                stored = _store(draft, cleaned, token, Channel.WEB, language)
                draft.delete()
                return stored
    except IntegrityError:
        pass  # the same token has stored its response meanwhile
    known = known_submission(consultation=consultation, token=token)
    if known is None:
        raise ValidationError(_("Vos réponses en cours n'existent plus."), code=DRAFT_MISSING)
    return known


def _locked_draft(consultation: Consultation, token: str) -> DraftResponse | None:
    key = token_key(consultation.pk, token)
    return DraftResponse.objects.select_for_update().filter(token_hash=key).first()


def submit_response(
    *,
    consultation: Consultation,
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    token: str,
    channel: Channel = Channel.WEB,
    language: str = "fr",
) -> Submission:
    """Store a whole response given at once. The same token stores one response, ever."""
    given = DraftResponse(consultation_id=consultation.pk, questionnaire_id=questionnaire.pk)
    try:
        _check_open(consultation)
        cleaned = _checked_answers(questionnaire.pk, answers)
        with transaction.atomic():
            return _store(given, cleaned, token, channel, language)
    except (IntegrityError, ValidationError):
        known = known_submission(consultation=consultation, token=token)
        if known is None:
            raise
        return known


def known_submission(*, consultation: Consultation, token: str) -> Submission | None:
    """Return what a token has already stored, with the code derived again."""
    response = response_of(consultation, token)
    if response is None:
        return None
    return Submission(response, receipt_code(consultation.pk, token), is_new=False)


def _check_open(consultation: Consultation) -> None:
    now = timezone.now()
    if can_answer(consultation, now):
        return
    if consultation.state_at(now) == Status.ANNOUNCED:
        raise ValidationError(_("La consultation n'est pas encore ouverte."), code=NOT_OPEN)
    raise ValidationError(
        _("La consultation est terminée : elle ne reçoit plus de réponses."), code=NOT_OPEN
    )


def _checked_answers(questionnaire_id: int, raw: Mapping[str, Any]) -> dict[str, Any]:
    plan = plan_of(questionnaire_id)
    cleaned = only_asked(plan, clean_answers(plan.questions, raw))
    if not cleaned:
        raise ValidationError(_("Répondez à une question au moins."), code=EMPTY)
    return confirm_files(questionnaire_id=questionnaire_id, answers=cleaned)


def _store(
    given: DraftResponse, answers: dict[str, Any], token: str, channel: Channel, language: str
) -> Submission:
    """Write the response and the first line of its log.

    The answers were cleaned and the keys are ours: the constraints of the database say
    the rest, where full_clean would ask it five more times.
    """
    key = token_key(given.consultation_id, token)
    code = receipt_code(given.consultation_id, token)
    response = Response.objects.create(
        consultation_id=given.consultation_id,
        questionnaire_id=given.questionnaire_id,
        respondent_key=key,
        idempotency_key=key,
        receipt_hash=receipt_hash(code),
        channel=channel,
        language=language,
        answers=answers,
    )
    AnswerRevision.objects.create(response=response, kind=RevisionKind.SUBMITTED, answers=answers)
    return Submission(response, code, is_new=True)


@transaction.atomic
def withdraw_response(*, code: str) -> Response:
    """Withdraw a response at its author's request: its answers are erased, its log too.

    The row stays, so that the code goes on telling that it was withdrawn, and when.
    """
    found = response_with_code(code)
    if found is None:
        raise ValidationError(_("Aucune réponse ne porte ce code."))
    response = (
        Response.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .get(pk=found.pk)
    )
    if response.withdrawn_at is not None:
        return response
    if not can_answer(response.consultation, timezone.now()):
        raise ValidationError(
            _("La consultation est terminée : les réponses comptées ne se retirent plus.")
        )
    erase_files_of(answers=response.answers)
    response.answers, response.withdrawn_at = {}, timezone.now()
    response.save(update_fields=["answers", "withdrawn_at"])
    response.revisions.update(answers={})
    AnswerRevision.objects.create(response=response, kind=RevisionKind.WITHDRAWN)
    return response
