"""What every test may ask for. The database server itself comes from pytest_plugin."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from consultation.queries.questionnaire import known_plans
from tests import scheduling, started_once
from tests.live_worker import LiveWorker, broker_in_test_database, test_database_url


def pytest_configure() -> None:
    """Hash passwords quickly: a real hash takes a third of a second, by design."""
    # Playwright keeps a loop in the worker of the browser tests: the tests that follow them there
    # ask the database as usual, from no coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    settings.SECOND_FACTOR_ROLES = []  # asked for by the tests that are about it
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # WhiteNoise warns of a folder that only `collectstatic` makes.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove what workers shared, once they are all done."""
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        started_once.forget()


@pytest.hookimpl(optionalhook=True)  # absent without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> scheduling.SharedPortals:
    """Group the tests by what they share: see tests/scheduling.py."""
    config.option.loadscopereorder = False
    return scheduling.SharedPortals(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest."""
    items.sort(key=lambda item: scheduling.turn(item.nodeid))


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """A page asked in another language leaves it to the thread: the next test is in French."""
    yield
    translation.activate("fr")


@pytest.fixture(autouse=True)
def nothing_outlives_the_test(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Forget what a rollback does not: plans read once, counters after a real commit."""
    yield
    known_plans.clear()
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server", "live_worker"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute("TRUNCATE portal_counter")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the migrated template instead of migrating: see perpignan/embedded/template.py."""
    if template := os.environ.get("TEST_DATABASE_TEMPLATE"):
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = template


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
