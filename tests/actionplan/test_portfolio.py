"""The best plan, on what a hand can follow and against trying everything."""

import json
from decimal import Decimal as D

import pytest

from actionplan.portfolio.pareto import front
from actionplan.portfolio.planning import plan
from actionplan.portfolio.reading import read_problem
from actionplan.portfolio.result import Payment, Portfolio, Status, gap_between
from actionplan.portfolio.verifier import broken_rules
from tests.actionplan.portfolio_draws import draw_problem


def problem(*actions, own=100, levers=(), share=0, **more):
    """Two years, the same own money each."""
    return read_problem(
        {
            "years": [2021, 2022],
            "own_budget": {"2021": own, "2022": own},
            "actions": [{"value": 1, **action} for action in actions],
            "levers": list(levers),
            "minimum_owner_share": share,
            **more,
        }
    )


def chosen(result):
    return result.portfolio.starts


def test_the_most_value_is_chosen_within_own_money():
    result = plan(
        problem(
            {"code": "A", "value": 5, "cost": [100, 100]},
            {"code": "B", "value": 3, "cost": [100]},
            {"code": "C", "value": 3, "cost": [100]},
        )
    )

    assert (result.status, result.objective, result.gap) == (Status.OPTIMAL, 6, 0)
    assert set(chosen(result).values()) == {2021, 2022}
    assert "Optimal : aucun plan ne vaut plus, à la tolérance près." in result.explanation


def test_levers_pay_within_rate_ceiling_envelope_years_and_owner_share():
    lever = {"code": "L", "envelope": 1000, "rate": 0.9, "ceiling": 150, "actions": ["A", "B"]}
    actions = {"code": "A", "cost": [100, 100]}, {"code": "B", "cost": [100], "earliest": 2022}

    result = plan(problem(*actions, own=60, levers=[{**lever, "years": [2022]}], share=0.2))

    # A would need 40 from the lever in 2021, when it does not pay.
    assert chosen(result) == {"B": 2022}
    assert result.portfolio.payments == (
        Payment("B", 2022, "own", 2000),
        Payment("B", 2022, "L", 8000),
    )


def test_cents_are_exact_and_add_up():
    lever = {"code": "L", "envelope": 33.35, "rate": 0.333, "ceiling": 1000}
    result = plan(problem({"code": "A", "cost": [50.01, 50.02]}, levers=[lever]))

    by_source = {}
    for payment in result.portfolio.payments:
        by_source[payment.source] = by_source.get(payment.source, 0) + payment.cents
    # 33.3 % of 100.03 is 33.30999: rounded down.
    assert by_source == {"own": 10003 - 3330, "L": 3330}
    data = json.loads(json.dumps(result.as_data()))
    assert sum(D(str(row["amount"])) for row in data["funding"]) == D("100.03")


def test_needs_start_no_later_and_after_waits_for_the_end():
    a, b = {"code": "A", "value": 9, "cost": [1]}, {"code": "B", "value": 0, "cost": [1]}

    same = chosen(plan(problem({**a, "needs": ["B"], "latest": 2021}, b)))
    later = chosen(plan(problem({**a, "after": ["B"]}, b)))
    impossible = plan(problem({**a, "after": ["B"], "latest": 2021}, b))

    assert same == {"A": 2021, "B": 2021}
    assert later == {"A": 2022, "B": 2021}
    assert "A" not in chosen(impossible)


def test_actions_that_need_each_other_start_together_and_it_is_said():
    result = plan(
        problem(
            {"code": "A", "cost": [60], "needs": ["B"], "earliest": 2022},
            {"code": "B", "cost": [30], "needs": ["A"]},
        )
    )

    assert chosen(result) == {"A": 2022, "B": 2022}
    assert result.explanation[0].startswith("Dépendance circulaire : A → B → A.")
    alone = plan(problem({"code": "A", "cost": [1], "needs": ["A"]}))
    assert alone.explanation[0] == "A se cite elle-même dans ses besoins : sans effet."
    assert set(chosen(alone)) == {"A"}


def test_exclusions_of_actions_and_of_levers():
    levers = [
        {"code": "L1", "envelope": 100, "rate": 0.4, "excludes": ["L2"]},
        {"code": "L2", "envelope": 100, "rate": 0.5},
    ]
    a = {"code": "A", "value": 2, "cost": [100]}
    b = {"code": "B", "cost": [1], "excludes": ["A"]}

    alone = plan(problem(a, own=50, levers=levers))
    short = plan(problem(a, own=20, levers=levers))

    assert set(chosen(plan(problem(a, b)))) == {"A"}
    assert {p.source: p.cents for p in alone.portfolio.payments} == {"own": 5000, "L2": 5000}
    assert chosen(short) == {}


