"""The folder of a portal after its first start, made once a run and copied by whoever needs one.

The first start migrates and loads the study: half a minute of work. A copy starts in a few
seconds, and is the portal of somebody who comes back to it.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.portal import Portal


def shared_folder() -> Path:
    """Name the folder that all workers of this run know."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return Path(tempfile.gettempdir()) / f"portail-demarre-{run}"


def copy_to(folder: Path) -> None:
    """Fill an empty folder with the portal that started once, made now by the first who asks."""
    shared = shared_folder()
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "portal"
        if not made.exists():
            _start_once(shared / "draft")
            (shared / "draft").rename(made)
    # `cp -a` keeps the owner of the database's files, shutil does not.
    subprocess.run(["cp", "-a", f"{made}/.", str(folder)], check=True)


def forget() -> None:
    shutil.rmtree(shared_folder(), ignore_errors=True)


def _start_once(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    portal = Portal(folder)
    try:
        portal.start()
    finally:
        portal.stop()
