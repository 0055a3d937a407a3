"""What the operating system lends us: a user for Postgres, children that die with us."""

import ctypes
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

POSTGRES_USER = "embedded_postgres"
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


class CannotStart(Exception):
    """Postgres does not start; the message is for the person at the keyboard."""


def die_with_parent(death_signal: int) -> None:
    """Ask Linux to send this process a signal when its parent dies, even by kill -9."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def tied_to_us(death_signal: int = signal.SIGTERM) -> Callable[[], None]:
    """Make the preexec_fn of a child that must not outlive us."""
    parent = os.getpid()

    def before_exec() -> None:
        die_with_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)  # the parent died before we asked

    return before_exec


def postgres_user() -> str | None:
    """Name the user Postgres runs as: a system user when we are root, else ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(POSTGRES_USER)
    except KeyError:
        command = ["useradd", "--system", "--shell", "/usr/sbin/nologin", POSTGRES_USER]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotStart(
                "Postgres refuse de tourner en root et l'utilisateur système "
                f"« {POSTGRES_USER} » ne peut pas être créé : créez-le, "
                "ou lancez la commande sous un autre compte que root."
            ) from error
    return POSTGRES_USER


def postgres_uid() -> int:
    """Give the number of the user Postgres runs as."""
    user = postgres_user()
    return pwd.getpwnam(user).pw_uid if user else os.geteuid()


def open_the_way(folder: Path) -> None:
    """Let the Postgres user walk through the parents of a folder, without reading them."""
    for parent in folder.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def open_to_read(folder: Path) -> None:
    """Let the Postgres user read its own programs where pip wrote them under a strict umask."""
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)
