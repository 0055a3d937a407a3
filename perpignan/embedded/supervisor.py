"""Keep the portal running: Postgres, web server, worker and beat, until one Ctrl-C."""

import os
import signal
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from perpignan.embedded import database, logwatch, paths, programs, system
from perpignan.embedded.checks import Refused
from perpignan.embedded.child import Child
from perpignan.embedded.server import Server
from perpignan.embedded.system import CannotStart

PATIENCE_TO_START = 90
PATIENCE_TO_STOP = 8
DEATHS_BEFORE_READY = 3


def say(text: str) -> None:
    print(text, flush=True)


class Supervisor:
    """Start everything in order, mend what dies, stop everything in the other order."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.stopping = False
        self.server: Server | None = None if os.environ.get("DATABASE_URL") else database.server()
        self.children = programs.children(paths.logs())
        self.watches: list[logwatch.LogWatch] = []
        self._server_checked = 0.0

    def run(self) -> None:
        """Serve until asked to stop; leave no process behind, whatever happens."""
        self._listen_to_signals()
        try:
            if self.server is not None:
                self._start_server(self.server)
            self._prepare()
            self._start_children()
            self._wait_until_it_answers()
            if not self.stopping:
                self._announce()
            self._tend_until_stopped()
        finally:
            self._stop()

    def _listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        if os.environ.get("MAKELEVEL"):
            system.die_with_parent(signal.SIGTERM)  # even when make is killed by -9

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start_server(self, server: Server) -> None:
        say("Base de données embarquée…")
        try:
            server.start()
        except CannotStart as error:
            raise Refused(str(error)) from error

    def _prepare(self) -> None:
        """Migrate, collect and load in a program of its own, so that we stay small."""
        say("Préparation des données et des fichiers…")
        step = Child("prepare", "La préparation", programs.PREPARE, paths.logs() / "prepare.log")
        step.start()
        assert step.process is not None
        while step.process.poll() is None and not self.stopping:
            time.sleep(0.05)
        failed = step.process.poll() not in (0, None)
        step.wait_or_kill(time.monotonic() + 2)
        if failed and not self.stopping:
            raise Refused(f"La préparation a échoué.\n{tail(step.log)}\nJournal : {step.log}")

    def _start_children(self) -> None:
        if self.stopping:
            return
        for child in self.children:
            logwatch.rotate(child.log)
            self.watches.append(logwatch.LogWatch.from_end(child.name, child.log))
            child.start()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE_TO_START
        while not self.stopping and not self._answers():
            self._tend()
            web = self.children[0]
            if web.deaths >= DEATHS_BEFORE_READY or time.monotonic() > deadline:
                raise Refused(f"{web.label} ne démarre pas.\n{tail(web.log)}\nJournal : {web.log}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        connection = HTTPConnection(host, self.port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _announce(self) -> None:
        say(f"\nLe portail est ouvert : {os.environ['SITE_URL']}\n")
        accounts = paths.accounts()
        if os.environ.get("DEMO_ACCOUNTS") == "1" and accounts.exists():
            say(accounts.read_text(encoding="utf-8"))
        say(f"Journaux : {paths.logs()}. Ctrl-C arrête tout.")

    def _tend_until_stopped(self) -> None:
        while not self.stopping:
            self._tend()
            for watch in self.watches:
                for line in watch.news():
                    say(line)
            time.sleep(0.2)

    def _tend(self) -> None:
        if self.server is not None and time.monotonic() - self._server_checked > 1:
            self._tend_server(self.server)
            self._server_checked = time.monotonic()
        for child in self.children:
            if news := child.tend():
                say(news)

    def _tend_server(self, server: Server) -> None:
        """Start Postgres again if it died, or if the command that had started it ended."""
        dead = server.process is not None and server.process.poll() is not None
        gone = server.process is None and not server.is_running()
        if dead or gone:
            say(f"La base de données s'est arrêtée ; elle repart. Journal : {server.log}")
            try:
                server.start(patience=15)
            except CannotStart as error:
                say(str(error))

    def _stop(self) -> None:
        """Stop the web server, the worker and beat, then Postgres once nobody uses it."""
        started = [child for child in self.children if child.process is not None]
        if started:
            say("\nArrêt du portail…")
        deadline = time.monotonic() + PATIENCE_TO_STOP
        for child in started:
            child.ask_to_stop()
        for child in started:
            child.wait_or_kill(deadline)
        if self.server is not None:
            self.server.stop(patience=5)
        if started:
            say("Le portail est arrêté.")


def tail(log: Path, lines: int = 15) -> str:
    """Quote the end of a log."""
    with open(log, "rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 8000))
        text = file.read().decode(errors="replace")
    return "\n".join(f"  | {line}" for line in text.splitlines()[-lines:])
