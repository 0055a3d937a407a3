"""The deliverables of the study, made from its seeds: structure, figures, links, secrets."""

import io
import json
import re
from datetime import date, datetime
from functools import cache
from html import unescape

import openpyxl
import pikepdf
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from actionplan import queries
from actionplan.models import Strategy
from perpignan.reports.chapters import Scope
from perpignan.reports.kinds import (
    BENCHMARK,
    KINDS,
    RESOLUTION,
    ROADMAP,
    SLIDES,
    STEERING_NOTE,
    STRATEGY,
    SUMMARY,
)
from perpignan.reports.making import render
from perpignan.reports.office.numbers import read_number
from perpignan.reports.office.workbook import sums_match
from perpignan.reports.snapshot import build_snapshot
from perpignan.reports.typst_data import typst_data
from perpignan.study import seeding
from perpignan.study.models import Action
from perpignan.study.wording import euros, euros_short
from tests.reports.test_typst_pdf import faults

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
NEW = [
    (BENCHMARK, "fr"),
    (STRATEGY, "fr"),
    (ROADMAP, "fr"),
    (SUMMARY, "fr"),
    (SUMMARY, "ca"),
    (RESOLUTION, "fr"),
    (SLIDES, "fr"),
    (STEERING_NOTE, "fr"),
]
#: How many pages each may take.
PAGES = {STRATEGY: range(40, 90), ROADMAP: [1], SUMMARY: range(2, 5), STEERING_NOTE: [1]}

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
    """The whole study, read once for this file and undone after it; one action is secret."""
    with django_db_blocker.unblock(), transaction.atomic():
        seeding.load_all(start=DAY)
        Action.objects.filter(code="A1.4").update(
            visibility="internal", title="Action secrète", lead_department="Service secret"
        )
        yield
        transaction.set_rollback(True)


@cache
def snapshot(kind, language="fr", is_internal=False):
    return build_snapshot(
        kind=kind,
        scope=Scope(DAY, is_internal=is_internal, language=language),
        author="Camille Puig",
        made_at=datetime(2026, 6, 1, 12, tzinfo=timezone.get_current_timezone()),
        on_step=lambda *step: None,
    )


@cache
def pdf(kind, language="fr"):
    return render(snapshot(kind, language), "pdf")


def told(kind, language="fr"):
    return json.dumps(snapshot(kind, language), ensure_ascii=False)


