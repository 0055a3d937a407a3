"""Make the data folder of an embedded Postgres: whole, or not at all."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from perpignan.embedded import system
from perpignan.embedded.system import CannotStart

# The builtin locale makes lower('ÉCOLE') = 'école' on every machine, in every database.
OPTIONS = [
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]


def make_data_folder(data: Path, initdb: Path, superuser: str, as_postgres: dict[str, Any]) -> None:
    """Run initdb beside, then put the folder in place; never over somebody's files."""
    if data.exists() and any(data.iterdir()):
        raise CannotStart(f"{data} n'est pas vide et ne contient pas de base Postgres.")
    draft = data.with_name(f"{data.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    os.chown(draft, system.postgres_uid(), -1)
    command = [str(initdb), *OPTIONS, f"--username={superuser}", f"--pgdata={draft}"]
    done = subprocess.run(command, **as_postgres, capture_output=True)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip()
        raise CannotStart(f"La base embarquée ne peut pas être créée dans {data} : {reason}")
    if data.exists():
        data.rmdir()
    draft.rename(data)
