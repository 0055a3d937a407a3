from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmark.chapters import grid, interviews, lessons, sheets
from benchmark.chapters.state import build_progress
from perpignan.reports.blocks import Bullets, Figure, KeyFigures, Paragraph, Sources, Table
from perpignan.reports.chapters import Scope, chapters_for
from tests.factories.benchmark import InitiativeFactory
from tests.factories.study import InterviewGuideFactory, PriorityFactory, SourceFactory

pytestmark = pytest.mark.django_db
PUBLIC, INTERNAL = Scope(date(2020, 4, 1)), Scope(date(2020, 4, 1), is_internal=True)


def only(blocks, kind):
    return [block for block in blocks if isinstance(block, kind)]


def test_chapter_is_part_of_the_progress_report():
    assert "benchmark" in [chapter.slug for chapter in chapters_for("progress")]


def test_chapter_tells_sheets_lessons_and_sources():
    first, second = PriorityFactory(code="P1"), PriorityFactory(code="P2")
    source = SourceFactory(title="Un article")
    InitiativeFactory(
        published=True,
        name="Vitrine",
        city__name="Calais",
        priorities=[first, second],
        sources=[source],
    )
    InitiativeFactory(published=True, city__name="Turin", city__country="IT", year=None)

    blocks = build_progress(PUBLIC)

    assert only(blocks, KeyFigures)[0].items[:3] == [
        ("2", "initiatives publiées"),
        ("2", "villes"),
        ("2", "pays"),
    ]
    assert only(blocks, Table)[0].rows[0] == [
        *("Calais", "Vitrine", "2019", f"{first.code}, {second.code}")
    ]
    assert [len(block.items) for block in only(blocks, Bullets)] == [1, 1, 1]
    assert only(blocks, Figure)[0].rows == [["France", "1"], ["Italie", "1"]]
    assert [item[0] for item in only(blocks, Sources)[0].items] == ["Un article"]


def test_only_the_internal_report_counts_what_is_to_review():
    InitiativeFactory(published=True)
    InitiativeFactory(in_review=True)

    public, internal = (only(build_progress(scope), KeyFigures)[0] for scope in (PUBLIC, INTERNAL))

    assert ("1", "à relire") in internal.items
    assert len(public.items) == 3


def test_chapter_without_sheet_says_so():
    assert build_progress(PUBLIC) == [Paragraph("Aucune initiative n'est encore publiée.")]


def test_chapter_asks_the_same_queries_for_one_and_three():
    counts = []
    for total in (1, 2):
        for _ in range(total):
            InitiativeFactory(
                published=True, priorities=[PriorityFactory()], sources=[SourceFactory()]
            )
        with CaptureQueriesContext(connection) as queries:
            build_progress(INTERNAL)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("module", [grid, sheets, interviews, lessons])
def test_deliverable_chapters_cost_the_same_for_one_and_three(module):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            InitiativeFactory(published=True, priorities=[PriorityFactory()])
            InterviewGuideFactory().questions.create(order=1, theme="Origine", text="Pourquoi ?")
        with CaptureQueriesContext(connection) as captured:
            module.build(PUBLIC)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_a_sheet_to_verify_tells_neither_cost_nor_result():
    InitiativeFactory(published=True, confidence="to_verify", cost="12 M€", result="Un succès")
    InitiativeFactory(published=True, cost="3 M€", result="Un bilan")
    InitiativeFactory(name="Brouillon secret")

    told = str(sheets.build(INTERNAL))

    assert [word in told for word in ("12 M€", "Un succès", "3 M€", "Un bilan", "secret")] == [
        *(False, False, True, True, False)
    ]