def test_a_matched_lever_gives_no_more_than_the_owner():
    levers = [
        {"code": "L1", "envelope": 1000, "rate": 0.4},
        {"code": "FDC", "envelope": 1000, "rate": 1, "matched": True},
    ]
    a = {"code": "A", "cost": [100.01]}

    paid = plan(problem(a, own=100, levers=levers)).portfolio.payments

    assert {payment.source: payment.cents for payment in paid} == {
        "own": 3001,
        "L1": 4000,
        "FDC": 3000,
    }
    assert chosen(plan(problem(a, own=30, levers=levers))) == {}
    assert chosen(plan(problem({**a, "cost": [100]}, own=30, levers=levers))).keys() == {"A"}


def test_staff_minimums_and_synergies():
    a = {"code": "A", "value": 2, "cost": [1], "staff": [6], "priority": "P1", "latest": 2021}
    b = {"code": "B", "value": 5, "cost": [1], "staff": [6], "zone": "Z1", "latest": 2021}
    staff = {"staff_capacity": {"2021": 10, "2022": 10}}

    assert set(chosen(plan(problem(a, b, **staff)))) == {"B"}
    least = [{"priority": "P1", "count": 1}]
    assert set(chosen(plan(problem(a, b, **staff, minimums=least)))) == {"A"}
    spent = [{"priority": "P1", "amount": 1}, {"zone": "Z1", "amount": 1}]
    assert plan(problem(a, b, **staff, minimums=spent)).status is Status.INFEASIBLE
    against = [{"actions": ["A", "B"], "bonus": -3}]
    assert set(chosen(plan(problem(a, b, synergies=against)))) == {"B"}
    together = [{"actions": ["A", "B"], "bonus": 4}]
    assert plan(problem(a, b, synergies=together)).objective == 11


def test_what_is_missing_is_priced_and_what_to_give_up_is_named():
    result = plan(
        problem(
            {"code": "A3.1", "cost": [0, 240_000], "imposed": True, "latest": 2021},
            {"code": "A1", "value": 9, "cost": [0, 90_000], "imposed": True},
            own=100_000,
        )
    )

    assert result.status is Status.INFEASIBLE
    assert (result.objective, result.bound, result.gap, result.portfolio) == (None,) * 4
    assert result.explanation[-1] == (
        "Aucun plan ne respecte toutes les règles : il manque 230\u00a0k€ en 2022 ;"
        " ou renoncer à A3.1."
    )


@pytest.mark.parametrize(
    ("actions", "text"),
    [
        (
            [{"code": "A", "cost": [1], "imposed": True, "forbidden": True}],
            "A est à la fois imposée et interdite.",
        ),
        (
            [{"code": "A", "cost": [1, 1, 1], "imposed": True}],
            "A est imposée et ne tient pas dans les années du plan.",
        ),
        (
            [
                {"code": "A", "cost": [1], "imposed": True, "excludes": ["B"]},
                {"code": "B", "cost": [1], "imposed": True},
            ],
            "A et B sont imposées et s'excluent.",
        ),
        (
            [
                {"code": "A", "cost": [1], "imposed": True, "needs": ["B"]},
                {"code": "B", "cost": [1], "forbidden": True},
            ],
            "A est imposée et a besoin de B, impossible.",
        ),
    ],
)
def test_contradictions_are_said_in_words(actions, text):
    result = plan(problem(*actions))

    assert result.status is Status.INFEASIBLE
    assert text in result.explanation
    assert any(sentence.startswith("Il faut renoncer à") for sentence in result.explanation)


def test_minimum_out_of_reach_is_named():
    least = [{"priority": "P1", "count": 2}]

    result = plan(problem({"code": "A", "cost": [1], "priority": "P1"}, minimums=least))

    assert "Minimum de P1 : 2 demandé, 1 au plus." in result.explanation


def test_empty_plan_and_zero_budget_are_answers():
    nothing = plan(problem())
    no_money = plan(problem({"code": "A", "cost": [1]}, {"code": "B", "cost": [0]}, own=0))

    assert (nothing.status, nothing.objective) == (Status.OPTIMAL, 0)
    assert "Le plan ne contient aucune action." in nothing.explanation
    assert set(chosen(no_money)) == {"B"}
    assert "Les fonds propres sont nuls (0\u00a0€) sur toutes les années." in no_money.explanation


def test_lever_of_rate_zero_pays_nothing_and_it_is_said():
    lever = {"code": "L", "envelope": 100, "rate": 0}

    result = plan(problem({"code": "A", "cost": [101]}, levers=[lever]))

    assert chosen(result) == {}
    assert any(
        sentence.startswith("Le levier L ne peut rien payer") for sentence in result.explanation
    )


