"""Each rule on the plan that breaks it and on the nearest one that does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from actionplan.funding_rules.checking import all_rules, check_plan, is_allowed
from actionplan.funding_rules.plan import (
    Basis,
    CostLine,
    Derogation,
    FundingLine,
    FundingPlan,
    Ground,
    Lever,
    Nature,
    Origin,
    State,
)
from actionplan.funding_rules.rule import Finding, Rule, Severity

DAY = date(2020, 6, 1)
PUBLIC, PRIVATE, OWN, EUROPE = Origin.PUBLIC, Origin.PRIVATE, Origin.OWN, Origin.EUROPEAN


def given(funder, amount, origin=PUBLIC, **more):
    return FundingLine(funder, origin, {2021: D(amount)}, **more)


def costing(amount, *funding, **more):
    return FundingPlan((CostLine("C1", 2021, D(amount)),), funding, **more)


def by_key(plan, day=DAY) -> dict[tuple[str, str], Finding]:
    return {(finding.rule, finding.key): finding for finding in check_plan(plan, day)}


def perpignan(*, dsil, private, own, **more):
    """The worked example of the law: DSIL, FEDER 30 000, Région 10 000, mécénat and the city."""
    lines = (
        given("État", dsil, lever=Lever("DSIL")),
        given("Europe", 30_000, EUROPE, lever=Lever("FEDER")),
        given("Région", 10_000),
        given("Entreprises", private, PRIVATE),
        given("Ville", own, OWN),
    )
    return costing(100_000, *lines, **more)


def test_twenty_percent_of_public_money_is_allowed_at_the_limit():
    found = by_key(perpignan(dsil=40_000, private=0, own=20_000))

    kept = found["owner_share", "kept"]
    assert kept.headroom == 0
    assert kept.text == (
        "Participation du maître d'ouvrage : 20\u00a0% pour un minimum de 20\u00a0% ;"
        " marge de 0\u00a0€."
    )
    assert is_allowed(perpignan(dsil=40_000, private=0, own=20_000), DAY)


def test_private_money_does_not_count_as_the_owners():
    plan = perpignan(dsil=40_000, private=10_000, own=10_000)

    finding = by_key(plan)["owner_share", "too_low"]

    assert not is_allowed(plan, DAY)
    assert finding.params["own_rate"] == D(10_000) / D(90_000)
    assert finding.headroom == D(-8_000)
    assert "11,1\u00a0% (10\u202f000\u00a0€ sur 90\u202f000\u00a0€" in finding.text
    assert "Il manque 8\u202f000\u00a0€ si la part propre remplace" in finding.text
    assert "10\u202f000\u00a0€ si elle s'y ajoute" in finding.text


def test_private_money_lowers_what_the_owner_owes():
    plan = perpignan(dsil=32_000, private=10_000, own=18_000)

    assert is_allowed(plan, DAY)
    assert by_key(plan)["owner_share", "kept"].headroom == 0


def test_funders_who_could_mend_the_plan_alone_are_named():
    plan = costing(
        100_000, given("État", 60_000), given("Région", 30_000), given("Ville", 10_000, OWN)
    )

    finding = by_key(plan)["owner_share", "too_low"]

    # Own 10 000 allows 40 000 of other public money: 50 000 too much.
    assert [(b.funder, b.amount, b.must_fall_by) for b in finding.blockers] == [
        ("État", D(60_000), D(50_000))
    ]
    assert finding.text.endswith("doit baisser de 50\u202f000\u00a0€ : État.")


def test_when_no_funder_suffices_alone_it_is_said():
    plan = costing(100_000, given("État", 50_000), given("Région", 50_000))

    finding = by_key(plan)["owner_share", "too_low"]

    assert finding.blockers == ()
    assert finding.text.endswith(
        "Aucun financeur ne suffit seul : plusieurs aides doivent baisser."
    )


def test_thirty_percent_where_there_is_a_lead_authority():
    plan = costing(100, given("État", 70), given("Ville", 30, OWN), owner_threshold=D("0.30"))

    assert by_key(plan)["owner_share", "kept"].headroom == 0
    assert not is_allowed(plan.with_funding([given("État", 71), given("Ville", 29, OWN)]), DAY)


def test_no_other_threshold_is_taken():
    plan = costing(100, given("Ville", 100, OWN), owner_threshold=D("0.10"))

    assert by_key(plan)["owner_share", "bad_threshold"].text == (
        "Le seuil de participation est de 20\u00a0%\u00a0ou de 30\u00a0%, pas de 10\u00a0%."
    )


@pytest.mark.parametrize("ground", Ground)
def test_derogation_needs_its_reason(ground):
    plan = costing(100, given("ANRU", 95), given("Ville", 5, OWN))
    silent = replace(plan, derogation=Derogation(ground, "  "))
    reasoned = replace(plan, derogation=Derogation(ground, "Convention du 21 janvier 2020."))

    assert by_key(silent)["owner_share", "no_reason"].severity is Severity.ERROR
    derogation = by_key(reasoned)["owner_share", "derogation"]
    assert derogation.severity is Severity.INFORMATION
    assert derogation.text.endswith("Motif : Convention du 21 janvier 2020.")
    assert is_allowed(reasoned, DAY)


def test_operating_and_refused_money_are_outside_the_owner_share():
    operating = FundingPlan(
        (CostLine("C1", 2021, D(100), Nature.OPERATING),),
        (given("État", 100, nature=Nature.OPERATING),),
    )
    refused = costing(100, given("État", 100, state=State.REFUSED))

    assert is_allowed(operating, DAY)
    assert ("owner_share", "too_low") not in by_key(refused)


def test_public_aid_above_eighty_percent_warns():
    plan = costing(100, given("État", 81), given("Ville", 19, OWN), owner_threshold=D("0.20"))

    finding = by_key(plan)["public_aid_cap", "above"]

    assert finding.severity is Severity.WARNING
    assert finding.headroom == D(-1)
    assert finding.text == (
        "Les aides publiques couvrent 81\u00a0% du coût d'investissement (81\u00a0€ sur"
        " 100\u00a0€) : au-delà de 80\u00a0%, de 1\u00a0€."
    )
    assert ("public_aid_cap", "above") not in by_key(plan, date(2018, 6, 25))


@pytest.mark.parametrize(
    ("line", "key", "text"),
    [
        (
            {"applied_on": date(2020, 9, 2)},
            "before_application",
            "Les travaux commenceraient le 1er septembre 2020, avant la demande à État"
            " (2 septembre 2020) : l'aide peut être perdue.",
        ),
        (
            {},
            "no_application",
            "Les travaux commenceraient le 1er septembre 2020 sans demande déposée auprès de État.",
        ),
        (
            {"applied_on": date(2020, 9, 1)},
            "before_grant",
            "Les travaux commenceraient le 1er septembre 2020, avant l'accord de État :"
            " possible, mais sans garantie de l'aide.",
        ),
    ],
)
def test_works_wait_for_the_application(line, key, text):
    plan = costing(
        100,
        given("État", 80, **line),
        given("Ville", 20, OWN),
        works_start=date(2020, 9, 1),
    )

    assert by_key(plan)["works_start", key].text == text


def test_works_may_start_once_the_grant_is_there():
    line = given(
        "État",
        80,
        state=State.GRANTED,
        applied_on=date(2020, 1, 1),
        granted_on=date(2020, 8, 1),
    )
    plan = costing(100, line, given("Ville", 20, OWN), works_start=date(2020, 9, 1))

    assert not any(rule == "works_start" for rule, _key in by_key(plan))
    unsaid = plan.with_funding([given("État", 80, state=State.GRANTED), given("Ville", 20, OWN)])
    assert not any(rule == "works_start" for rule, _key in by_key(unsaid))


def test_more_money_than_costs_is_double_funding():
    plan = costing(100, given("État", 80), given("Ville", 21, OWN))

    assert by_key(plan)["double_funding", "above_cost"].text == (
        "Les financements d'investissement (101\u00a0€) dépassent le coût (100\u00a0€) de 1\u00a0€."
    )


def two_expenses(*funding):
    costs = (CostLine("C1", 2021, D(60)), CostLine("C2", 2021, D(40), label="Capteurs"))
    return FundingPlan(costs, funding)


def test_one_expense_is_not_paid_twice():
    both = frozenset({"C2"})
    plan = two_expenses(given("État", 30, expenses=both), given("Région", 30, expenses=both))

    assert by_key(plan)["double_funding", "same_expense"].text == (
        "La dépense Capteurs (40\u00a0€) serait payée deux fois : État, Région y apportent"
        " 60\u00a0€."
    )
    shared = two_expenses(given("État", 20, expenses=both), given("Région", 20, expenses=both))
    assert ("double_funding", "same_expense") not in by_key(shared)


def test_expenses_named_by_a_funder_exist_and_are_of_its_nature():
    plan = two_expenses(given("État", 1, expenses=frozenset({"C9"})))
    wrong = two_expenses(given("État", 1, expenses=frozenset({"C1"}), nature=Nature.OPERATING))

    assert "C9, qui n'est pas une dépense" in by_key(plan)["double_funding", "unknown_expense"].text
    assert by_key(wrong)["double_funding", "wrong_nature"].text == (
        "État finance le fonctionnement et dit payer C1, qui n'en est pas."
    )


def test_two_european_funds_keep_to_separate_expenses():
    def plan(first, second):
        return two_expenses(
            given("Région", 10, EUROPE, lever=Lever("FEDER"), expenses=first),
            given("Commission", 10, EUROPE, lever=Lever("UIA"), expenses=second),
        )

    one, other = frozenset({"C1"}), frozenset({"C2"})

    assert by_key(plan(one, one))["european_funds", "same_expense"].text == (
        "Région (FEDER) et Commission (UIA), deux aides européennes, ne peuvent pas payer la même"
        " dépense (C1)."
    )
    assert ("european_funds", "same_expense") in by_key(plan(frozenset(), other))
    assert ("european_funds", "same_expense") not in by_key(plan(one, other))


def test_mixed_bases_are_refused_before_anything_else():
    costs = (
        CostLine("C1", 2021, D(100)),
        CostLine("C2", 2021, D(120), basis=Basis.INCLUDED, label="Logiciel"),
    )
    plan = FundingPlan(costs, (given("État", 900, basis=Basis.INCLUDED),))

    found = by_key(plan)

    assert set(found) == {("one_basis", "mixed_costs"), ("one_basis", "mixed_funding")}
    assert found["one_basis", "mixed_costs"].text == (
        "Le plan est en HT et ces dépenses ne le sont pas : Logiciel."
        " Convertissez-les avant tout calcul."
    )
    assert "État" in found["one_basis", "mixed_funding"].text


@pytest.mark.parametrize(
    ("amount", "key"),
    [
        (D(-1), "negative"),
        (D(10) ** 12, "too_large"),
        (D("NaN"), "not_finite"),
        (D("Infinity"), "not_finite"),
        (D("1.001"), "not_cents"),
    ],
)
def test_wrong_amounts_are_refused_before_anything_else(amount, key):
    in_costs = FundingPlan((CostLine("C1", 2021, amount),))
    in_funding = costing(100, FundingLine("État", PUBLIC, {2021: amount}))

    for plan in (in_costs, in_funding):
        assert list(by_key(plan)) == [("amounts", key)]
        assert by_key(plan)["amounts", key].text


def test_wrong_probability_and_vat_rate_are_refused():
    plan = FundingPlan(
        (CostLine("C1", 2021, D(1), vat_rate=D(20)),), (given("État", 1, probability=D(2)),)
    )

    assert set(by_key(plan)) == {("amounts", "bad_probability"), ("amounts", "bad_vat")}


def test_what_is_left_to_fund_is_told():
    assert by_key(FundingPlan())["balance", "empty"].text == "Le plan ne contient aucune dépense."
    assert by_key(costing(100, given("Ville", 60, OWN)))["balance", "unfunded"].text == (
        "Il reste 40\u00a0€ d'investissement à financer, sur 100\u00a0€."
    )


def test_a_rule_is_one_file_and_can_be_read():
    rules = all_rules()

    assert {rule.code for rule in rules} >= {"owner_share", "vat_fund", "lever_dates"}
    assert len({rule.code for rule in rules}) == len(rules) == 15
    for rule in rules:
        assert rule.legal_reference
        assert rule.explanation.endswith(".")
        assert type(rule).__module__.endswith(rule.code)


def test_a_new_rule_is_applied_with_the_others():
    class NoRegion(Rule):
        code = "no_region"
        legal_reference = "Essai"
        explanation = "Essai."
        messages = {"seen": "{funder} est là."}

        def check(self, plan, on):
            return [self.finding("seen", funder=line.name) for line in plan.funding]

    plan = costing(100, given("Région", 10), given("Ville", 90, OWN))

    found = check_plan(plan, DAY, [*all_rules(), NoRegion()])

    assert found[0].text == "Région est là."
