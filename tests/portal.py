"""A whole portal as `make run` serves it, for the tests that need the real thing."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import psutil
import psycopg

from perpignan.embedded import paths
from perpignan.embedded.pytest_plugin import SETTINGS
from perpignan.embedded.server import Server

OURS = {*SETTINGS, "DATABASE_URL", "CELERY_BROKER_URL", "MAKELEVEL", "DEMO_ACCOUNTS"}


def wait_for(condition, patience: float):
    deadline = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


class Portal:
    """One supervisor in a folder of its own, and every process it ever had."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "console.txt"
        self.accounts = folder / "accounts.txt"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "perpignan.embedded"],
                cwd=paths.ROOT,
                env=kept | {"PORTAL_VAR": str(self.folder), "PORT": str(self.port)},
                stdout=output,
                stderr=output,
            )
        assert wait_for(self.is_announced, 300), self.output.read_text()

    def is_announced(self) -> bool:
        assert self.process.poll() is None, self.output.read_text()
        return "Ctrl-C arrête tout" in self.output.read_text()

    def get(self, path: str) -> int:
        """Return the status of an answer, 0 where none came in time."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status
        except TimeoutError:
            return 0
        finally:
            connection.close()

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def program(self, word: str) -> psutil.Process | None:
        """Find a program the supervisor started, by a word of its command."""
        for process in psutil.Process(self.process.pid).children():
            try:
                if word in process.cmdline():
                    return process
            except psutil.Error:
                continue
        return None

    def query(self, statement: str) -> list[tuple]:
        url = Server(self.folder / "postgres", self.folder / "log").url()
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(statement).fetchall()

    def stop(self) -> None:
        """Stop the portal as Ctrl-C would; by force if it does not obey."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def account(self, local_part: str) -> tuple[str, str]:
        """Return the address and the password of a demonstration account."""
        for line in self.accounts.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words and words[0].startswith(f"{local_part}@"):
                return words[0], words[1]
        raise LookupError(local_part)
