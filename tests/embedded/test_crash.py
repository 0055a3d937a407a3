"""Killed by -9 in the middle of 2,000 answers: every receipt that was seen is kept, once."""

import re
import threading
import time
from collections import Counter
from contextlib import suppress

import psutil
import pytest
import requests

from consultation.models.keys import _hash, new_token
from tests import started_once
from tests.consultation.live import Browser, hidden
from tests.portal import Portal

pytestmark = pytest.mark.slow
ANSWERS, AT_ONCE, ON_PAGES = 2_000, 6, 25
#: A busy machine may need it; an idle one is done in half a minute.
PATIENCE = 240
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
BROKEN = (requests.RequestException, AttributeError, KeyError, TypeError)


@pytest.fixture
def portal(tmp_path, monkeypatch):
    for name in ("BURST_LIMIT", "PUBLIC_WRITE_LIMIT", "PUBLIC_WRITE_ADDRESS_LIMIT"):
        monkeypatch.setenv(name, "1000000/60")
    started_once.copy_to(tmp_path)
    portal = Portal(tmp_path)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


class Crowd:
    """People who answer at once, and send again what got no receipt."""

    def __init__(self, portal: Portal, slug: str, option: str) -> None:
        self.portal, self.slug, self.option = portal, slug, option
        self.receipts: Counter = Counter()
        self.lock = threading.Lock()
        self.left = ANSWERS
        self.deadline = time.monotonic() + PATIENCE

    def run(self, crashes: dict[int, str]) -> None:
        threads = [threading.Thread(target=self._answer_until_done) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for count, victim in sorted(crashes.items()):
            while len(self.receipts) < count and time.monotonic() < self.deadline:
                time.sleep(0.01)
            kill(self.portal, victim)
        for thread in threads:
            thread.join()

    def _answer_until_done(self) -> None:
        while True:
            with self.lock:
                number, self.left = self.left, self.left - 1
            if number <= 0:
                return
            send = self._by_page if number % (ANSWERS // ON_PAGES) == 0 else self._by_api
            code = send()
            with self.lock:
                self.receipts[code] += 1

    def _by_api(self) -> str:
        """Send with one token until a receipt comes, as a careful program does."""
        token = new_token()
        body = {"answers": {"Q01": self.option}, "idempotency_token": token}
        path = f"{self.portal.url}/api/v1/consultations/{self.slug}/responses/"
        while time.monotonic() < self.deadline:
            with suppress(*BROKEN):
                return requests.post(path, json=body, timeout=5).json()["receipt_code"]
            time.sleep(0.1)
        raise TimeoutError

    def _by_page(self) -> str:
        """Fill the pages, send, and press the button again until the receipt shows."""
        browser, review = self._read_over()
        path = f"/consultation/{self.slug}/verifier/"
        while time.monotonic() < self.deadline:
            with suppress(*BROKEN):
                return CODE.search(browser.fill(path, review, key=hidden(review, "key")).text)[0]
            time.sleep(0.1)
        raise TimeoutError

    def _read_over(self):
        while time.monotonic() < self.deadline:
            with suppress(*BROKEN):
                browser = Browser(self.portal.url)
                page = browser.see(f"/consultation/{self.slug}/repondre/")
                section = page.url.removeprefix(self.portal.url)
                review = browser.fill(section, page, Q01=self.option, direction="review")
                assert hidden(review, "key")
                return browser, review
            time.sleep(0.1)
        raise TimeoutError


def kill(portal: Portal, victim: str) -> None:
    """Kill by -9 the web server with its workers, or Postgres with all of its processes."""
    for process in portal.family():
        with suppress(psutil.Error):
            command = " ".join(process.cmdline())
            is_victim = "gunicorn" in command if victim == "web" else "postgres" in process.name()
            if is_victim:
                process.kill()


def test_every_receipt_seen_is_in_the_database_once(portal):
    slug = portal.query("SELECT slug FROM consultation_consultation WHERE status = 'open'")[0][0]
    before = portal.query("SELECT count(*) FROM consultation_response")[0][0]
    option = portal.query(
        "SELECT option.code FROM consultation_option option JOIN consultation_question question"
        " ON question.id = option.question_id WHERE question.code = 'Q01' LIMIT 1"
    )[0][0]
    crowd = Crowd(portal, slug, option)

    crowd.run({600: "web", 1_300: "postgres"})

    secret = (portal.folder / "secret_key").read_text().strip()
    seen = {_hash("consultation.receipt-hash", code, secret) for code in crowd.receipts}
    stored = [
        row[0] for row in portal.query("SELECT receipt_hash FROM consultation_response ORDER BY id")
    ][before:]
    assert sum(crowd.receipts.values()) == len(crowd.receipts) == ANSWERS
    assert Counter(stored) == Counter(seen)
    log = portal.query(
        "SELECT count(*) FROM consultation_answerrevision WHERE response_id IN"
        " (SELECT id FROM consultation_response ORDER BY id DESC LIMIT 2000) GROUP BY response_id"
    )
    assert log == [(1,)] * ANSWERS