def test_progress_is_told_and_a_person_can_stop():
    told = []
    data = read_problem(draw_problem(3))

    done = plan(data, progress=told.append)
    stopped = plan(data, should_stop=lambda: True)

    assert told[0].stage == "select"
    assert [step.seconds for step in told] == sorted(step.seconds for step in told)
    assert all(step.bound >= float(done.objective) for step in told if step.bound is not None)
    assert all(step.value <= done.objective for step in told if step.value is not None)
    assert done.status is Status.OPTIMAL
    assert stopped.status is Status.CANCELLED
    assert stopped.explanation[-1] == "Calcul arrêté à la demande."


def test_too_short_a_time_is_never_taken_for_a_proof():
    actions = [{"code": f"A{n}", "value": n, "cost": [n % 7 + 1, n % 5]} for n in range(400)]
    lever = {"code": "L", "envelope": 50, "rate": 0.5}

    result = plan(problem(*actions, levers=[lever]), time_limit=0.001)

    assert result.status in (Status.FEASIBLE, Status.OPTIMAL)
    assert result.objective >= 0


def test_gap_of_a_worthless_plan_is_whole():
    assert gap_between(D(0), 34.0) == 1
    assert gap_between(D(0), 0.0) == 0
    assert gap_between(D(-2), -1.0) == 0.5
    assert gap_between(None, 1.0) is None


def test_the_same_problem_has_the_same_plan():
    first, second = (plan(read_problem(draw_problem(11))) for _time in range(2))

    assert first.as_data() == second.as_data()


def test_front_trades_value_against_own_money():
    data = problem(
        {"code": "A", "value": 5, "cost": [100]},
        {"code": "B", "value": 3, "cost": [40]},
        {"code": "C", "value": 1, "cost": [10]},
    )

    points = front(data, points=10)

    assert [(point.own_cents, point.value) for point in points] == [
        (0, 0),
        (1000, 1),
        (5000, 4),
        (11000, 6),
        (15000, 9),
    ]


def test_verifier_sees_every_broken_rule():
    data = problem(
        {"code": "A", "cost": [100], "imposed": True, "needs": ["B"], "earliest": 2022},
        {"code": "B", "cost": [10, 10], "forbidden": True, "excludes": ["A"]},
        {"code": "C", "cost": [50], "after": ["B"], "latest": 2021, "staff": [2], "priority": "P"},
        own=60,
        levers=[
            {"code": "L", "envelope": 30, "rate": 0.3, "ceiling": 20, "actions": ["A"]},
            {"code": "M", "envelope": 9, "rate": 1, "years": [2021], "excludes": ["L"]},
        ],
        share=0.5,
        staff_capacity={"2021": 1, "2022": 1},
        minimums=[{"priority": "P", "amount": 51}],
        own_total=40,
    )
    payments = (
        Payment("A", 2021, "own", 4500),
        Payment("A", 2021, "L", 3500),
        Payment("A", 2021, "M", 1500),
        Payment("C", 2022, "L", 4000),
        Payment("C", 2022, "M", 1000),
        Payment("C", 2022, "X", 0),
    )

    found = broken_rules(data, Portfolio({"A": 2021, "B": 2022, "C": 2022}, payments))

    for words in (
        "B est interdite",
        "B et A s'excluent",
        "A commence trop tôt",
        "C commence trop tard",
        "B ne finit pas",
        "B commence après A",
        "C commence avant la fin de B",
        "un paiement n'est pas positif",
        "A, 2021 : 95.00 € payés pour 100.00 € de coût",
        "X est inconnu",
        "L ne paie pas C",
        "M ne paie pas en 2022",
        "L'enveloppe du levier L",
        "L dépasse son taux pour A",
        "L dépasse son plafond pour A",
        "Les leviers M et L s'excluent pour A",
        "La part du maître d'ouvrage est trop faible pour A",
        "Le total des fonds propres",
        "Les équipes manquent en 2022",
        "Le minimum de P",
    ):
        assert any(words in sentence for sentence in found), words
    assert "A est imposée et n'est pas retenue." in broken_rules(data, Portfolio({}))
    assert broken_rules(data, Portfolio({"Z": 2021})) == ["Actions inconnues : Z."]
    over = Portfolio({"C": 2021}, (Payment("C", 2021, "own", 6100),))
    assert any("budget propre de 2021" in sentence for sentence in broken_rules(data, over))
    assert any("hors des années" in s for s in broken_rules(data, Portfolio({"C": 2030})))
