"""The whole portal, as `make run` serves it, driven in headless Chromium.

One portal for all browser tests (tests/scheduling.py keeps them on one worker).
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import started_once
from tests.keyboard import Keyboard
from tests.portal import Portal
from tests.programs import need

#: What may be driven, the quickest first; CHROMIUM gives a path of one's own.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=30_000)  # what clicks wait; five seconds are short on a busy machine
#: Where tests leave the pictures a person may want to look at.
PICTURES = os.environ.get("BROWSER_PICTURES", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    folder = Path(tempfile.mkdtemp(prefix="portail-"))
    patch = pytest.MonkeyPatch()
    patch.setenv("PORTAL_VAR", str(folder))
    started_once.copy_to(folder)
    portal = Portal(folder)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()
        patch.undo()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    known = filter(shutil.which, (os.environ.get("CHROMIUM", ""), *CHROMIUMS))
    program = need(next(known, CHROMIUMS[0]), "chromium (`make chromium`)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
            yield browser
            browser.close()


class Visitor:
    """A person before a browser: goes, reads, clicks, and notes what the console says."""

    def __init__(self, browser: Browser, portal: Portal, **options) -> None:
        self.portal = portal
        self.context: BrowserContext = browser.new_context(
            base_url=portal.url, locale="fr-FR", accept_downloads=True, **options
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        response = self.page.goto(path)
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"
        return self.page

    def sign_in(self, local_part: str) -> Page:
        address, password = self.portal.account(local_part)
        self.go("/connexion/")
        self.page.get_by_label("Adresse électronique").fill(address)
        self.page.get_by_label("Mot de passe").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
        return self.page

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.fixture(scope="session")
def passes() -> dict[str, list]:
    """The sessions of those who signed in once already."""
    return {}


@pytest.fixture
def at_work(visitor_with, passes):
    """Put a person before her workspace, her hands on the keyboard: `at_work("pilote")`."""

    def come_in(local_part: str) -> Keyboard:
        visitor = visitor_with()
        if local_part in passes:
            visitor.context.add_cookies(passes[local_part])
            visitor.go("/mon-espace/")
        else:
            visitor.sign_in(local_part)
            passes[local_part] = visitor.context.cookies()
        desk = Keyboard(visitor)
        desk.look()
        return desk

    return come_in


@pytest.fixture
def visitor_with(browser, portal):
    """Make visitors with the options of a browser: no JavaScript, a phone, dark mode."""
    made: list[Visitor] = []

    def make(**options) -> Visitor:
        made.append(Visitor(browser, portal, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.context.close()


@pytest.fixture
def visitor(visitor_with) -> Visitor:
    return visitor_with()
