"""Chapters of the strategy, its roadmap, its summary, its resolution and the note."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from actionplan import operations
from actionplan.chapters.roadmap import build as build_roadmap
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import (
    RESOLUTION,
    ROADMAP,
    SLIDES,
    STEERING_NOTE,
    STRATEGY,
    SUMMARY,
)
from tests.factories.actionplan import (
    OrientationActionFactory,
    OrientationFactory,
    SolutionFactory,
    StrategyFactory,
    complete_sheet,
)
from tests.factories.study import ActionFactory, DeliverableFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 1)
PUBLIC, INTERNAL = Scope(DAY), Scope(DAY, is_internal=True)
NEW = (
    *("vision", "orientations", "priorities", "governance", "strategy_funding"),
    *("strategy_follow_up", "roadmap", "summary_why", "summary_what", "summary_how"),
    *("summary_you", "resolution_reasons", "resolution_articles", "council_asked"),
    *("note_state", "note_decided", "note_asked"),
)
KINDS = (STRATEGY, ROADMAP, SUMMARY, RESOLUTION, SLIDES, STEERING_NOTE)
CHAPTERS = {chapter.slug: chapter for kind in KINDS for chapter in chapters_for(kind)}


def make():
    """Give one more action, dated and funded, that serves an orientation of the strategy."""
    link = OrientationActionFactory(action=complete_sheet().action, sentence="Une rue rouvre.")
    SolutionFactory(public=True, retained=True, title="Essayer d'abord")
    DeliverableFactory()
    return link


@pytest.mark.parametrize("slug", NEW)
def test_without_data_a_chapter_says_so(slug):
    (first, *_rest) = CHAPTERS[slug].build(PUBLIC)

    assert isinstance(first, (blocks.Paragraph, blocks.Bullets))


@pytest.mark.parametrize("slug", NEW)
@pytest.mark.parametrize("scope", [PUBLIC, INTERNAL])
def test_chapters_cost_the_same_for_one_and_three(slug, scope):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make()
        with CaptureQueriesContext(connection) as captured:
            CHAPTERS[slug].build(scope)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_public_chapters_hold_nothing_internal():
    orientation = make().orientation
    hidden = complete_sheet(
        action=ActionFactory(title="Action secrète", lead_department="Service secret")
    )
    OrientationActionFactory(
        orientation=orientation, action=hidden.action, sentence="Phrase secrète"
    )
    SolutionFactory(title="Solution secrète")

    public = " ".join(str(CHAPTERS[slug].build(PUBLIC)) for slug in NEW)
    internal = " ".join(str(CHAPTERS[slug].build(INTERNAL)) for slug in NEW)

    assert "secr" not in public
    assert "Action secrète" in internal


def test_an_internal_strategy_is_told_in_internal_reports_only():
    make()
    operations.save_strategy(
        strategy=StrategyFactory(), visibility="internal", vision="Vision secrète"
    )

    assert "secrète" not in str([CHAPTERS[slug].build(PUBLIC) for slug in NEW])
    assert "secrète" in str(CHAPTERS["vision"].build(INTERNAL))


def test_the_roadmap_places_each_action_on_its_lane():
    first, second = make(), make()

    table = next(b for b in build_roadmap(PUBLIC) if isinstance(b, blocks.Table) and b.lanes)

    bars = [bar for lane in table.lanes for bar in lane.bars]
    assert {bar.label for bar in bars} >= {str(first.action), str(second.action)}
    assert all(0 <= bar.start <= 100 and bar.start + bar.span <= 100 for bar in bars)
    assert [row[0] for row in table.rows] == [bar.label for bar in bars if bar.span]


def test_the_summary_speaks_the_language_of_the_report():
    strategy = StrategyFactory(vision="Vision", vision_ca="Visió")
    orientation = OrientationFactory(strategy=strategy, name="Ouvrir", name_ca="Obrir")
    OrientationActionFactory(orientation=orientation, sentence="Ouvert.", sentence_ca="Obert.")

    with translation.override("ca"):
        told = str([c.build(Scope(DAY, language="ca")) for c in chapters_for(SUMMARY)])

    assert all(word in told for word in ("Visió", "Obrir", "Obert."))
    assert not any(word in told for word in ("Vision'", "Ouvrir", "Ouvert."))


def test_the_resolution_numbers_its_articles():
    make()

    found = CHAPTERS["resolution_articles"].build(PUBLIC)

    titles = [block.text for block in found if isinstance(block, blocks.Heading)]
    assert titles[:2] == ["Article 1er", "Article 2"]


def test_the_note_counts_what_does_not_fit():
    for _ in range(8):
        SolutionFactory(public=True, retained=True)

    (bullets,) = [
        b for b in CHAPTERS["note_decided"].build(PUBLIC) if isinstance(b, blocks.Bullets)
    ]

    assert len(bullets.items) == 6
    assert bullets.items[-1] == "et 3 autres"
