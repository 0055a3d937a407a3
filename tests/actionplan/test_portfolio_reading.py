"""What a file may say, and the sentence for each mistake in it."""

import copy
import json
from decimal import Decimal as D

import pytest

from actionplan.portfolio.problem import PortfolioError
from actionplan.portfolio.reading import read_json, read_problem

DATA = {
    "years": [2021, 2022],
    "own_budget": {"2021": 100, "2022": 50.555},
    "actions": [
        {"code": "A", "value": 3, "cost": [10.005, 20], "needs": ["B"]},
        {"code": "B", "value": 2, "cost": [5], "earliest": 2022},
    ],
    "levers": [
        {
            "code": "L",
            "envelope": 40,
            "rate": 0.5,
            "ceiling": 9.999,
            "actions": ["A"],
            "years": [2021],
        }
    ],
    "minimum_owner_share": 0.2,
}


def changed(path: str, value: object) -> dict:
    data = copy.deepcopy(DATA)
    *parents, last = path.split(".")
    place = data
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    place[int(last) if isinstance(place, list) else last] = value
    return data


def test_limits_are_rounded_down_and_costs_to_the_cent():
    problem = read_json(json.dumps(DATA))

    assert problem.own_budget == (10000, 5055)
    assert problem.levers[0].ceiling == 999
    assert problem.by_code["A"].cost == (1001, 2000)
    assert problem.warnings == ("Les coûts de A sont arrondis au centime.",)
    assert problem.levers[0].most_for(problem.by_code["A"]) == 999
    assert problem.starts(problem.by_code["B"]) == [1]


def test_levers_and_owner_share_may_be_left_out():
    data = {name: DATA[name] for name in ("years", "own_budget", "actions")}

    problem = read_problem(data)

    assert (problem.levers, problem.owner_share) == ((), 0)
    assert "Aucune participation minimale du maître d'ouvrage n'est donnée : 0 %." in (
        problem.warnings
    )


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("years", None, "Le plan : il manque « years »."),
        ("years", [], "Le plan, years : au moins une année est attendue."),
        ("years", [2021, 2023], "Le plan, years : les années doivent se suivre."),
        ("years", ["21"], "Le plan, years : une année est attendue."),
        ("own_budget", {"2021": 1}, "Le plan, own_budget : il manque « 2022 »."),
        ("own_budget", [1, 2], "Le plan, own_budget : un objet JSON est attendu."),
        ("own_budget.2021", -1, "Le plan, own_budget, 2021 : un montant négatif est refusé (-1)."),
        ("actions", {}, "Le plan, actions : une liste est attendue."),
        ("actions.0", 3, "Action n° 1 : un objet JSON est attendu."),
        ("actions.0.code", "", "Action n° 1, code : un texte non vide est attendu."),
        ("actions.0.value", None, "Action A : il manque « value »."),
        ("actions.0.value", float("nan"), "Action A, value : un nombre fini est attendu."),
        ("actions.0.value", True, "Action A, value : un nombre fini est attendu."),
        ("actions.0.cost", None, "Action A : il manque « cost »."),
        ("actions.0.cost", [-1], "Action A, cost : un montant négatif est refusé (-1)."),
        (
            "actions.0.cost",
            [10**12],
            "Action A, cost : 1000000000000 est trop grand (moins de 10^12).",
        ),
        ("actions.0.cost", ["10"], "Action A, cost : un nombre fini est attendu."),
        ("actions.0.needs", ["Z"], "Action A, needs : le code « Z » est inconnu."),
        ("actions.0.needs", [1], "Action A, needs : une liste de codes est attendue."),
        ("actions.0.excludes", ["A"], "L'action A s'exclut elle-même."),
        ("actions.0.imposed", "oui", "Action A, imposed : vrai ou faux est attendu."),
        ("actions.0.earliest", 20, "Action A, earliest : une année est attendue."),
        ("actions.0.staff", [-1], "Action A, staff : un nombre négatif est refusé."),
        ("actions.0.zone", 3, "Action A, zone : un texte est attendu."),
        ("actions.1.code", "A", "Le code d'action « A » sert deux fois."),
        ("levers.0.rate", 20, "Levier L, rate : un taux va de 0 à 1 (0.2 pour 20 %)."),
        ("levers.0.rate", None, "Levier L : il manque « rate »."),
        ("levers.0.envelope", None, "Levier L : il manque « envelope »."),
        ("levers.0.actions", ["Z"], "Levier L, actions : le code « Z » est inconnu."),
        ("levers.0.code", "own", "Aucun levier ne peut s'appeler « own »."),
        ("levers.0.excludes", ["Z"], "Levier L, excludes : le code « Z » est inconnu."),
        (
            "minimum_owner_share",
            1.2,
            "Le plan, minimum_owner_share : un taux va de 0 à 1 (0.2 pour 20 %).",
        ),
        (
            "synergies",
            [{"actions": ["A"], "bonus": 1}],
            "Synergie n° 1 : deux actions sont attendues.",
        ),
        ("minimums", [{"priority": "P1"}], "Minimum n° 1 : il manque « amount »."),
        ("staff_capacity", {"2021": 1}, "Le plan, staff_capacity : il manque « 2022 »."),
    ],
)
def test_each_mistake_has_its_sentence(path, value, text):
    with pytest.raises(PortfolioError) as caught:
        read_problem(changed(path, value))

    assert str(caught.value) == text


@pytest.mark.parametrize("text", ["", "{", "[1,", "null", "3", '{"years": 1e999}'])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(PortfolioError):
        read_json(text)


def test_deep_nesting_is_refused():
    with pytest.raises(PortfolioError):
        read_json("[" * 100_000)


def test_years_may_be_text_and_json_errors_say_where():
    assert read_problem(changed("years", ["2021", "2022"])).years == (2021, 2022)
    with pytest.raises(PortfolioError, match="erreur à la ligne 2, colonne 1"):
        read_json('{"years":\n}')


def test_long_chain_of_needs_is_followed():
    actions = [{"code": "A0", "value": 1, "cost": [1]}] + [
        {"code": f"A{place}", "value": 1, "cost": [1], "needs": [f"A{place - 1}"]}
        for place in range(1, 3000)
    ]

    problem = read_problem({**DATA, "actions": actions, "levers": []})

    assert len(problem.actions) == 3000
    assert not any("circulaire" in warning for warning in problem.warnings)


def test_money_out_of_the_years_is_told():
    problem = read_problem(changed("own_budget.2030", 5))

    assert "Fonds propres hors des années du plan, ignorés : 2030." in problem.warnings
    assert problem.own_budget == (10000, 5055)


def test_decimals_stay_decimals():
    problem = read_json(json.dumps(changed("actions.0.value", 0.1)))

    assert problem.by_code["A"].value == D("0.1")
