"""Files of a sheet: added, given to a partner's commitment, taken away."""

from functools import partial
from pathlib import PurePath

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from actionplan.models import ActionSheet, SheetDocument, SheetPartner
from perpignan.study.enums import Visibility

NAME_LENGTH = 150


def _shown_name(file: File) -> str:
    """Keep the end of a long name: the extension is there."""
    return PurePath(str(file.name).replace("\\", "/")).name[-NAME_LENGTH:]


def _forget(name: str) -> None:
    """Delete a stored file once the change is sure."""
    if name:
        transaction.on_commit(partial(default_storage.delete, name))


@transaction.atomic
def add_document(
    *, sheet: ActionSheet, title: str, file: File, visibility: Visibility = Visibility.INTERNAL
) -> SheetDocument:
    """Store a file of an action. Raise ValidationError on a format or a size refused."""
    document = SheetDocument(sheet=sheet, title=title, visibility=visibility)
    document.file, document.name = file, _shown_name(file)
    document.full_clean()
    document.save()
    return document


@transaction.atomic
def remove_document(*, document: SheetDocument) -> None:
    name = str(document.file)
    document.delete()
    _forget(name)


@transaction.atomic
def attach_letter(*, part: SheetPartner, file: File) -> SheetPartner:
    """Store a partner's letter of commitment; a new one takes the place of the other."""
    locked = SheetPartner.objects.select_for_update(of=("self",)).get(pk=part.pk)
    before = str(locked.letter)
    locked.letter, locked.letter_name = file, _shown_name(file)
    locked.full_clean()
    locked.save()
    _forget(before)
    return locked


@transaction.atomic
def remove_letter(*, part: SheetPartner) -> SheetPartner:
    locked = SheetPartner.objects.select_for_update(of=("self",)).get(pk=part.pk)
    _forget(str(locked.letter))
    locked.letter, locked.letter_name = "", ""
    locked.save()
    return locked
