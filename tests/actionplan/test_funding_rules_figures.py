"""What plans add up to, VAT both ways, and the rules against fractions on many plans."""

import random
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from actionplan.funding_rules import figures
from actionplan.funding_rules.checking import check_plan
from actionplan.funding_rules.fctva import compensation_by_year
from actionplan.funding_rules.plan import (
    Basis,
    CostLine,
    FundingLine,
    FundingPlan,
    Lever,
    Nature,
    Origin,
    Purpose,
    State,
)
from actionplan.funding_rules.vat import convert, convert_lines
from actionplan.funding_rules.wording import day, euros, percent
from tests.actionplan.funding_draws import WATCHED, drawn_plan, expected_errors

PLAN = FundingPlan(
    (CostLine("C1", 2021, D(60)), CostLine("C2", 2022, D(40), Nature.OPERATING)),
    (
        FundingLine("État", Origin.PUBLIC, {2021: D(10), 2022: D(10)}, Lever("L1"), State.GRANTED),
        FundingLine(
            "Région",
            Origin.PUBLIC,
            {2022: D(30)},
            Lever("L2"),
            State.REQUESTED,
            probability=D("0.5"),
        ),
        FundingLine("Europe", Origin.EUROPEAN, {2022: D(9)}, state=State.REFUSED),
        FundingLine("Mécène", Origin.PRIVATE, {2021: D(5)}, state=State.PAID),
        FundingLine("Ville", Origin.OWN, {2021: D(30)}),
    ),
)


def test_rates_tell_firm_from_hoped():
    total = figures.rates(PLAN)

    assert (total.cost, total.firm, total.hoped) == (D(100), D(55), D(85))
    assert (total.firm_rate, total.hoped_rate) == (D("0.55"), D("0.85"))
    assert total.own_rate == D(30) / D(80)
    assert total.unfunded == D(15)


def test_rates_of_an_empty_plan_are_unknown():
    total = figures.rates(FundingPlan())

    assert (total.firm_rate, total.hoped_rate, total.own_rate) == (None, None, None)


def test_plans_are_consolidated_by_year_funder_and_state():
    assert figures.by_year([PLAN, PLAN]) == {2021: D(90), 2022: D(80)}
    assert figures.by_funder([PLAN]) == {
        "État": D(20),
        "Région": D(30),
        "Mécène": D(5),
        "Ville": D(30),
    }
    assert figures.by_state([PLAN]) == {
        State.GRANTED: D(20),
        State.REQUESTED: D(30),
        State.REFUSED: D(9),
        State.PAID: D(5),
        State.CONSIDERED: D(30),
    }
    assert figures.costs_by_year([PLAN]) == {2021: D(60), 2022: D(40)}


def test_cash_curve_carries_the_balance():
    points = figures.cash_curve([PLAN])

    assert [(p.year, p.spent, p.received, p.balance) for p in points] == [
        (2021, D(60), D(45), D(-15)),
        (2022, D(40), D(40), D(-15)),
    ]
    assert figures.cash_curve([PLAN], firm_only=True)[-1].balance == D(-45)


def test_expected_and_worst_case_when_levers_fail():
    assert figures.expected(PLAN) == D(20) + D(15) + D(5) + D(30)
    assert figures.rates(figures.secured(PLAN)).hoped == D(55)
    assert figures.rates(figures.without_levers(PLAN, {"L1"})).hoped == D(65)


def test_vat_goes_both_ways():
    assert convert(D("100.00"), D("0.055"), Basis.INCLUDED) == D("105.50")
    assert convert(D("0.01"), D("0.20"), Basis.INCLUDED) == D("0.01")
    assert convert(D("100.00"), D("0.20"), Basis.EXCLUDED) == D("83.33")


@settings(max_examples=200, deadline=None)
@for_all(
    st.lists(st.integers(0, 10**13), min_size=1, max_size=12),
    st.sampled_from([D("0.20"), D("0.10"), D("0.055"), D("0.021"), D(0)]),
    st.sampled_from(Basis),
)
def test_converted_lines_add_up_to_their_converted_sum(cents, rate, to):
    other = Basis.EXCLUDED if to is Basis.INCLUDED else Basis.INCLUDED
    lines = [
        CostLine(f"C{place}", 2021, D(amount) / 100, basis=other, vat_rate=rate)
        for place, amount in enumerate(cents)
    ]

    converted = convert_lines(lines, to)

    total = sum((line.amount for line in lines), D(0))
    assert sum((line.amount for line in converted), D(0)) == convert(total, rate, to)
    for line, back in zip(lines, converted, strict=True):
        assert back.basis is to
        assert abs(back.amount - convert(line.amount, rate, to)) <= D("0.01")


def test_vat_fund_follows_nature_year_and_basis():
    plan = FundingPlan(
        (
            CostLine("C1", 2020, D(120), basis=Basis.INCLUDED),
            CostLine("C2", 2020, D(120), purpose=Purpose.CLOUD_INFRASTRUCTURE),
            CostLine("C3", 2021, D(120), basis=Basis.INCLUDED, nature=Nature.OPERATING),
            CostLine("C4", 2021, D(100), purpose=Purpose.NOT_ELIGIBLE),
            CostLine("C5", 2022, D(100), purpose=Purpose.CLOUD_INFRASTRUCTURE),
        ),
        basis=Basis.INCLUDED,
    )

    assert compensation_by_year(plan) == {2020: D("19.68"), 2022: D("6.72")}


def test_figures_are_written_the_french_way():
    assert euros(D("1234567.5")) == "1\u202f234\u202f567,50\u00a0€"
    assert percent(D("0.16404")) == "16,404\u00a0%"
    assert percent(D(1) / D(3)) == "33,3\u00a0%"
    assert day(date(2020, 4, 1)) == "1er avril 2020"


@pytest.mark.slow
def test_ten_thousand_plans_are_judged_as_fractions_judge_them():
    draw, seen = random.Random(6), set()

    for _round in range(10_000):
        plan = drawn_plan(draw)
        found = {(f.rule, f.key) for f in check_plan(plan, date(2020, 6, 1))} & WATCHED
        assert found == expected_errors(plan), plan
        seen |= found

    assert seen == WATCHED


def test_what_is_missing_is_exactly_what_mends_the_share():
    draw, mended = random.Random(7), 0
    while mended < 200:
        plan = drawn_plan(draw)
        for finding in check_plan(plan, date(2020, 6, 1)):
            if (finding.rule, finding.key) != ("owner_share", "too_low"):
                continue
            mended += 1
            added = finding.params["added"]
            assert not _too_low(plan, added)
            assert _too_low(plan, added - D("0.01"))


def _too_low(plan: FundingPlan, more: D) -> bool:
    own = FundingLine("Ville", Origin.OWN, {2021: more})
    found = check_plan(plan.with_funding([*plan.funding, own]), date(2020, 6, 1))
    return any((f.rule, f.key) == ("owner_share", "too_low") for f in found)
