"""Chapters that tell each action whole, and who steers: L5.1 and L6.1."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan.chapters import funding, governance, method, sheets
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import ACTION_PLAN, STRATEGY
from perpignan.study import operations
from tests.factories.actionplan import (
    IndicatorMeasureFactory,
    OrientationActionFactory,
    SheetLeverFactory,
    SolutionFactory,
    complete_sheet,
)
from tests.factories.governance import BodyFactory, DecisionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
KINDS = (ACTION_PLAN, STRATEGY)
PUBLIC, INTERNAL = Scope(date(2030, 1, 5)), Scope(date(2030, 1, 5), is_internal=True)


def make():
    """Give one more action with all its parts, paid for, and the solution that it carries out."""
    sheet = complete_sheet()
    line = SheetLeverFactory(sheet=sheet, state="granted")
    line.amounts.create(year=2027, amount="1250.50")
    step = sheet.steps.get()
    step.done_on = date(2020, 10, 2)
    step.save()
    IndicatorMeasureFactory(indicator=sheet.indicators.get())
    SolutionFactory(public=True, retained=True, title="Essayer d'abord", actions=[sheet.action])
    OrientationActionFactory(action=sheet.action)
    DecisionFactory(taken=True, body=MembershipFactory().body, text="Ouvrir le lieu")
    return sheet


def captions(found):
    return [block.caption for block in found if isinstance(block, blocks.Table)]


def test_a_sheet_says_where_the_action_comes_from_and_all_that_it_takes():
    sheet = make()

    found = sheets.build_with_funding(PUBLIC)

    reasons = next(block for block in found if isinstance(block, blocks.Bullets))
    assert "Solution retenue : Essayer d'abord" in reasons.items
    assert [caption.split(" de ")[0] for caption in captions(found)] == [
        *(f"Fiche {sheet.code}", "Étapes", "Coûts", f"Qui paie {sheet.code}"),
        *("Indicateurs", "Risques"),
    ]
    assert "franchie le 2 octobre 2020" in str(found)
    (paid,) = next(b for b in found if "Qui paie" in str(b)).rows
    assert paid[-1] == "1\u202f250,50\u00a0€ HT"


def test_tables_of_a_sheet_stay_out_of_the_list_of_tables():
    make()

    tables = [block for block in sheets.build(PUBLIC) if isinstance(block, blocks.Table)]

    assert len(tables) == 5
    assert not any(table.is_listed for table in tables)


def test_a_discarded_action_tells_why_and_no_more():
    sheet = make()
    operations.discard_action(action=sheet.action, reason="Trop chère")

    found = sheets.build_with_funding(PUBLIC)

    assert captions(found) == [f"Fiche {sheet.code}"]
    assert "Trop chère" in str(found)


def test_the_plan_tells_who_pays_in_one_chapter_only():
    slugs = {kind: {chapter.slug for chapter in chapters_for(kind)} for kind in KINDS}

    assert {"sheets", "funding"} <= slugs[ACTION_PLAN]
    assert {"sheets_with_funding", "funding_of_the_plan"} <= slugs[STRATEGY]
    assert not {"sheets", "funding"} & slugs[STRATEGY]


def test_the_funding_of_the_plan_gives_each_action_a_line():
    sheet = make()

    (table,) = [b for b in funding.build_whole(PUBLIC) if "Action par action" in str(b)]

    (row,) = table.rows
    assert row[0] == str(sheet.action)
    assert row[2:4] == ["1\u202f250,50\u00a0€"] * 2


def test_governance_tells_bodies_and_decisions_to_the_team_only():
    sheet = make()

    public, internal = str(governance.build(PUBLIC)), str(governance.build(INTERNAL))

    assert sheet.action.lead_department in public
    assert "Ouvrir le lieu" in internal
    assert "Fonction" in internal
    assert not any(word in public for word in ("Ouvrir le lieu", "Fonction", "Instance"))


@pytest.mark.parametrize(
    "build", [sheets.build_with_funding, funding.build_whole, governance.build]
)
def test_chapters_cost_the_same_for_one_and_three(build):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make()
            BodyFactory()
        with CaptureQueriesContext(connection) as captured:
            build(INTERNAL)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_method_of_the_plan_says_its_limits():
    headings = [block.text for block in method.build(PUBLIC) if isinstance(block, blocks.Heading)]

    assert headings[-1] == "Les limites"
