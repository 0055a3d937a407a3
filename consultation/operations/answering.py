"""What the public answers: kept at each step, stored once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import AccessMode, Channel, ConsultationStatus, MarkReason, RevisionKind
from consultation.models import (
    AnswerRevision,
    Consultation,
    DraftResponse,
    Questionnaire,
    Response,
    ResponseMark,
)
from consultation.models.keys import (
    receipt_code,
    receipt_hash,
    resume_code,
    resume_hash,
    token_key,
)
from consultation.operations.files import confirm_files, erase_files_of
from consultation.operations.themes import read_again
from consultation.permissions import can_answer
from consultation.queries import (
    DRAFT_DAYS,
    correction_of,
    draft_to_resume,
    has_answered,
    plan_of,
    response_of,
    went_on_elsewhere,
)
from consultation.validators.answers import clean_answers
from consultation.validators.conditions import only_asked

Status = ConsultationStatus
#: Codes of the refusals that a page explains in its own way.
NOT_OPEN = "not_open"
DRAFT_MISSING = "draft_missing"
EMPTY = "empty"
MOVED = "moved"
ALREADY_ANSWERED = "already_answered"
NOT_ADMITTED = "not_admitted"
WITHDRAWN = "withdrawn"
#: Take a draft: of two calls at once, the second waits for the first and finds nothing.
TAKE_SQL = "DELETE FROM consultation_draftresponse WHERE token_hash = %s RETURNING *"
#: How many of the browsers that a draft left are remembered.
MAX_FORMER_KEYS = 20


@dataclass(frozen=True)
class Submission:
    """A stored response and the code to show; `is_new` is false for a repeated sending.

    A correction has no code to show: its author has it already.
    """

    response: Response
    receipt_code: str
    is_new: bool
    is_correction: bool = False


@transaction.atomic
def save_draft(
    *,
    consultation: Consultation,
    questionnaire: Questionnaire,
    token: str,
    asked: Collection[str],
    answers: Mapping[str, Any],
    respondent_key: str = "",
) -> DraftResponse:
    """Keep the answers of a page: they replace those given before to the same questions."""
    check_open(consultation)
    draft = _draft_to_fill(consultation, questionnaire, token, respondent_key)
    others = {key: value for key, value in draft.answers.items() if _question(key) not in asked}
    draft.answers = others | dict(answers)
    draft.saved_at = timezone.now()
    draft.save(update_fields=["answers", "saved_at"])
    return draft


def _question(key: str) -> str:
    """Name the question that an answer, or the words that go with it, belongs to."""
    return key.partition(".")[0]


def _draft_to_fill(
    consultation: Consultation, questionnaire: Questionnaire, token: str, respondent_key: str
) -> DraftResponse:
    """Return the browser's draft under lock, made if it has begun none."""
    key = token_key(consultation.pk, token)
    draft = DraftResponse.objects.select_for_update().filter(token_hash=key).first()
    if draft is not None:
        return draft
    if went_on_elsewhere(consultation, token):
        raise ValidationError(_("Cette réponse a été reprise sur un autre appareil."), code=MOVED)
    check_admitted(consultation, respondent_key)
    draft, _created = DraftResponse.objects.select_for_update().get_or_create(
        token_hash=key,
        defaults={
            "consultation": consultation,
            "questionnaire": questionnaire,
            "resume_hash": resume_hash(resume_code(consultation.pk, token)),
            "respondent_key": respondent_key,
        },
    )
    return draft


@transaction.atomic
def resume_draft(*, code: str, token: str) -> DraftResponse:
    """Move answers in progress to the browser that holds this token.

    The code goes on serving; the browser they leave is remembered, to be told.
    """
    found = draft_to_resume(code)
    locked = DraftResponse.objects.select_for_update(of=("self",)).select_related("consultation")
    draft = locked.filter(pk=found.pk).first() if found else None
    if draft is None:
        raise ValidationError(
            _("Aucune réponse en cours ne porte ce code. Vérifiez chaque lettre.")
        )
    check_open(draft.consultation)
    draft.former_keys = [*draft.former_keys, draft.token_hash][-MAX_FORMER_KEYS:]
    draft.token_hash = token_key(draft.consultation_id, token)
    draft.save(update_fields=["former_keys", "token_hash"])
    return draft


def discard_draft(*, consultation: Consultation, token: str) -> None:
    """Erase answers in progress at the request of who was giving them."""
    found = DraftResponse.objects.filter(token_hash=token_key(consultation.pk, token))
    for draft in found.select_related("corrects"):
        sent = draft.corrects.answers if draft.corrects else {}
        new = {code: value for code, value in draft.answers.items() if sent.get(code) != value}
        erase_files_of(answers=new)
    found.delete()


def erase_expired_drafts() -> int:
    """Erase the answers in progress that were left too long ago; return how many."""
    return expired_drafts().delete()[0]


def expired_drafts() -> models.QuerySet[DraftResponse]:
    return DraftResponse.objects.filter(saved_at__lt=timezone.now() - timedelta(days=DRAFT_DAYS))


