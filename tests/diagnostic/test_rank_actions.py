import io
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

DATA = {
    "criteria": [
        {"code": "gain", "direction": "max", "weight": 3, "q": 0, "p": 3},
        {"code": "cost", "direction": "min", "weight": 1},
    ],
    "actions": [
        {"code": "A1", "scores": {"gain": 4, "cost": 10}},
        {"code": "A2", "scores": {"gain": [1, 3], "cost": 5}},
        {"code": "A3", "scores": {"gain": None, "cost": 3}},
    ],
}


def scored(score, criterion="gain"):
    return {**DATA, "actions": [{"code": "A1", "scores": {criterion: score}}]}


def run(tmp_path, data, *options):
    file = tmp_path / "problem.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    out = io.StringIO()
    call_command("rank_actions", str(file), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("method", ["weighted_sum", "topsis", "promethee2"])
def test_methods_give_a_ranking(tmp_path, method):
    result = run(tmp_path, DATA, "--method", method)

    assert result["method"] == method
    assert [row["rank"] for row in result["ranking"]] == [1, 2, 3]
    assert {row["code"] for row in result["ranking"]} == {"A1", "A2", "A3"}


def test_weighted_sum_takes_the_middle_of_intervals(tmp_path):
    result = run(tmp_path, DATA)

    # Gain spans 1..4 over all bounds; A3's missing score is its middle, 2.5.
    scores = {row["code"]: row["score"] for row in result["ranking"]}
    assert scores["A1"] == pytest.approx(3 / 4)
    assert scores["A2"] == pytest.approx(3 / 4 / 3 + 1 / 4 * 5 / 7)
    assert scores["A3"] == pytest.approx(3 / 4 / 2 + 1 / 4)


def test_smaa_gives_its_shares_and_repeats_with_its_seed(tmp_path):
    options = ("--method", "smaa", "--draws", "2000", "--seed", "5")

    result, again = run(tmp_path, DATA, *options), run(tmp_path, DATA, *options)

    assert result == again
    assert set(result["rank_acceptability"]) == {"A1", "A2", "A3"}
    assert all(sum(row) == pytest.approx(1) for row in result["rank_acceptability"].values())
    assert result["pairwise"]["A1"]["A1"] == 0
    assert sum(result["central_weights"]["A1"].values()) == pytest.approx(1)


def test_concentration_centres_the_weights(tmp_path):
    centred = run(tmp_path, DATA, "--method", "smaa", "--concentration", "500")

    means = centred["central_weights"]["A1"]
    assert means["gain"] == pytest.approx(3 / 4, abs=0.05)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("not json", "n'est pas du JSON : ligne 1, colonne 1"),
        ("[" * 100_000, "n'est pas du JSON"),
        ("9" * 5000, "n'est pas du JSON que l'on puisse lire"),
        ('{"criteria": [], "criteria": []}', "« criteria » est donné deux fois"),
        ("[1]", "forme attendue"),
        ({"criteria": DATA["criteria"]}, "« actions »"),
        ({**DATA, "criteria": []}, "Aucun critère"),
        ({**DATA, "actions": []}, "Aucune action"),
        ({**DATA, "actions": DATA["actions"] * 2}, "figure deux fois"),
        ({**DATA, "criteria": [{"code": "gain", "direction": "up"}]}, "« max » ou « min »"),
        ({**DATA, "criteria": [{"code": "gain", "weight": "beaucoup"}]}, "criteria.gain.weight"),
        (
            {**DATA, "criteria": [{"code": "gain", "weight": 0}, {"code": "cost", "weight": 0}]},
            "Tous les poids sont nuls",
        ),
        ({**DATA, "criteria": DATA["criteria"] * 2}, "Deux critères portent le même code"),
        ({**DATA, "criteria": [{"code": "gain", "weight": -1}]}, "positifs ou nuls"),
        ({**DATA, "criteria": [{"code": "gain", "weight": math.nan}]}, "criteria.gain.weight"),
        (
            {**DATA, "criteria": [{"code": "gain", "q": 2, "p": 1}]},
            "les seuils vérifient 0 ≤ q ≤ p",
        ),
        ({**DATA, "criteria": [{"code": "gain", "q": -1}]}, "les seuils vérifient 0 ≤ q ≤ p"),
        ({**DATA, "criteria": [{"code": 1}]}, "criteria.code"),
        ({**DATA, "criteria": [{"code": "\ud800"}]}, "criteria.code"),
        ({**DATA, "actions": [{"code": "A1", "scores": []}]}, "actions.A1.scores"),
        (scored("haut"), "critère « gain »"),
        (scored([3, 1]), "critère « gain »"),
        (scored([1, 2, 3]), "critère « gain »"),
        (scored([1, None]), "critère « gain »"),
        (scored(math.nan), "critère « gain »"),
        (scored(math.inf), "critère « gain »"),
        (scored(True), "critère « gain »"),
        (scored(1, "beauté"), "le critère « beauté » n'est pas défini"),
        ({**DATA, "actions": [{"code": "A1", "scores": {"gain": None}}]}, "aucune action n'a"),
    ],
)
def test_bad_input_is_told_in_french(tmp_path, change, message):
    with pytest.raises(CommandError, match=message):
        run(tmp_path, change)


@pytest.mark.parametrize("name", ["absent.json", "."])
def test_missing_file_is_told(tmp_path, name):
    with pytest.raises(CommandError, match="Fichier introuvable ou illisible"):
        call_command("rank_actions", str(tmp_path / name))


def test_a_file_of_another_encoding_is_told(tmp_path):
    file = tmp_path / "latin.json"
    file.write_bytes('{"criteria": "é"}'.encode("latin-1"))

    with pytest.raises(CommandError, match="pas écrit en UTF-8"):
        call_command("rank_actions", str(file))


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--draws", "0", "au moins un tirage"),
        ("--draws", "-5", "au moins un tirage"),
        ("--draws", "9000000000", "trop de tirages"),
        ("--seed", "-1", "La graine est un entier"),
        ("--concentration", "nan", "concentration"),
        ("--concentration", "0", "concentration"),
    ],
)
def test_absurd_options_are_refused(tmp_path, option, value, message):
    with pytest.raises(CommandError, match=message):
        run(tmp_path, DATA, "--method", "smaa", option, value)


def test_a_refusal_is_one_sentence_and_an_exit_code():
    command = [sys.executable, "manage.py", "rank_actions", "-", "--json"]

    done = subprocess.run(
        command, input=b"\xff", capture_output=True, cwd=Path(__file__).parents[2], check=False
    )

    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "CommandError: Ce fichier n'est pas écrit en UTF-8."
    ]


def test_plain_output_lists_ranks(tmp_path, capsys):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(DATA), encoding="utf-8")

    call_command("rank_actions", str(file))

    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["1", "A1"]
