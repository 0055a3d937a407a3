"""What a lever may pay: its rate, base, ceiling, dates, and whom it excludes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from actionplan.funding_rules.checking import is_allowed
from actionplan.funding_rules.plan import (
    CostLine,
    FundingPlan,
    Lever,
    Nature,
    Purpose,
    State,
)
from actionplan.funding_rules.rule import Severity
from tests.actionplan.test_funding_rules import (
    DAY,
    EUROPE,
    OWN,
    by_key,
    costing,
    given,
    two_expenses,
)


def test_two_grants_of_one_european_programme_are_one_aid():
    feder = Lever("FEDER-A", european_fund="FEDER"), Lever("FEDER-B", european_fund="FEDER")
    plan = two_expenses(*(given("Région", 10, EUROPE, lever=lever) for lever in feder))

    assert ("european_funds", "same_expense") not in by_key(plan)


def test_lever_pays_at_most_its_rate_of_its_base_and_its_ceiling():
    def plan(amount, **lever):
        return costing(100, given("État", amount, lever=Lever("L1", **lever)))

    assert by_key(plan(51, rate=D("0.5")))["lever_limits", "above_rate"].text == (
        "L1 donnerait 51\u00a0€, plus que 50\u00a0% de 100\u00a0€, soit 50\u00a0€."
    )
    assert by_key(plan(41, rate=D("0.5"), eligible_base=D(80)))[
        "lever_limits", "above_rate"
    ].headroom == D(-1)
    assert by_key(plan(31, ceiling=D(30)))["lever_limits", "above_ceiling"].text == (
        "L1 donnerait 31\u00a0€, plus que son plafond de 30\u00a0€."
    )
    within = by_key(plan(50, rate=D("0.5"), ceiling=D(50), eligible_base=D(100)))
    assert not any(rule == "lever_limits" for rule, _key in within)


def test_eligible_base_does_not_exceed_the_cost():
    plan = costing(100, given("État", 50, lever=Lever("L1", D("0.5"), eligible_base=D(120))))

    found = by_key(plan)["lever_limits", "base_above_cost"]

    assert found.severity is Severity.WARNING
    assert "(120\u00a0€) dépasse le coût des dépenses concernées (100\u00a0€)" in found.text


def test_lever_of_rate_zero_pays_nothing():
    plan = costing(100, given("État", 1, lever=Lever("L1", D(0))))

    assert ("lever_limits", "above_rate") in by_key(plan)


def test_investment_lever_pays_no_operating_cost():
    lever = Lever("DSIL", natures=frozenset({Nature.INVESTMENT}))
    plan = FundingPlan(
        (CostLine("C1", 2021, D(100), Nature.OPERATING),),
        (given("État", 10, lever=lever, nature=Nature.OPERATING),),
    )

    assert by_key(plan)["lever_limits", "wrong_nature"].text == (
        "DSIL ne finance pas le fonctionnement."
    )


def test_levers_that_exclude_each_other():
    one, two = Lever("L1", excludes=frozenset({"L2"})), Lever("L2")
    plan = costing(100, given("A", 10, lever=two), given("B", 10, lever=one))

    assert by_key(plan)["lever_exclusions", "together"].text == (
        "L2 et L1 ne se cumulent pas sur la même dépense (C1)."
    )
    apart = two_expenses(
        given("A", 10, lever=one, expenses=frozenset({"C1"})),
        given("B", 10, lever=two, expenses=frozenset({"C2"})),
    )
    assert ("lever_exclusions", "together") not in by_key(apart)


LATER = Lever("ITN7", opens_on=date(2021, 1, 1))
CLOSED = Lever("FISAC", closes_on=date(2018, 12, 31))


@pytest.mark.parametrize(
    ("lever", "state", "key", "severity"),
    [
        (LATER, State.GRANTED, "granted_before_opening", Severity.ERROR),
        (LATER, State.PAID, "granted_before_opening", Severity.ERROR),
        (CLOSED, State.GRANTED, "granted_after_closing", Severity.ERROR),
        (LATER, State.CONSIDERED, "not_yet_open", Severity.WARNING),
        (CLOSED, State.REQUESTED, "closed", Severity.WARNING),
    ],
)
def test_lever_that_is_not_open_cannot_be_granted(lever, state, key, severity):
    plan = costing(100, given("État", 10, lever=lever, state=state), given("Ville", 90, OWN))

    finding = by_key(plan)["lever_dates", key]

    assert finding.severity is severity
    assert lever.code in finding.text
    assert is_allowed(plan, DAY) is (severity is Severity.WARNING)


def test_what_was_asked_in_time_may_be_granted_after_the_closing():
    line = given(
        "État",
        10,
        lever=CLOSED,
        state=State.GRANTED,
        applied_on=date(2018, 12, 1),
        granted_on=date(2019, 2, 1),
    )

    assert is_allowed(costing(100, line, given("Ville", 90, OWN)), DAY)


def test_contribution_fund_stays_under_the_owners_part():
    fund = Lever("FDC-PMM", is_contribution_fund=True)
    plan = costing(100, given("PMM", 41, lever=fund), given("État", 19), given("Ville", 40, OWN))

    assert by_key(plan)["contribution_fund", "above_own"].text == (
        "Le fonds de concours d'investissement (41\u00a0€) dépasse la part du bénéficiaire, hors"
        " subventions (40\u00a0€), de 1\u00a0€."
    )
    even = plan.with_funding(
        [given("PMM", 40, lever=fund), given("État", 20), given("Ville", 40, OWN)]
    )
    assert ("contribution_fund", "above_own") not in by_key(even)


def test_vat_fund_is_told_apart_and_refused_in_the_plan():
    plan = FundingPlan(
        (
            CostLine("C1", 2021, D(1000)),
            CostLine("C2", 2021, D(1000), Nature.OPERATING, purpose=Purpose.CLOUD_INFRASTRUCTURE),
            CostLine("C3", 2021, D(1000), Nature.OPERATING, purpose=Purpose.CLOUD_SERVICE),
        ),
        (given("État", 10, lever=Lever("FCTVA")),),
    )

    found = by_key(plan)

    # 1 200 x 16.404 % + 1 200 x 5.6 %
    assert found["vat_fund", "compensation"].params["amount"] == D("196.85") + D("67.20")
    assert found["vat_fund", "compensation"].text == (
        "FCTVA attendu, hors plan : 264,05\u00a0€ (dépenses de 2021)."
    )
    assert found["vat_fund", "in_the_plan"].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("day", "amount", "rule", "key"),
    [
        (date(2023, 12, 31), 250_000, "minimis_2014", "above"),
        (date(2023, 12, 31), 200_000, "minimis_2014", "within"),
        (date(2024, 1, 1), 250_000, "minimis_2024", "within"),
        (date(2024, 1, 1), 300_001, "minimis_2024", "above"),
    ],
)
def test_minimis_threshold_depends_on_the_day(day, amount, rule, key):
    plan = costing(amount, given("Ville", amount, OWN), helps_companies=True)

    found = by_key(plan, day)

    assert [name for name in found if name[0].startswith("minimis")] == [(rule, key)]
    assert found[rule, key].severity is Severity.INFORMATION
    assert ("minimis_2014", "above") not in by_key(replace(plan, helps_companies=False), day)