def submit_draft(
    *,
    consultation: Consultation,
    token: str,
    language: str,
    channel: Channel = Channel.WEB,
    mark: MarkReason | None = None,
) -> Submission:
    """Turn the answers in progress into one response, however often this is asked.

    A second call waits for the first one to take the draft, finds it gone, and returns
    what was stored. A draft that corrects a response changes that one. Raise
    ValidationError (code DRAFT_MISSING) when there is neither draft nor response.
    """
    try:
        with transaction.atomic():
            draft = _taken_draft(consultation, token)
            if draft is not None:
                check_open(consultation)
                if draft.corrects_id is not None:
                    return _correct(draft, draft.corrects_id)
                cleaned = _checked_answers(draft.questionnaire_id, draft.answers)
                check_admitted(consultation, draft.respondent_key)
                return _store(draft, cleaned, token, channel, language, mark)
    except IntegrityError as error:
        return _known_or_refused(consultation, token, draft.respondent_key if draft else "", error)
    known = known_submission(consultation=consultation, token=token)
    if known is None:
        raise ValidationError(_("Vos réponses en cours n'existent plus."), code=DRAFT_MISSING)
    return known


def _taken_draft(consultation: Consultation, token: str) -> DraftResponse | None:
    rows = DraftResponse.objects.raw(TAKE_SQL, [token_key(consultation.pk, token)])
    return next(iter(rows), None)


def submit_response(
    *,
    consultation: Consultation,
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    token: str,
    channel: Channel = Channel.WEB,
    language: str = "fr",
    respondent_key: str = "",
    mark: MarkReason | None = None,
) -> Submission:
    """Store a whole response given at once. The same token stores one response, ever."""
    given = DraftResponse(
        consultation_id=consultation.pk,
        questionnaire_id=questionnaire.pk,
        respondent_key=respondent_key,
    )
    try:
        check_open(consultation)
        if channel == Channel.WEB:
            check_admitted(consultation, respondent_key)
        cleaned = _checked_answers(questionnaire.pk, answers)
        with transaction.atomic():
            return _store(given, cleaned, token, channel, language, mark)
    except ValidationError:
        known = known_submission(consultation=consultation, token=token)
        if known is None:
            raise
        return known
    except IntegrityError as error:
        return _known_or_refused(consultation, token, respondent_key, error)


def known_submission(*, consultation: Consultation, token: str) -> Submission | None:
    """Return what a token has already stored, with the code derived again."""
    response = response_of(consultation, token)
    if response is not None:
        return Submission(response, receipt_code(consultation.pk, token), is_new=False)
    correction = correction_of(consultation, token)
    if correction is not None:
        return Submission(correction.response, "", is_new=False, is_correction=True)
    return None


def _known_or_refused(
    consultation: Consultation, token: str, respondent_key: str, error: IntegrityError
) -> Submission:
    """Tell a repeated sending from a second answer of the same person."""
    known = known_submission(consultation=consultation, token=token)
    if known is not None:
        return known
    if respondent_key and has_answered(consultation, respondent_key):
        raise already_answered(consultation) from error
    raise error


def already_answered(consultation: Consultation) -> ValidationError:
    told = {
        AccessMode.CODES: _("Ce code a déjà servi à répondre : un code, une réponse."),
        AccessMode.ACCOUNT: _("Ce compte a déjà répondu : un compte, une réponse."),
    }
    message = told.get(AccessMode(consultation.access), _("Une réponse a déjà été envoyée."))
    return ValidationError(message, code=ALREADY_ANSWERED)


def check_admitted(consultation: Consultation, respondent_key: str) -> None:
    """Raise ValidationError unless this person may answer: with a letter's code, or signed in."""
    if consultation.access == AccessMode.OPEN or respondent_key:
        return
    told = {
        AccessMode.CODES: _("Donnez le code de votre courrier."),
        AccessMode.ACCOUNT: _("Connectez-vous pour répondre."),
    }
    raise ValidationError(told[AccessMode(consultation.access)], code=NOT_ADMITTED)


def check_open(consultation: Consultation) -> None:
    now = timezone.now()
    if can_answer(consultation, now):
        return
    if consultation.state_at(now) == Status.ANNOUNCED:
        raise ValidationError(_("La consultation n'est pas encore ouverte."), code=NOT_OPEN)
    raise ValidationError(
        _("La consultation est terminée : elle ne reçoit plus de réponses."), code=NOT_OPEN
    )


def _checked_answers(
    questionnaire_id: int, raw: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    plan = plan_of(questionnaire_id)
    cleaned = only_asked(plan, clean_answers(plan.questions, raw))
    if not cleaned:
        raise ValidationError(_("Répondez à une question au moins."), code=EMPTY)
    return confirm_files(questionnaire_id=questionnaire_id, answers=cleaned, before=before)


def _store(
    given: DraftResponse,
    answers: dict[str, Any],
    token: str,
    channel: Channel,
    language: str,
    mark: MarkReason | None,
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
        respondent_key=given.respondent_key or key,
        idempotency_key=key,
        receipt_hash=receipt_hash(code),
        channel=channel,
        language=language,
        answers=answers,
    )
    AnswerRevision.objects.create(response=response, kind=RevisionKind.SUBMITTED, answers=answers)
    if mark is not None:
        ResponseMark.objects.create(response=response, reason=mark)
    return Submission(response, code, is_new=True)


def _correct(draft: DraftResponse, response_id: int) -> Submission:
    """Change the response that a draft corrects; its log keeps what it said before."""
    response = Response.objects.select_for_update().get(pk=response_id)
    if response.withdrawn_at is not None:
        raise ValidationError(
            _("Cette réponse a été retirée : elle ne se corrige plus."), code=WITHDRAWN
        )
    answers = _checked_answers(draft.questionnaire_id, draft.answers, response.answers)
    response.answers = answers
    response.save(update_fields=["answers"])
    read_again(response=response)
    AnswerRevision.objects.create(
        response=response, kind=RevisionKind.CORRECTED, answers=answers, sent_key=draft.token_hash
    )
    return Submission(response, "", is_new=True, is_correction=True)
