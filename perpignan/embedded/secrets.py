"""The key that signs sessions: made once on this machine, read by its owner only."""

import os
import secrets
from pathlib import Path

from perpignan.embedded import paths


def secret_key() -> str:
    """Read the key kept in var/, or make it; two processes starting together agree."""
    path = paths.var() / "secret_key"
    return _read(path) or _create(path)


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def _create(path: Path) -> str:
    draft = path.with_name(f".secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    paths.write_private(draft, secrets.token_urlsafe(50))
    if path.exists():
        path.unlink()  # empty: left by a full disk
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was faster: its key is the key
    finally:
        draft.unlink()
    return path.read_text().strip()
