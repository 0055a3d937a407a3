import io
import json
import subprocess
import sys
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from actionplan.portfolio.problem import OWN
from actionplan.portfolio.reading import read_problem
from actionplan.portfolio.result import Payment, Portfolio
from actionplan.portfolio.verifier import broken_rules
from tests.actionplan.portfolio_draws import draw_problem

ROOT = Path(__file__).resolve().parents[2]


def run(tmp_path, data, *options):
    file = tmp_path / "plan.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    out = io.StringIO()
    call_command("plan_portfolio", str(file), *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("options", [[], ["--exact"], ["--exact", "--time-limit", "5"]])
def test_answer_has_the_agreed_keys_and_keeps_every_rule(tmp_path, options):
    data = draw_problem(2)

    result = json.loads(run(tmp_path, data, "--json", *options))

    assert list(result) == [
        *("status", "objective", "bound", "gap", "chosen", "funding", "explanation")
    ]
    assert result["status"] == "optimal"
    assert result["bound"] >= result["objective"] > 0
    assert 0 <= result["gap"] <= 1e-4
    portfolio = Portfolio(
        {row["code"]: row["start"] for row in result["chosen"]},
        tuple(
            Payment(row["action"], row["year"], row["source"], int(D(str(row["amount"])) * 100))
            for row in result["funding"]
        ),
    )
    assert broken_rules(read_problem(data), portfolio) == []
    assert any(row["source"] == OWN for row in result["funding"])
    assert all(isinstance(sentence, str) for sentence in result["explanation"])


def test_without_json_the_answer_is_told(tmp_path):
    told = run(tmp_path, draw_problem(2))

    assert "Optimal : aucun plan ne vaut plus, à la tolérance près." in told


def test_impossible_plan_is_an_answer(tmp_path):
    data = draw_problem(2)
    data["actions"][0].update(imposed=True, forbidden=True)

    result = json.loads(run(tmp_path, data, "--json"))

    assert (result["status"], result["objective"], result["chosen"]) == ("infeasible", None, [])
    assert any("à la fois imposée et interdite" in text for text in result["explanation"])


@pytest.mark.parametrize(
    ("data", "options", "text"),
    [
        ("{", [], "Ce fichier n'est pas du JSON"),
        ({"years": [2021]}, [], "il manque « actions »"),
        (draw_problem(2), ["--time-limit", "0"], "La durée limite"),
        (draw_problem(2), ["--time-limit", "nan"], "La durée limite"),
    ],
)
def test_bad_input_is_told_in_french(tmp_path, data, options, text):
    with pytest.raises(CommandError, match=text):
        run(tmp_path, data, "--json", *options)


def test_missing_file_is_told():
    with pytest.raises(CommandError, match="Fichier illisible"):
        call_command("plan_portfolio", "nowhere.json")


def test_shell_sees_one_json_object_whatever_the_file_says(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(draw_problem(2)), encoding="utf-8")
    bad.write_text('{"years": [], "own_budget": {}, "actions": []}', encoding="utf-8")

    def shell(file):
        command = [sys.executable, "manage.py", "plan_portfolio", str(file), "--json"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    answered, refused = shell(good), shell(bad)

    assert (answered.returncode, answered.stderr) == (0, "")
    assert json.loads(answered.stdout)["status"] == "optimal"
    assert (refused.returncode, json.loads(refused.stdout)["status"]) == (1, "invalid")
    assert json.loads(refused.stdout)["explanation"] == [
        "Le plan, years : au moins une année est attendue."
    ]
    assert refused.stderr.strip() == (
        "CommandError: Le plan, years : au moins une année est attendue."
    )
