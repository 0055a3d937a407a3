"""The clock keeps one connection for months: it must outlive the database's own crashes."""

from contextlib import closing, suppress

import psycopg
import pytest
from amqp import RecoverableConnectionError
from kombu.exceptions import OperationalError

from perpignan.celery import app
from perpignan.embedded import database
from perpignan.embedded.server import Server
from perpignan.reports.tasks import sweep_stuck_reports
from tests.live_worker import forget_engines, use_broker

pytestmark = pytest.mark.slow
#: As beat sends, but no longer than a test may last.
ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


@pytest.fixture
def server(own_folder):
    server = Server(own_folder / "postgres", own_folder / "postgres.log")
    before = app.conf.broker_url
    server.start()
    use_broker(database.broker_url(server.url()))
    yield server
    use_broker(before)
    forget_engines()
    server.stop()


def kill(server: Server) -> None:
    server.process.kill()
    server.process.wait()


def waiting(server: Server) -> int:
    with psycopg.connect(server.url()) as connection:
        return connection.execute("SELECT count(*) FROM kombu_message").fetchone()[0]


def test_a_clock_that_met_a_dead_database_sends_again_once_it_lives(server):
    with closing(app.connection_for_write()) as connection:
        producer = app.amqp.Producer(connection, auto_declare=False)
        sweep_stuck_reports.apply_async(producer=producer, retry_policy=ONCE)
        assert waiting(server) == 1

        kill(server)
        for _tick in range(3):
            with suppress(OperationalError, RecoverableConnectionError):
                sweep_stuck_reports.apply_async(producer=producer, retry_policy=ONCE)
        server.start()
        sweep_stuck_reports.apply_async(producer=producer, retry_policy=ONCE)

    assert waiting(server) == 2
