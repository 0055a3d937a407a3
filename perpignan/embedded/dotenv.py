"""Read the settings a person keeps in `.env`: one KEY=VALUE a line."""

import os
import re
from pathlib import Path

from perpignan.embedded.checks import Refused

LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def load(path: Path) -> None:
    """Put the lines of the file in the environment; what is already there wins."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if (found := LINE.fullmatch(text)) is None:
            raise Refused(f"{path.name}, ligne {number} : il faut NOM=VALEUR.")
        os.environ.setdefault(found[1], _unquoted(found[2]))


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.split(r"\s+#", value, maxsplit=1)[0].strip()
