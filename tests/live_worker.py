"""A Celery worker as production runs it: another process, a real broker, real tasks."""

import os
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection
from kombu import pools
from kombu.transport.sqlalchemy import Channel

from perpignan.celery import app
from perpignan.embedded import database, programs
from perpignan.embedded.child import Child


def test_database_url() -> str:
    """Name the database of this test process, which xdist numbers."""
    path = f"/{connection.settings_dict['NAME']}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=path).geturl()


test_database_url.__test__ = False


class LiveWorker:
    """One worker with one pool process, started and killed at will.

    Its queue is in the same database, unless a `broker` is given; `more` options follow.
    """

    def __init__(
        self, database_url: str, log: Path, *, broker: str = "", more: Sequence[str] = ()
    ) -> None:
        command = [*programs.WORKER, "--concurrency", "1", "--loglevel", "INFO", *more]
        broker = broker or database.broker_url(database_url)
        settings = [f"DATABASE_URL={database_url}", f"CELERY_BROKER_URL={broker}"]
        self.child = Child("worker", "Worker", ["/usr/bin/env", *settings, *command], log)

    def start(self, patience: float = 60) -> None:
        seen = self.log().count(" ready.")
        self.child.start()
        deadline = time.monotonic() + patience
        while self.log().count(" ready.") == seen:
            assert self.child.process.poll() is None, self.log()[-3000:]
            assert time.monotonic() < deadline, self.log()[-3000:]
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill the worker and its pool process by -9, as the kernel does without memory."""
        if self.child.process is not None:
            self.child.process.kill()
            self.child.wait_or_kill(time.monotonic() + 5)

    def log(self) -> str:
        return self.child.log.read_text() if self.child.log.exists() else ""


@contextmanager
def broker_in_test_database(database_url: str):
    """Send this process's tasks to the worker's queue; leave no connection behind."""
    before = app.conf.broker_url
    use_broker(database.broker_url(database_url))
    try:
        yield
    finally:
        use_broker(before)
        forget_messages()


def use_broker(url: str) -> None:
    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


def forget_engines() -> None:
    for engine, _session in Channel._engines.values():
        engine.dispose()
    Channel._engines.clear()


def forget_messages() -> None:
    """Empty the queue and close SQLAlchemy's connections: the database may be dropped then."""
    forget_engines()
    with connection.cursor() as cursor:
        for table in ("kombu_message", "kombu_queue"):
            cursor.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
