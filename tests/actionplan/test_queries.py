from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from actionplan import queries
from actionplan.enums import VatBasis
from actionplan.models import ActionSheet
from perpignan.study.enums import Confidence
from tests.factories.actionplan import (
    ActionSheetFactory,
    ActionStepFactory,
    DependencyFactory,
    SheetLeverFactory,
    complete_sheet,
)
from tests.factories.study import ActionFactory, FundingLeverFactory, StudyFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 4, 1)


def test_a_hidden_action_is_hidden_as_a_dependency_too():
    sheet = ActionSheetFactory()
    DependencyFactory(sheet=sheet, needs=ActionSheetFactory(internal=True))
    DependencyFactory(sheet=ActionSheetFactory(internal=True), needs=sheet)

    [seen] = queries.full_sheets_for(AnonymousUser())

    assert (list(seen.dependencies.all()), list(seen.followers.all())) == ([], [])


def test_budget_totals_never_mix_bases():
    ActionSheetFactory(capital_min=Decimal("10.10"), capital_max=Decimal("20.20"))
    ActionSheetFactory(capital_min=Decimal("0.20"), capital_max=None)
    ActionSheetFactory(capital_min=1, capital_max=2, vat_basis=VatBasis.INCLUDED)

    totals = queries.budget_totals(queries.full_sheets())

    assert [(t.vat_basis, t.capital_min, t.capital_max, t.sheets) for t in totals] == [
        ("HT", Decimal("10.30"), Decimal("20.40"), 2),
        ("TTC", Decimal("1.00"), Decimal("2.00"), 1),
    ]


def test_budget_totals_count_the_sheets_without_amount():
    nothing = dict.fromkeys(("capital_min", "capital_max", "operating_min", "operating_max"))
    ActionSheetFactory(**nothing)

    [total] = queries.budget_totals(queries.full_sheets())

    assert (total.without_amount, total.capital) == (1, "0\u00a0€")


def test_an_empty_plan_has_no_total():
    assert queries.budget_totals([]) == []


@pytest.mark.parametrize(
    ("lever", "said"),
    [
        ({}, "ouvert au 1er avril 2020"),
        ({"opens_on": date(2020, 10, 1)}, "non disponible au 1er avril 2020"),
        ({"closes_on": date(2019, 12, 31)}, "clos au 1er avril 2020"),
        ({"confidence": Confidence.TO_VERIFY}, "à vérifier avant de le proposer"),
    ],
)
def test_a_lever_says_if_it_could_be_asked_for(lever, said):
    request = SheetLeverFactory(lever=FundingLeverFactory(**lever))

    [found] = queries.levers_at(request.sheet, DAY)

    assert found.availability == said


def test_open_levers_come_first_and_those_to_verify_last():
    sheet = ActionSheetFactory()
    for fields in ({"confidence": Confidence.TO_VERIFY}, {"closed": True}, {}):
        SheetLeverFactory(sheet=sheet, lever=FundingLeverFactory(**fields))

    found = queries.levers_at(sheet, DAY)

    assert [(item.lever.is_to_verify, item.is_open) for item in found] == [
        (False, True),
        (False, False),
        (True, True),
    ]


def test_funding_date_is_the_study_s():
    StudyFactory(funding_date=DAY)

    assert queries.funding_date() == DAY


def test_incomplete_sheets_are_counted_by_what_they_lack():
    complete_sheet()
    ActionStepFactory()
    ActionSheetFactory(action=ActionFactory(discarded=True))

    counts = queries.incomplete_sheets()

    assert (counts["any"], counts["steps"], counts["partners"], counts["levers"]) == (1, 0, 1, 1)


def test_completeness_says_what_a_sheet_lacks():
    complete_sheet(action__code="A1")
    complete_sheet(action__code="A2", targets="", planned_start=None, planned_end=None)

    sheets = queries.with_completeness(ActionSheet.objects.order_by("action__code"))
    whole, partial = (queries.completeness_of(sheet) for sheet in sheets)

    assert (whole.is_complete, whole.percent) == (True, 100)
    assert partial.lacks == ["les publics visés", "les dates prévues"]
    assert (partial.done, partial.total, partial.percent) == (10, 12, 83)


def test_the_filter_and_the_meter_ask_the_same_questions():
    complete_sheet()
    lacking = complete_sheet(contact_function="")

    assert list(queries.lacking(ActionSheet.objects.all(), ["contact"])) == [lacking]
    assert list(queries.lacking(ActionSheet.objects.all())) == [lacking]
