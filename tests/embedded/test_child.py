import time

import psutil
import pytest

from perpignan.embedded.child import FIRST_DELAY, Child
from perpignan.embedded.logwatch import LARGEST_LOG, LogWatch, rotate


@pytest.fixture
def make_child(tmp_path):
    children = []

    def make(*command):
        children.append(Child("toy", "Le jouet", command, tmp_path / "toy.log"))
        return children[-1]

    yield make
    for child in children:
        child.wait_or_kill(0)


def tend_for(child, seconds):
    news, deadline = [], time.monotonic() + seconds
    while time.monotonic() < deadline:
        news += filter(None, [child.tend()])
        time.sleep(0.02)
    return news


def test_a_killed_program_starts_again_within_a_second(make_child):
    child = make_child("sleep", "60")
    child.start()
    first = child.process.pid
    child.process.kill()

    news = tend_for(child, FIRST_DELAY + 0.4)

    assert len(news) == 1
    assert "Le jouet s'est arrêté (signal SIGKILL)" in news[0]
    assert child.process.pid != first
    assert child.process.poll() is None


def test_a_program_that_keeps_dying_waits_longer_each_time(make_child):
    child = make_child("false")
    child.start()

    news = tend_for(child, 2.2)

    assert [line.split("repart dans ")[1].split(" s")[0] for line in news] == ["0.5", "1", "2"]


def test_stopping_leaves_nothing_of_the_group(make_child):
    child = make_child("sh", "-c", "trap '' TERM; sleep 61 & sleep 62")
    child.start()
    time.sleep(0.3)
    family = [psutil.Process(child.process.pid)]
    family += family[0].children(recursive=True)

    child.ask_to_stop()
    child.wait_or_kill(time.monotonic() + 0.3)

    assert len(family) >= 2
    _gone, alive = psutil.wait_procs(family, timeout=3)
    assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []


def test_a_log_says_its_warnings_and_nothing_else(tmp_path):
    log = tmp_path / "web.log"
    log.write_text('{"level": "error", "event": "before"}\n')
    watch = LogWatch.from_end("web", log)
    with log.open("a") as file:
        file.write('{"level": "info", "event": "hello"}\nplain\n{"level": "error", "event": "a')
    assert watch.news() == []

    with log.open("a") as file:
        file.write('b\\nTraceback"}\n' + '{"level": "warning", "event": "c"}\n' * 9)

    assert watch.news() == ["  [web] error : ab"] + ["  [web] warning : c"] * 4 + [
        f"  [web] … 5 autres : {log}"
    ]
    assert watch.news() == []


def test_a_large_log_makes_room(tmp_path):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * (LARGEST_LOG + 1))

    rotate(log)

    assert [path.name for path in tmp_path.iterdir()] == ["web.log.1"]
