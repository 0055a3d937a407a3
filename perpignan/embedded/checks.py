"""What can be known to be wrong before starting: one clear sentence each."""

import fcntl
import os
import shutil
import socket
import sys
import time
from pathlib import Path
from typing import TextIO

MEGABYTES_NEEDED = 300


class Refused(Exception):
    """The portal cannot start; the message is for the person at the keyboard."""


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    if version < (3, 11):
        found = ".".join(map(str, version[:3]))
        raise Refused(f"Il faut Python 3.11 ou plus récent ; celui-ci est {found}.")


def read_port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Refused(f"PORT doit être un nombre de 1 à 65535, pas « {value} ».")
    return int(value)


def check_folder(folder: Path, needed: int = MEGABYTES_NEEDED) -> None:
    """Refuse a folder that cannot be written or a disk that is nearly full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe.{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
        free = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        raise Refused(f"Le dossier {folder} n'est pas utilisable : {error.strerror}.") from error
    if free < needed:
        raise Refused(f"Il reste {free} Mo sur le disque de {folder} ; il en faut {needed}.")


def check_port(host: str, port: int, patience: float = 3) -> None:
    """Refuse a port held by another program; wait for one that is being given back."""
    deadline = time.monotonic() + patience
    while (reason := _refusal(host, port)) is not None and time.monotonic() < deadline:
        time.sleep(0.2)
    if reason is not None:
        other = port + 1 if port < 65535 else 8000
        raise Refused(
            f"Le port {port} n'est pas disponible ({reason}) ; "
            f"prenez-en un autre : PORT={other} make run"
        )


def _refusal(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None


def claim(folder: Path, port: int) -> TextIO:
    """Take the folder for one supervisor; keep the answer open while it runs."""
    claimed = open(folder / ".run.lock", "a+")  # noqa: SIM115 -- held until we end
    try:
        fcntl.flock(claimed, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        claimed.seek(0)
        owner = claimed.read().strip()
        claimed.close()
        raise Refused(
            f"Le portail tourne déjà depuis ce dossier ({owner}) ; arrêtez-le d'abord."
        ) from None
    claimed.truncate(0)
    claimed.write(f"port {port}, processus {os.getpid()}")
    claimed.flush()
    return claimed
