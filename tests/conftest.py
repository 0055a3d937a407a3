"""What every test may ask for. The database server itself comes from pytest_plugin."""

import pytest
from django.conf import settings

from tests.live_worker import LiveWorker, broker_in_test_database, test_database_url


def pytest_configure() -> None:
    """Hash passwords quickly: a real hash takes a third of a second, by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # WhiteNoise warns of a folder that only `collectstatic` makes.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


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
