"""The worker of the tests is a real one: it takes messages, dies and comes back."""

import time

import pytest

from perpignan.celery import app

pytestmark = pytest.mark.slow


def wait_for(condition, patience: float = 20):
    deadline = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_a_message_reaches_another_process(live_worker):
    sent = app.send_task("celery.backend_cleanup")

    assert wait_for(lambda: f"{sent.id}" in live_worker.log())


def test_a_killed_worker_leaves_the_queue_to_the_next(live_worker):
    live_worker.kill()
    sent = app.send_task("celery.backend_cleanup")

    live_worker.start()

    assert wait_for(lambda: f"{sent.id}" in live_worker.log())
