"""Each figure of a report is that of the page it leads to, as a visitor reads it."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from perpignan.reports.chapters import Scope
from perpignan.reports.snapshot import build_snapshot
from perpignan.study import seeding

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
#: The chapters of each kind whose tables are wholly on their page. The others lead to a page
#: that says the same in part: the best ranked, the largest groups, the nearest cities.
WHOLE = {
    "progress": {"diagnostic", "consultation", "actionplan"},
    "diagnostic": {"portrait", "findings"},
    "consultation": {"consultation-framework"},
    "action_plan": {"sheets"},
    "strategy": {"portrait", "findings", "sheets_with_funding", "follow_up", "governance"},
}
HIDDEN = re.compile(r"<(script|style|svg).*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
#: How few figures would make the comparison say nothing.
LEAST = {"progress": 80, "diagnostic": 40, "consultation": 4, "action_plan": 100, "strategy": 300}


@pytest.fixture(scope="module", autouse=True)
def study(django_db_setup, django_db_blocker):
    """The whole study, read once for this file and undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all(start=DAY)
        yield
        transaction.set_rollback(True)


def one_space(text):
    """Write every kind of space as one: a page and a report break lines elsewhere."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def words_of(page):
    body = Client().get(page).content.decode()
    return one_space(unescape(TAG.sub(" ", HIDDEN.sub(" ", body))))


def tables_of(kind):
    snapshot = build_snapshot(
        kind=kind,
        scope=Scope(DAY),
        author="Camille Puig",
        made_at=datetime(2026, 6, 1, 12, tzinfo=timezone.get_current_timezone()),
        on_step=lambda *step: None,
    )
    for chapter in snapshot["chapters"]:
        for block in chapter["blocks"]:
            if chapter["slug"] in WHOLE[kind] and block["kind"] == "table" and block["page"]:
                yield block


@pytest.mark.parametrize("kind", WHOLE)
def test_figures_are_those_of_their_page(kind):
    pages, missing, compared = {}, [], 0

    for block in tables_of(kind):
        page = block["page"].partition("#")[0]
        if page not in pages:
            pages[page] = words_of(page)
        figures = [one_space(row[place]) for row in block["rows"] for place in block["numeric"]]
        missing += [(page, block["caption"], text) for text in figures if text not in pages[page]]
        compared += len(figures)

    assert missing == []
    assert compared >= LEAST[kind]
