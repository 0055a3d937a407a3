"""Documents and data: asked, sent by those who have them, kept privately."""

from functools import partial
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance.models import DocumentRequest
from perpignan.governance.operations.records import save_record
from perpignan.governance.permissions import can_answer_request
from perpignan.study.models import User

NAME_LENGTH = 150


@transaction.atomic
def save_request(*, request: DocumentRequest) -> DocumentRequest:
    """Store a request as the team writes it; a file given by hand says that it came."""
    if request.file and not getattr(request.file, "_committed", True):
        request.file_name = _shown_name(request.file.file)
        request.received_on = request.received_on or timezone.localdate()
    return save_record(record=request)


@transaction.atomic
def answer_request(
    *, request: DocumentRequest, by: User, file: File | None = None, answer: str = ""
) -> DocumentRequest:
    """Receive what was asked for; a new file takes the place of the one before."""
    if not can_answer_request(by, request):
        raise PermissionDenied
    locked = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.is_dropped:
        raise ValidationError(_("Cette demande est abandonnée."))
    if file is None and not locked.file and not answer.strip():
        raise ValidationError(_("Joignez un fichier, ou dites où le trouver."))
    before = str(locked.file)
    if file is not None:
        locked.file, locked.file_name = file, _shown_name(file)
    locked.answer = answer.strip()
    locked.received_on = timezone.localdate()
    save_record(record=locked)
    if file is not None and before:
        transaction.on_commit(partial(default_storage.delete, before))
    return locked


def _shown_name(file: File) -> str:
    """Keep the end of a long name: the extension is there."""
    return PurePath(str(file.name).replace("\\", "/")).name[-NAME_LENGTH:]
