"""Chapters of the reports L4 and L5."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplan import operations
from actionplan.chapters import follow_up, funding_annex, partners, schedule, sheets, solutions
from actionplan.enums import ContributionKind
from perpignan.reports import blocks
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.kinds import ACTION_PLAN, SOLUTIONS
from tests.factories.actionplan import (
    ActionSheetFactory,
    DependencyFactory,
    IndicatorMeasureFactory,
    SheetLeverFactory,
    SheetPartnerFactory,
    SolutionArgumentFactory,
    SolutionFactory,
    complete_sheet,
)
from tests.factories.study import ActionFactory, ZoneFactory

pytestmark = pytest.mark.django_db
DAY = date(2030, 1, 5)
SCOPE, INTERNAL = Scope(DAY), Scope(DAY, is_internal=True)
MODULES = (solutions, partners, sheets, schedule, follow_up)


def text_of(found):
    return " ".join(str(block) for block in found)


def make():
    sheet = complete_sheet(internal_note="Note cachée", contact_details="caché")
    DependencyFactory(sheet=sheet, needs=complete_sheet())
    IndicatorMeasureFactory(indicator=sheet.indicators.get())
    operations.save_sheet(sheet=sheet, actual_start=date(2020, 9, 1), progress=10)
    SolutionArgumentFactory(
        solution=SolutionFactory(public=True, retained=True, actions=[sheet.action])
    )
    return sheet


def test_the_chapters_are_in_their_reports():
    assert {"solutions", "partners"} <= {c.slug for c in chapters_for(SOLUTIONS)}
    assert {"sheets", "schedule", "follow_up"} <= {c.slug for c in chapters_for(ACTION_PLAN)}


@pytest.mark.parametrize("module", MODULES)
def test_an_empty_plan_has_a_sentence(module):
    (paragraph,) = module.build(SCOPE)

    assert isinstance(paragraph, blocks.Paragraph)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("scope", [SCOPE, INTERNAL])
def test_chapters_cost_the_same_for_one_and_three(module, scope):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make()
        with CaptureQueriesContext(connection) as captured:
            module.build(scope)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("module", MODULES)
def test_public_chapters_hold_nothing_internal(module):
    make()
    hidden = complete_sheet(action=ActionFactory(code="SECRET", title="Action secrète"))
    DependencyFactory(sheet=ActionSheetFactory(), needs=hidden)
    SolutionFactory(title="Solution secrète")
    SheetPartnerFactory(contribution=ContributionKind.IN_KIND, in_kind="Apport secret")

    told = text_of(module.build(SCOPE))

    assert not any(word in told for word in ("SECRET", "secr", "caché"))


def test_internal_reports_tell_what_partners_bring_and_still_no_note():
    make()
    SheetPartnerFactory(contribution=ContributionKind.IN_KIND, in_kind="Un local")

    assert "Un local" in text_of(partners.build(INTERNAL))
    assert "caché" not in text_of([b for m in MODULES for b in m.build(INTERNAL)])


def test_the_calendar_is_the_drawing_of_the_page():
    make()

    figure = next(b for b in schedule.build(SCOPE) if isinstance(b, blocks.Figure))

    assert len(figure.rows) == 2
    assert figure.spec["layer"]


def test_the_dashboard_is_as_of_the_day_of_the_report():
    make()

    before = text_of(follow_up.build(Scope(date(2020, 10, 1))))
    after = text_of(follow_up.build(SCOPE))

    assert "Ce qui est en retard" in after
    assert before != after


@pytest.mark.parametrize("scope", [SCOPE, INTERNAL])
@pytest.mark.parametrize("by", ["priority", "zone"])
def test_a_plan_narrowed_to_a_priority_or_a_zone_tells_no_other(scope, by):
    kept, other = complete_sheet(), complete_sheet()
    kept.action.zones.set([ZoneFactory(code="gare")])
    assert kept.action.priority != other.action.priority
    narrowed = replace(scope, **{by: {"priority": kept.action.priority.code, "zone": "gare"}[by]})

    for chapter in chapters_for(ACTION_PLAN, zone=narrowed.zone):
        told = text_of(chapter.build(narrowed))
        is_of_the_whole = chapter.slug == "scenarios"
        found = (kept.code in told or is_of_the_whole, other.code in told)
        assert found == (True, False), chapter.slug


def test_the_annex_of_funding_gives_each_amount_of_the_sheets_that_may_be_told():
    kept = complete_sheet()
    hidden = complete_sheet(action=ActionFactory(code="SECRET", title="Action secrète"))
    line = SheetLeverFactory(sheet=kept)
    secret = SheetLeverFactory(sheet=hidden)
    for item in (line, secret):
        item.amounts.create(year=2027, amount="1250.50")

    public, internal = list(funding_annex.rows(SCOPE)), list(funding_annex.rows(INTERNAL))

    assert {row[0] for row in public} == {kept.code}
    assert {row[0] for row in internal} == {kept.code, hidden.code}
    assert (2027, Decimal("1250.50")) in [(row[7], row[8]) for row in public]
    assert {len(row) for row in internal} == {len(funding_annex.COLUMNS)}
