"""Save the database to one file, or put one back.

`python -m perpignan.embedded.backup save [FILE]` and `... restore FILE`. The database is
that of DATABASE_URL, else the embedded one, which is started for the time it takes.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from perpignan.embedded import database, paths
from perpignan.embedded.server import programs_folder

USAGE = "Usage : python -m perpignan.embedded.backup save [FICHIER] | restore FICHIER"


def save(url: str, file: Path) -> None:
    """Write everything the database holds; the file appears only when it is whole."""
    draft = file.with_name(f".{file.name}.draft")
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.touch(mode=0o600)
    run("pg_dump", "--format=custom", "--no-owner", f"--file={draft}", url)
    draft.replace(file)


def restore(url: str, file: Path) -> None:
    """Replace the database by what the file holds: all of it, or nothing changes."""
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    run("pg_restore", *options, f"--dbname={url}", str(file))


def run(program: str, *arguments: str) -> None:
    subprocess.run([programs_folder() / program, *arguments], check=True)


def default_file() -> Path:
    return paths.var() / "backups" / f"portail-{datetime.now():%Y%m%d-%H%M%S}.dump"


def main(arguments: list[str]) -> int:
    verb, *rest = arguments or [""]
    if verb not in {"save", "restore"} or (len(rest) != 1 and verb == "restore"):
        print(USAGE, file=sys.stderr)
        return 2
    file = Path(rest[0]) if rest else default_file()
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL") or stack.enter_context(database.running())
        try:
            (save if verb == "save" else restore)(url, file)
        except subprocess.CalledProcessError:
            print(f"Échec : {file}", file=sys.stderr)
            return 1
    print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
