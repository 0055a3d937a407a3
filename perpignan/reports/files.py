"""Where the files of reports are kept: a private storage that no address serves."""

import contextlib
import hashlib
from pathlib import PurePosixPath

from django.core.files.storage import Storage, storages


def storage() -> Storage:
    return storages["reports"]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def delete_others(name: str, *kept: str) -> None:
    """Delete what killed workers left beside a delivered file and those it needs."""
    folder = str(PurePosixPath(name).parent)
    with contextlib.suppress(FileNotFoundError):
        for other in storage().listdir(folder)[1]:
            if f"{folder}/{other}" not in {name, *kept}:
                storage().delete(f"{folder}/{other}")
