"""What the holder of a receipt code does with her answer, until the consultation closes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import RevisionKind
from consultation.models import AnswerRevision, DraftResponse, Response
from consultation.models.keys import resume_code, resume_hash, token_key
from consultation.operations.answering import WITHDRAWN, check_open
from consultation.operations.files import erase_files_of
from consultation.permissions import can_answer
from consultation.queries import response_with_code


@transaction.atomic
def start_correction(*, code: str, token: str) -> DraftResponse:
    """Load a response into a draft of the browser that holds this token.

    It is corrected in the version of the questionnaire that was answered.
    """
    response = response_with_code(code)
    if response is None:
        raise ValidationError(_("Aucune réponse ne porte ce code."))
    check_open(response.consultation)
    if response.withdrawn_at is not None:
        raise ValidationError(
            _("Cette réponse a été retirée : elle ne se corrige plus."), code=WITHDRAWN
        )
    return DraftResponse.objects.create(
        consultation=response.consultation,
        questionnaire=response.questionnaire,
        token_hash=token_key(response.consultation_id, token),
        resume_hash=resume_hash(resume_code(response.consultation_id, token)),
        respondent_key=response.respondent_key,
        corrects=response,
        answers=response.answers,
    )


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
    response.corrections.all().delete()
    AnswerRevision.objects.create(response=response, kind=RevisionKind.WITHDRAWN)
    return response
