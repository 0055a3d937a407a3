"""Browsers of few words over real HTTP: they keep cookies, fill forms, follow redirects."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from tests.consultation.answering import FIRST_PAGE, SECOND_PAGE, url

PATIENCE = 30


class Browser(requests.Session):
    def __init__(self, base):
        super().__init__()
        self.base = base

    def see(self, path):
        return self.get(self.base + path, timeout=PATIENCE)

    def fill(self, path, page, **fields):
        data = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), **fields}
        return self.post(self.base + path, data=data, timeout=PATIENCE)

    def answer(self, consultation):
        """Fill both pages of the questionnaire of every type; return the review."""
        first = url("response-section", consultation, "premiere")
        page = self.fill(first, self.see(first), **FIRST_PAGE)
        return self.fill(url("response-section", consultation, "seconde"), page, **SECOND_PAGE)

    def answer_briefly(self, consultation):
        """Fill the first page and go straight to the review."""
        first = url("response-section", consultation, "premiere")
        return self.fill(first, self.see(first), **FIRST_PAGE, direction="review")

    def hand_in(self, consultation, review, key=""):
        path = url("response-review", consultation)
        return self.fill(path, review, key=key or hidden(review, "key"))

    def twin(self):
        """Open another tab: the same cookies."""
        other = Browser(self.base)
        other.cookies.update(self.cookies)
        return other


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.text)[1]


def all_at_once(calls):
    """Run calls in as many threads, let go together; return what each returned."""
    gate = Barrier(len(calls))

    def run(call):
        gate.wait()
        return call()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))