def tags(node):
    """Walk the structure of a PDF: each element with its tag."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from tags(kid)


@pytest.mark.parametrize(("kind", "language"), NEW)
def test_a_deliverable_is_a_tagged_document(kind, language, tmp_path):
    with pikepdf.open(io.BytesIO(pdf(kind, language))) as document:
        found = list(tags(document.Root.StructTreeRoot))
        names = [name for name, _element in found]
        figures = [element for name, element in found if name == "/Figure"]

        assert str(document.Root.Lang).startswith(language)
        assert bool(document.Root.MarkInfo.Marked)
        title = str(document.docinfo.Title).replace("\u00a0", " ")
        assert title.startswith(snapshot(kind, language)["title"])
        assert "/H1" in names
        assert all(str(element.get("/Alt", "")) for element in figures)
        assert names.count("/TH") >= names.count("/Table")
        assert len(document.pages) in PAGES.get(kind, range(1, 90))
    assert faults(pdf(kind, language), tmp_path) == []


def test_the_long_report_has_an_outline_and_links_to_the_portal():
    with pikepdf.open(io.BytesIO(pdf(STRATEGY))) as document:
        with document.open_outline() as outline:
            titles = [str(item.title) for item in outline.root]
        targets = {
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }

    assert any("La vision" in title for title in titles)
    for path in ("strategie/", "financements/", "calendrier/", "A2.1/"):
        assert f"{settings.SITE_URL}/plan-actions/{path}" in targets


def test_every_page_that_a_figure_links_to_opens():
    found = {
        block["page"]
        for kind in (BENCHMARK, STRATEGY)
        for chapter in snapshot(kind)["chapters"]
        for block in chapter["blocks"]
        if block.get("page")
    }

    client = Client()
    assert len(found) > 40
    sample = sorted(found)[::16]
    assert [path for path in sample if client.get(path).status_code != 200] == []


@pytest.mark.parametrize(("kind", "language"), NEW)
def test_a_public_deliverable_holds_nothing_internal(kind, language):
    text = told(kind, language)

    assert "secr" not in text.replace("Secret et données", "")
    assert snapshot(kind, language)["is_internal"] is False


def test_an_internal_report_holds_what_the_public_one_does_not():
    assert "Action secrète" in json.dumps(snapshot(ROADMAP, "fr", True), ensure_ascii=False)


def money():
    sheets = queries.funded_sheets_for(AnonymousUser())
    (group,) = queries.consolidated(queries.funding_of(sheets, queries.funding_date()))
    return group


@pytest.mark.parametrize("kind", [STRATEGY, ROADMAP, RESOLUTION, SLIDES, STEERING_NOTE])
def test_the_money_is_that_of_the_page(kind):
    group = money()

    assert euros(group.worst) in told(kind)
    assert euros(group.cost) in told(kind)


def test_the_summary_rounds_the_money_of_the_page():
    assert euros_short(money().cost) in told(SUMMARY)


def test_the_roadmap_adds_up_to_the_plan():
    group = money()
    tables = {
        block["caption"]: block["rows"]
        for block in snapshot(ROADMAP)["chapters"][0]["blocks"]
        if block["kind"] == "table"
    }
    years, by_priority = (
        rows for caption, rows in tables.items() if caption.startswith("L'argent")
    )

    assert years[-1][1:] == [euros(group.cost), euros(sum(p.received for p in group.cash))]
    assert by_priority[-1][1:] == [euros(group.cost), euros(group.worst)]


def test_the_strategy_names_every_public_action():
    text = told(STRATEGY)

    codes = Action.objects.public().values_list("code", "title")
    assert [code for code, title in codes if f"{code} {title}" not in text] == []


def test_dates_are_told_as_printers_do():
    assert snapshot(STRATEGY)["day_text"] == "1er juin 2026"
    assert snapshot(STRATEGY)["made_at_text"] == "1er juin 2026 à 12 h 00"
    assert '"1 juin' not in told(STRATEGY)


def test_the_catalan_summary_tells_the_strategy_in_catalan():
    strategy = Strategy.objects.get()
    text = told(SUMMARY, "ca")

    assert strategy.vision_ca.split("\n")[0] in text
    for french in (strategy.vision, strategy.governance, strategy.follow_up):
        assert french.split("\n")[0] not in text
    with translation.override("ca"):
        assert snapshot(SUMMARY, "ca")["language"] == "ca"


@pytest.mark.parametrize("kind", [RESOLUTION, STEERING_NOTE, SUMMARY])
def test_a_short_text_in_word_has_neither_contents_nor_numbers(kind):
    from docx import Document  # slow to import, needed here only

    document = Document(io.BytesIO(render(snapshot(kind), "docx")))

    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert titles == [chapter["title"] for chapter in snapshot(kind)["chapters"]]
    assert "Sommaire" not in [p.text for p in document.paragraphs]


def tables_of(kind):
    """Keep the tables of a kind, its charts left aside: pictures take long and hold no cell."""
    whole = snapshot(kind)
    chapters = [
        {**chapter, "blocks": [item for item in chapter["blocks"] if item["kind"] == "table"]}
        for chapter in whole["chapters"]
    ]
    return {**whole, "chapters": chapters}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "xlsx" in KINDS[kind].formats])
def test_a_text_and_a_workbook_say_the_same_figures(kind):
    from docx import Document  # slow to import, needed here only

    kept = tables_of(kind)
    told = [
        [block["columns"], *block["rows"]]
        for chapter in typst_data(kept)[0]["chapters"]
        for block in chapter["blocks"]
        if block["columns"] and block["rows"]
    ]

    text = Document(io.BytesIO(render(kept, "docx")))
    book = openpyxl.load_workbook(io.BytesIO(render(kept, "xlsx")), data_only=True)

    assert len(told) > 3
    written = [[[cell.text for cell in row.cells] for row in table.rows] for table in text.tables]
    assert written[-len(told) :] == [[list(row) for row in table] for table in told]
    for table, sheet in zip(told, book.worksheets[1:], strict=True):
        assert sheet.freeze_panes == "A4"
        for row, cells in zip(table[1:], sheet.iter_rows(min_row=4), strict=True):
            assert [cell.value for cell in cells[: len(row)]] == [typed(text) for text in row]


def typed(text):
    """Read a cell as a workbook holds it."""
    number = read_number(text)
    return float(number.value) if number else text.replace("\u200b", "") or None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "xlsx" in KINDS[kind].formats])
def test_sums_are_those_of_the_columns(kind):
    tables = [block for chapter in tables_of(kind)["chapters"] for block in chapter["blocks"]]

    assert [block["caption"] for block in tables if not sums_match(block)] == []


def one_space(text):
    """Write every kind of space as one: a page and a report break lines elsewhere."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def words_of(page):
    body = Client().get(page).content.decode()
    return one_space(unescape(TAG.sub(" ", HIDDEN.sub(" ", body))))


def tables_on_pages(kind):
    for chapter in snapshot(kind)["chapters"]:
        for block in chapter["blocks"]:
            if chapter["slug"] in WHOLE[kind] and block["kind"] == "table" and block["page"]:
                yield block


@pytest.mark.parametrize("kind", WHOLE)
def test_figures_are_those_of_their_page(kind):
    pages, missing, compared = {}, [], 0

    for block in tables_on_pages(kind):
        page = block["page"].partition("#")[0]
        if page not in pages:
            pages[page] = words_of(page)
        figures = [one_space(row[place]) for row in block["rows"] for place in block["numeric"]]
        missing += [(page, block["caption"], text) for text in figures if text not in pages[page]]
        compared += len(figures)

    assert missing == []
    assert compared >= LEAST[kind]
