"""Where the portal keeps what it writes: one folder, `var/`, ignored by git."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def var() -> Path:
    """Give the folder of everything written at run time; PORTAL_VAR moves it."""
    return Path(os.environ.get("PORTAL_VAR") or ROOT / "var").resolve()


def postgres_data() -> Path:
    return var() / "postgres"


def logs() -> Path:
    return var() / "log"


def accounts() -> Path:
    return var() / "accounts.txt"


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
