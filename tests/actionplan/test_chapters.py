from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan.chapters.state import build
from actionplan.enums import RequestState
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import PROGRESS
from tests.factories.actionplan import ActionSheetFactory, SheetLeverFactory, complete_sheet
from tests.factories.study import FundingLeverFactory, StudyFactory

pytestmark = pytest.mark.django_db
SCOPE = Scope(date(2026, 1, 5))


def of_kind(found, kind):
    return [block for block in found if isinstance(block, kind)]


def test_the_chapter_is_in_the_progress_report():
    assert "actionplan" in [chapter.slug for chapter in chapters_for(PROGRESS)]


def test_the_chapter_tables_actions_and_adds_up_their_ranges():
    for code in ("A1", "A2"):
        ActionSheetFactory(
            action__code=code,
            action__title="Observatoire",
            capital_min=Decimal("15000"),
            capital_max=Decimal("40000.50"),
            is_illustrative=True,
        )

    found = build(SCOPE)

    [figures] = of_kind(found, blocks.KeyFigures)
    tables = of_kind(found, blocks.Table)
    assert figures.items[0][0] == "de 30\u202f000\u00a0€ à 80\u202f001\u00a0€"
    assert [table.rows[0][0] for table in tables] == ["A1 Observatoire", "A2 Observatoire"]
    assert all(table.is_illustrative for table in tables)


def test_the_chapter_judges_levers_at_the_date_of_the_study():
    StudyFactory(funding_date=date(2020, 4, 1))
    opened, closed = FundingLeverFactory(name="DSIL"), FundingLeverFactory(name="UIA", closed=True)
    SheetLeverFactory(lever=opened, state=RequestState.GRANTED)
    SheetLeverFactory(lever=opened)
    SheetLeverFactory(lever=closed)

    table = of_kind(build(SCOPE), blocks.Table)[-1]

    assert table.caption == "Leviers pressentis, jugés au 1er avril 2020"
    assert table.rows == [
        ["DSIL", "ouvert au 1er avril 2020", "2", "1"],
        ["UIA", "clos au 1er avril 2020", "1", "0"],
    ]


@pytest.mark.parametrize(("is_internal", "is_printed"), [(False, False), (True, True)])
def test_internal_actions_are_printed_only_for_the_team(is_internal, is_printed):
    complete_sheet()
    complete_sheet(internal=True, action__code="SECRET")

    found = build(Scope(SCOPE.day, is_internal=is_internal))

    assert ("SECRET" in str(found)) is is_printed


def test_an_empty_plan_says_so():
    assert [block.text for block in build(SCOPE)] == ["Aucune action n'est encore proposée."]


def test_the_chapter_costs_the_same_for_one_and_three_sheets():
    costs = []
    for more in (1, 2):
        for _ in range(more):
            complete_sheet()
        with CaptureQueriesContext(connection) as captured:
            build(SCOPE)
        costs.append(len(captured))

    assert costs[0] == costs[1]
