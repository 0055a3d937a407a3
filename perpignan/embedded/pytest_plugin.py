"""Give the tests one embedded Postgres for the whole run, workers of xdist included.

Loaded by `-p` so that DATABASE_URL is known before pytest-django reads the settings.
A DATABASE_URL given from outside is used as it is.
"""

import os
import shutil

import pytest

from perpignan.embedded import messages, paths, template
from perpignan.embedded.server import Server
from perpignan.embedded.system import CannotStart

# A test database is made again on each run: nothing needs to survive a power cut.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "log_min_messages": "fatal",
    "log_min_error_statement": "fatal",
}
SETTINGS = {
    "DATABASE_POOL_MIN": "0",
    "DATABASE_POOL_MAX": "30",
    "SECRET_KEY": "a key for the tests and nothing else",
    "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "ILLUSTRATIVE_ANSWERS": "60",
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
}
_server = pytest.StashKey[Server]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Set the environment in the first hook of all: pytest-django reads the settings soon after.

    The address is known before the server runs; the server starts with the session.
    """
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or embedded_test_server().url()
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the catalogues and start the server once, before xdist starts its workers."""
    config, server = session.config, embedded_test_server()
    is_worker = hasattr(config, "workerinput")
    if is_worker or config.option.collectonly:
        return
    messages.compile_all()
    if os.environ["DATABASE_URL"] != server.url():
        return
    start_afresh_if_broken(server)
    config.stash[_server] = server
    os.environ["TEST_DATABASE_TEMPLATE"] = template.ensure(server)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(_server, None):
        server.stop()


def embedded_test_server() -> Server:
    data, log = paths.var() / "test-postgres", paths.logs() / "test-postgres.log"
    return Server(data=data, log=log, settings=FAST)


def start_afresh_if_broken(server: Server) -> None:
    """Start the test server; without fsync its files may not survive a crash of the machine."""
    try:
        server.start()
    except CannotStart:
        shutil.rmtree(server.data, ignore_errors=True)
        server.start()
