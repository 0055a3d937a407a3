"""A storage that is no folder: what S3 offers, and nothing that only a disk has."""

import io
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.storage import Storage


class RemoteStorage(Storage):
    """Keeps files by name in memory; asking for a path raises, as S3 does."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def _open(self, name: str, mode: str = "rb") -> File:
        if name not in self.objects:
            raise FileNotFoundError(name)
        return File(io.BytesIO(self.objects[name]), name)

    def _save(self, name: str, content: File) -> str:
        self.objects[name] = b"".join(content.chunks())
        return name

    def exists(self, name: str) -> bool:
        return name in self.objects

    def delete(self, name: str) -> None:
        self.objects.pop(name, None)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        inside = [name for name in self.objects if str(PurePosixPath(name).parent) == path]
        return [], [PurePosixPath(name).name for name in inside]
