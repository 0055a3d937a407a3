"""Files that only some may read: named by chance, of known formats, light enough.

A view gives them after checking rights, each time; what is here guards their way in.
"""

import uuid
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import FileExtensionValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


def formats(extensions: Sequence[str]) -> FileExtensionValidator:
    """Refuse other formats, and name those that are admitted."""
    return FileExtensionValidator(
        extensions, _("Ce format n'est pas admis. Formats admis : %(allowed_extensions)s.")
    )


@deconstructible
class NamedByChance:
    """Name a stored file by chance: what it was called says too much, and may be guessed."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, record: Any, filename: str) -> str:
        suffix = PurePosixPath(filename).suffix.lower()[:8]
        return f"{self.folder}/{uuid.uuid4()}{suffix}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedByChance) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)


@deconstructible
class LightEnough:
    """Refuse a file too heavy to be sent or read."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes

    def __call__(self, file: File) -> None:
        if getattr(file, "_committed", False):
            return  # already stored, and weighed then
        if file.size > self.megabytes * 1024 * 1024:
            raise ValidationError(
                _now("Ce fichier dépasse %(size)d Mo.") % {"size": self.megabytes},
                code="too_heavy",
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LightEnough) and other.megabytes == self.megabytes

    def __hash__(self) -> int:
        return hash(self.megabytes)
