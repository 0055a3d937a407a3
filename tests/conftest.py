"""What every test may ask for. The database server itself comes from pytest_plugin."""

import pytest

from tests.live_worker import LiveWorker, broker_in_test_database, test_database_url


@pytest.fixture
def live_worker(transactional_db, tmp_path):
    """A real Celery worker on this test's database, its messages in the same database.

    `live_worker.kill()` is kill -9; `live_worker.start()` brings another one.
    """
    url = test_database_url()
    worker = LiveWorker(url, tmp_path / "worker.log")

    with broker_in_test_database(url):
        worker.start()
        yield worker
        worker.kill()
