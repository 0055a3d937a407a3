"""What a sheet and its lines refuse, and what follows from progress."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplan import operations, queries
from actionplan.enums import (
    ContributionKind,
    CostKind,
    Direction,
    FundingOrigin,
    IndicatorState,
    Involvement,
    RequestState,
)
from actionplan.models import ActionIndicator, ActionSheet, SheetPartner
from perpignan.study.enums import ActionStatus
from tests.factories.actionplan import (
    ActionIndicatorFactory,
    ActionSheetFactory,
    ActionStepFactory,
    DependencyFactory,
    FundingAmountFactory,
    IndicatorMeasureFactory,
    RiskFactory,
    SheetLeverFactory,
    SheetPartnerFactory,
)
from tests.factories.study import ActionFactory, PartnerFactory

pytestmark = pytest.mark.django_db
START, END = date(2020, 1, 6), date(2020, 6, 30)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"planned_start": START}, "Donnez le début et la fin prévus"),
        ({"planned_start": END, "planned_end": START}, "La fin prévue précède le début prévu."),
        ({"actual_end": END, "progress": 100}, "Une action finie a un début réel."),
        (
            {"actual_start": END, "actual_end": START, "progress": 100},
            "La fin réelle précède le début réel.",
        ),
        ({"progress": 10}, "Une action qui avance a un début réel."),
        ({"actual_start": START, "progress": 100}, "vont ensemble"),
        ({"actual_start": START, "actual_end": END, "progress": 90}, "vont ensemble"),
        ({"actual_start": START, "progress": 101}, "L'avancement va de 0 à 100."),
        ({"actual_start": date(2999, 1, 1)}, "Une date réelle est passée"),
    ],
)
def test_dates_and_progress_agree(fields, message):
    with pytest.raises(ValidationError) as refused:
        operations.save_sheet(sheet=ActionSheetFactory(), **fields)

    assert message in " ".join(refused.value.messages)


def test_an_action_is_under_way_once_begun_and_done_once_over():
    sheet = ActionSheetFactory()

    operations.save_sheet(sheet=sheet, actual_start=START, progress=20)
    begun = sheet.action.status
    operations.save_sheet(sheet=sheet, actual_end=END, progress=100)

    sheet.action.refresh_from_db()
    assert (begun, sheet.action.status) == (ActionStatus.UNDER_WAY, ActionStatus.DONE)


def test_a_discarded_action_advances_no_more():
    sheet = ActionSheetFactory(action=ActionFactory(discarded=True))

    with pytest.raises(ValidationError, match="n'avance plus"):
        operations.save_sheet(sheet=sheet, actual_start=START, progress=20)


def test_sub_actions_have_one_level_only():
    top = ActionSheetFactory()
    middle = ActionSheetFactory(parent=top)

    with pytest.raises(ValidationError, match="déjà une sous-action"):
        operations.save_sheet(sheet=ActionSheetFactory(), parent=middle)
    with pytest.raises(ValidationError, match="a des sous-actions"):
        operations.save_sheet(sheet=top, parent=ActionSheetFactory())


def test_a_sheet_is_not_its_own_sub_action():
    sheet = ActionSheetFactory()

    with pytest.raises(ValidationError, match="pas sa propre sous-action"):
        operations.save_sheet(sheet=sheet, parent=ActionSheet.objects.get(pk=sheet.pk))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"contribution": ContributionKind.MONEY}, "Un apport en argent a un montant"),
        ({"amount": Decimal(5)}, "Un apport en argent a un montant"),
        ({"in_kind": "Un local"}, "Un apport décrit en nature"),
        (
            {"contribution": ContributionKind.MONEY, "amount": Decimal(-5)},
            "Un montant ne peut pas être négatif.",
        ),
        (
            {"contribution": ContributionKind.MONEY, "amount": Decimal(10**12)},
            "sous mille milliards",
        ),
    ],
)
def test_what_a_contribution_refuses(fields, message):
    part = SheetPartner(sheet=ActionSheetFactory(), partner=PartnerFactory(), **fields)

    with pytest.raises(ValidationError) as refused:
        operations.save_part(part=part)

    assert message in " ".join(refused.value.messages)


def test_one_partner_only_is_accountable():
    sheet = SheetPartnerFactory(role=Involvement.ACCOUNTABLE).sheet
    second = SheetPartner(sheet=sheet, partner=PartnerFactory(), role=Involvement.ACCOUNTABLE)

    with pytest.raises(ValidationError, match="n'a qu'un partenaire"):
        operations.save_part(part=second)


def test_money_on_two_bases_is_never_added():
    partner = PartnerFactory()
    for amount, basis in (("100.50", "HT"), ("20", "HT"), ("7", "TTC")):
        SheetPartnerFactory(
            partner=partner,
            contribution=ContributionKind.MONEY,
            amount=Decimal(amount),
            vat_basis=basis,
        )

    (line,) = queries.census(queries.all_parts())

    assert line.money == [("HT", Decimal("120.50")), ("TTC", Decimal("7"))]


def test_a_risk_is_worth_likelihood_times_impact():
    assert RiskFactory.build(likelihood=4, impact=5).severity == 20
    assert RiskFactory.build(likelihood=4).severity is None
    with pytest.raises(ValidationError):
        operations.save_part(part=RiskFactory.build(sheet=ActionSheetFactory(), likelihood=6))


def test_a_lag_is_bounded_and_a_circle_named_whatever_the_lag():
    link = DependencyFactory(sheet__action__code="A2", needs__action__code="A1", lag_weeks=-4)

    with pytest.raises(ValidationError, match="A1 → A2 → A1"):
        operations.add_dependency(sheet=link.needs, needs=link.sheet, lag_weeks=-100)
    with pytest.raises(ValidationError, match="260 semaines"):
        operations.add_dependency(sheet=link.sheet, needs=ActionSheetFactory(), lag_weeks=1000)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "state", "share"),
    [
        (Direction.UP, 2, 6, 3, IndicatorState.ON_THE_WAY, 25),
        (Direction.UP, 2, 6, 6, IndicatorState.REACHED, 100),
        (Direction.UP, 2, 6, 2, IndicatorState.NO_PROGRESS, 0),
        (Direction.DOWN, 15, 5, 10, IndicatorState.ON_THE_WAY, 50),
        (Direction.DOWN, 15, 5, 20, IndicatorState.NO_PROGRESS, 0),
        (Direction.DOWN, 15, 5, 4, IndicatorState.REACHED, 100),
        (Direction.UP, None, 6, 3, IndicatorState.ON_THE_WAY, None),
        (Direction.UP, 2, None, 3, IndicatorState.WITHOUT_TARGET, None),
    ],
)
def test_an_indicator_tells_where_it_stands(direction, baseline, target, value, state, share):
    low, high = (None if bound is None else Decimal(bound) for bound in (baseline, target))
    indicator = ActionIndicatorFactory.build(direction=direction, baseline=low, target=high)
    last = IndicatorMeasureFactory.build(indicator=indicator, value=Decimal(value))

    assert (indicator.state_with(last), indicator.share_done(last)) == (state, share)
    assert indicator.state_with(None) == IndicatorState.UNMEASURED


def test_a_target_against_progress_and_a_measure_to_come_are_refused():
    sheet = ActionSheetFactory()
    wrong = ActionIndicator(sheet=sheet, code="X", name="X", baseline=5, target=9, direction="down")
    tomorrow = timezone.localdate() + timedelta(days=1)
    early = IndicatorMeasureFactory.build(
        indicator=ActionIndicatorFactory(sheet=sheet), measured_on=tomorrow
    )

    with pytest.raises(ValidationError, match="à l'inverse"):
        operations.save_part(part=wrong)
    with pytest.raises(ValidationError, match="futur"):
        operations.record_measure(measure=early)


def test_lateness_is_computed_from_dates():
    day = date(2020, 7, 1)
    ended_late = ActionSheetFactory(planned_start=START, planned_end=END, actual_start=START)
    not_begun = ActionSheetFactory(planned_start=START, planned_end=date(2021, 1, 1))
    ActionSheetFactory(planned_start=date(2020, 8, 1), planned_end=date(2020, 9, 1))
    ActionSheetFactory(action=ActionFactory(discarded=True), planned_start=START, planned_end=END)
    ActionStepFactory(sheet=not_begun, due_on=END)
    ActionStepFactory(sheet=not_begun, due_on=END, done_on=END)

    late = queries.late_actions(day)
    found = {kind.slug: len(kind.lines) for kind in queries.reminders(day)}

    assert list(late) == [ended_late, not_begun]
    assert all(sheet.is_late_at(day) for sheet in late)
    assert (found["late"], found["steps"]) == (2, 1)


@pytest.mark.parametrize(
    ("day", "fields", "count"),
    [
        (date(2020, 1, 1), {}, 0),  # more than 18 weeks of preparation ahead
        (date(2020, 6, 1), {}, 1),
        (date(2020, 6, 1), {"accepted_on": date(2020, 8, 1)}, 0),
        (date(2020, 1, 1), {"accepted_on": date(2020, 9, 2)}, 1),
        (date(2020, 6, 1), {"state": RequestState.GRANTED}, 0),
        (date(2020, 6, 1), {"kind": CostKind.OPERATING}, 0),
        (date(2020, 6, 1), {"origin": FundingOrigin.OWN, "lever": None, "funder": "Ville"}, 0),
    ],
)
def test_works_that_would_start_before_the_file_is_accepted_are_told(day, fields, count):
    sheet = ActionSheetFactory(planned_start=date(2020, 9, 1), planned_end=date(2021, 1, 1))
    FundingAmountFactory(request=SheetLeverFactory(sheet=sheet, **fields))
    SheetLeverFactory(sheet=sheet)  # only thought of: no amount, nothing to lose

    found = {kind.slug: kind.lines for kind in queries.reminders(day)}

    assert [line.day for line in found["works"]] == [date(2020, 9, 1)] * count
    assert all(sheet.code in line.text for line in found["works"])
