"""Show on the console what a log says is wrong, and nothing else."""

import json
from dataclasses import dataclass
from pathlib import Path

LARGEST_LOG = 10_000_000
WORTH_SAYING = {"warning", "error", "critical"}
AT_MOST = 5


def rotate(log: Path) -> None:
    """Keep one older log, so that var/ does not grow for ever."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


@dataclass
class LogWatch:
    """Follow one log from where it ends today."""

    name: str
    path: Path
    position: int = 0

    @classmethod
    def from_end(cls, name: str, path: Path) -> "LogWatch":
        return cls(name, path, path.stat().st_size if path.exists() else 0)

    def news(self) -> list[str]:
        """Give the warnings and errors written since last time, a few at most."""
        if not self.path.exists() or self.path.stat().st_size == self.position:
            return []
        with self.path.open("rb") as log:
            log.seek(min(self.position, self.path.stat().st_size))
            text = log.read()
        whole, newline, _rest = text.rpartition(b"\n")
        self.position += len(whole) + len(newline)
        lines = [said for line in whole.splitlines() if (said := self._said(line))]
        if len(lines) > AT_MOST:
            lines[AT_MOST:] = [f"  [{self.name}] … {len(lines) - AT_MOST} autres : {self.path}"]
        return lines

    def _said(self, line: bytes) -> str:
        try:
            entry = json.loads(line)
            level, event = entry["level"], str(entry["event"]).strip()
        except (ValueError, TypeError, KeyError):
            return ""
        if level not in WORTH_SAYING or not event:
            return ""
        return f"  [{self.name}] {level} : {event.splitlines()[0][:200]}"
