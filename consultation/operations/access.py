"""Who may answer: the codes printed on letters."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from consultation.models import AccessCode, Consultation, DraftResponse, Questionnaire
from consultation.models.keys import access_hash, holder_key, new_access_code, normalised_code
from consultation.operations.answering import already_answered, save_draft
from consultation.queries import access_code_is_known, has_answered

#: The most letters made at once: a town's households, in a few batches.
MAX_CODES = 50_000


@transaction.atomic
def make_access_codes(*, consultation: Consultation, batch: str, count: int) -> list[str]:
    """Draw codes for letters and return them: this is the only time they are readable."""
    if not 1 <= count <= MAX_CODES:
        raise ValidationError(
            {"count": _("Demandez entre 1 et %(max)d codes.") % {"max": MAX_CODES}}
        )
    codes = {new_access_code() for _number in range(count)}
    while len(codes) < count:
        codes.add(new_access_code())
    rows = [
        AccessCode(
            consultation=consultation, batch=batch, code_hash=access_hash(consultation.pk, code)
        )
        for code in sorted(codes)
    ]
    rows[0].full_clean(exclude=["code_hash"])
    AccessCode.objects.bulk_create(rows, batch_size=5000)
    return sorted(codes)


def admit_with_code(*, consultation: Consultation, code: str) -> str:
    """Return the key of a letter's holder. Raise ValidationError if the code is not of use."""
    if not access_code_is_known(consultation, code):
        raise ValidationError(
            {"code": _("Ce code n'est pas celui d'un courrier de cette consultation.")}
        )
    key = holder_key(consultation.pk, normalised_code(code) or "")
    if has_answered(consultation, key):
        raise already_answered(consultation)
    return key


def begin_with_code(
    *, consultation: Consultation, questionnaire: Questionnaire, token: str, code: str
) -> DraftResponse:
    """Open the questionnaire to the holder of a letter."""
    key = admit_with_code(consultation=consultation, code=code)
    return save_draft(
        consultation=consultation,
        questionnaire=questionnaire,
        token=token,
        asked=(),
        answers={},
        respondent_key=key,
    )
