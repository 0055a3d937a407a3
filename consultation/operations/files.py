"""Files joined to answers: known by their content, stripped, private, gone with the answer."""

import hashlib
import io
import warnings
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ANSWER_FILE_LABELS, QuestionType
from consultation.models import AnswerFile, Consultation, Question
from consultation.models.keys import token_key
from consultation.permissions import can_answer
from consultation.queries import DRAFT_DAYS
from consultation.validators.texts import clean_line
from consultation.validators.values import FILE_ID, FILE_NAME_LENGTH

PDF = "application/pdf"
PDF_HEADER = b"%PDF-"
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
#: A picture of more points than this is not even decoded.
MAX_PIXELS = 50_000_000
VALUE_KEYS = frozenset({"id", "name", "size", "content_type"})


@transaction.atomic
def store_answer_file(
    *, consultation: Consultation, token: str, question_code: str, upload: File
) -> AnswerFile:
    """Keep a file for an answer in progress; what it is, its content says."""
    if not can_answer(consultation, timezone.now()):
        raise ValidationError(_("La consultation ne reçoit pas de réponses en ce moment."))
    content, content_type = _checked_content(upload)
    stored = AnswerFile(
        consultation=consultation,
        token_hash=token_key(consultation.pk, token),
        question_code=question_code,
        name=_clean_name(upload.name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    stored.file.save("", ContentFile(content, name=stored.pk.hex), save=False)
    stored.full_clean()
    stored.save()
    return stored


def keep_uploads(
    *,
    consultation: Consultation,
    token: str,
    questions: Iterable[Question],
    files: Mapping[str, File],
) -> dict[str, Any]:
    """Store the files of a page: by question, the value to answer, or why it was refused."""
    kept: dict[str, Any] = {}
    for question in questions:
        upload = files.get(question.code)
        if question.type != QuestionType.FILE or upload is None:
            continue
        try:
            kept[question.code] = store_answer_file(
                consultation=consultation,
                token=token,
                question_code=question.code,
                upload=upload,
            ).value
        except ValidationError as error:
            kept[question.code] = error
    return kept


def confirm_files(
    *, questionnaire_id: int, answers: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Mark the files of an answer as sent, and say what they are by our own records.

    Those that the answer named `before` and names no more are erased. Nothing is asked
    of the database when no answer is a file.
    """
    named = _named_files(answers)
    if named:
        found = _files_of(questionnaire_id, named)
        lost = [code for code in named if code not in found]
        if lost:
            message = _("Ce fichier n'a pas été reçu ici : joignez-le de nouveau.")
            raise ValidationError(dict.fromkeys(lost, message))
        AnswerFile.objects.filter(pk__in=[file.pk for file in found.values()]).update(is_sent=True)
        answers = {**answers, **{code: file.value for code, file in found.items()}}
    gone = set(_named_files(before or {}).values()) - set(named.values())
    if gone:
        _erase(AnswerFile.objects.filter(pk__in=gone))
    return dict(answers)


def erase_files_of(*, answers: Mapping[str, Any]) -> None:
    """Erase the files that these answers name, with the answers themselves."""
    named = _named_files(answers)
    if named:
        _erase(AnswerFile.objects.filter(pk__in=named.values()))


def erase_unsent_files() -> int:
    """Erase the files of answers left in progress too long; return how many."""
    before = timezone.now() - timedelta(days=DRAFT_DAYS + 1)
    return _erase(AnswerFile.objects.filter(is_sent=False, stored_at__lt=before))


def _files_of(questionnaire_id: int, named: Mapping[str, str]) -> dict[str, AnswerFile]:
    """Find the files by number, each for the question of this consultation it was sent to."""
    rows = AnswerFile.objects.filter(
        consultation__questionnaires=questionnaire_id, pk__in=named.values()
    )
    return {
        file.question_code: file for file in rows if named.get(file.question_code) == file.pk.hex
    }


def _named_files(answers: Mapping[str, Any]) -> dict[str, str]:
    """Gather the numbers of the files that answers name, by question."""
    return {
        code: value["id"]
        for code, value in answers.items()
        if isinstance(value, Mapping)
        and set(value) == VALUE_KEYS
        and FILE_ID.fullmatch(str(value["id"]))
    }


def _erase(files: models.QuerySet[AnswerFile]) -> int:
    with transaction.atomic():
        found = list(files.select_for_update())
        for file in found:
            transaction.on_commit(partial(file.file.storage.delete, str(file.file)))
        files.model.objects.filter(pk__in=[file.pk for file in found]).delete()
    return len(found)


def _clean_name(raw: str | None) -> str:
    """Keep the last part of a name, short enough, with its ending."""
    name = (raw or "").replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= 8:
        name = f"{stem[: FILE_NAME_LENGTH - 10]}.{ending}"
    return clean_line(name[:FILE_NAME_LENGTH], FILE_NAME_LENGTH) or _("fichier")


def _checked_content(upload: File) -> tuple[bytes, str]:
    """Return what to store and its type, found in the content and not in the name."""
    limit = settings.ANSWER_FILE_MAX_BYTES
    if upload.size > limit:
        raise ValidationError(
            _("Ce fichier est trop lourd : %(max)s Mo au plus.") % {"max": limit // 10**6}
        )
    content = upload.read(limit + 1)
    if not content:
        raise ValidationError(_("Ce fichier est vide."))
    if content.startswith(PDF_HEADER):
        kind = PDF
    else:
        content, kind = _picture(content)
    if kind not in settings.ANSWER_FILE_TYPES or len(content) > limit:
        raise _refused()
    return content, kind


def _picture(content: bytes) -> tuple[bytes, str]:
    """Draw a picture anew: nothing is kept of where, when and with what it was taken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=list(PICTURES))
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("Cette image est trop grande : réduisez-la."))
            kind = picture.format or ""
            drawn = ImageOps.exif_transpose(picture)
            out = io.BytesIO()
            clean = Image.new(drawn.mode, drawn.size)
            clean.paste(drawn)
            if drawn.mode == "P" and drawn.palette is not None:
                clean.putpalette(drawn.palette)
            clean.save(out, kind, **({"quality": 88} if kind != "PNG" else {}))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,  # Pillow's own word for a broken PNG
    ):
        raise _refused() from None
    return out.getvalue(), PICTURES[kind]


def _refused() -> ValidationError:
    labels = [str(ANSWER_FILE_LABELS[kind]) for kind in settings.ANSWER_FILE_TYPES]
    return ValidationError(
        _("Ce fichier n'est pas de ceux que l'on peut joindre : %(types)s.")
        % {"types": ", ".join(labels)}
    )
