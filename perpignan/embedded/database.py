"""The embedded database as the rest of the portal sees it. Importing this starts nothing."""

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TextIO
from urllib.parse import parse_qsl, urlencode, urlsplit

from perpignan.embedded import paths
from perpignan.embedded.server import Server
from perpignan.embedded.system import CannotStart

PATIENCE_WITH_OTHERS = 30
WITHOUT_DATABASE = {
    "help",
    "--help",
    "-h",
    "version",
    "--version",
    "compilemessages",
    "makemessages",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "spectacular",
    "rank_actions",
    "plan_portfolio",
    "opinion_groups",
    "count_ballots",
}


def server() -> Server:
    """Describe the embedded server of this copy of the portal."""
    return Server(data=paths.postgres_data(), log=paths.logs() / "postgres.log")


def url() -> str:
    """Give the DATABASE_URL of the embedded server, running or not."""
    return server().url()


def broker_url(database_url: str) -> str:
    """Turn any Postgres DATABASE_URL into a Celery broker kept in the same database."""
    parts = urlsplit(database_url)
    if parts.scheme not in {"postgres", "postgresql", "pgsql"}:
        raise ValueError(
            f"DATABASE_URL doit désigner une base PostgreSQL, pas « {parts.scheme} ». "
            "Sinon, donnez CELERY_BROKER_URL."
        )
    options = dict(parse_qsl(parts.query))
    if schema := options.pop("currentSchema", ""):
        options["options"] = f"-c search_path={schema}"
    query = f"?{urlencode(options, safe='/')}" if options else ""
    # kombu reads ";" as a list of brokers
    return f"sqla+postgresql+psycopg://{parts.netloc}{parts.path}{query}".replace(";", "%3B")


@contextmanager
def running() -> Iterator[str]:
    """Use the embedded server while the block lasts; stop it after, if we started it."""
    embedded = server()
    paths.var().mkdir(parents=True, exist_ok=True)
    with open(paths.var() / ".postgres.users", "w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        started = embedded.start()
        try:
            yield embedded.url()
        finally:
            if started:
                _wait_for_others(users)
            embedded.stop()


def _wait_for_others(users: TextIO) -> None:
    """Let a command that borrowed our server finish; a server dies with who started it."""
    deadline = time.monotonic() + PATIENCE_WITH_OTHERS
    while time.monotonic() < deadline:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.1)
        else:
            return


@contextmanager
def for_command(argv: Sequence[str]) -> Iterator[None]:
    """Bring up the embedded server for a management command that needs a database."""
    if os.environ.get("DATABASE_URL") or not _needs_database(argv):
        yield
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(running())
        except CannotStart as error:
            raise SystemExit(str(error)) from error
        yield


def _needs_database(argv: Sequence[str]) -> bool:
    command = argv[1] if len(argv) > 1 else "help"
    options = set(argv[2:])
    if command in WITHOUT_DATABASE or options & {"--help", "-h"}:
        return False
    if command == "check":
        return any(option.startswith("--database") for option in options)
    if command == "build_report":
        return "--list" not in options
    return True
