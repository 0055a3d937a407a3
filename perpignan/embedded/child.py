"""One supervised program: started again when it dies, later and later when it keeps dying."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from perpignan.embedded import paths, system

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
STEADY_AFTER = 20.0


@dataclass
class Child:
    """A program in a process group of its own, which dies when the supervisor dies."""

    name: str
    label: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    _started: float = 0.0
    _restart_at: float = 0.0

    def start(self) -> None:
        self._started = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=paths.ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=system.tied_to_us(signal.SIGTERM),
            )

    def tend(self) -> str:
        """Look after the program; answer a sentence when something happened."""
        if self.process is not None and self.process.poll() is not None:
            return self._bury(self.process)
        if self.process is None and time.monotonic() >= self._restart_at:
            self.start()
        return ""

    def _bury(self, process: subprocess.Popen[bytes]) -> str:
        self._kill_group(process.pid)
        self.process = None
        steady = time.monotonic() - self._started > STEADY_AFTER
        self.deaths = 1 if steady else self.deaths + 1
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.deaths - 1))
        self._restart_at = time.monotonic() + delay
        return (
            f"{self.label} s'est arrêté ({_reason(process.returncode)}) ; "
            f"il repart dans {delay:g} s. Journal : {self.log}"
        )

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait_or_kill(self, deadline: float) -> None:
        """Wait for a polite end until the deadline, then leave nothing of the group."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, deadline - time.monotonic()))
        self._kill_group(self.process.pid)
        self.process.wait()
        self.process = None

    @staticmethod
    def _kill_group(group: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
