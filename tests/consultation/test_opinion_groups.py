import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.consultation.opinion.camps import camps


def written(path, votes):
    rows = [
        f"{votes.people[p]},{votes.statements[s]},{v}"
        for p, s, v in zip(votes.person, votes.statement, votes.value, strict=True)
    ]
    path.write_text("\n".join(["participant,statement,vote", *rows]), encoding="utf-8")
    return str(path)


def run(*options):
    out = io.StringIO()
    call_command("opinion_groups", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_writes_the_groups_as_json(tmp_path):
    votes, camp = camps([30, 20], missing=0.0)

    result = json.loads(run(written(tmp_path / "v.csv", votes), "--json", "--replicates", "3"))

    assert set(result) >= {"participants", "statements", "votes", "k", "assignments", "groups"}
    assert (result["participants"], result["statements"], result["k"]) == (50, 12, 2)
    assert result["assignments"] == {f"p{n}": int(c) for n, c in enumerate(camp)}
    assert [(group["id"], group["size"]) for group in result["groups"]] == [(0, 30), (1, 20)]
    assert result["groups"][0]["representative"][0]["for"] == "agree"
    assert 0.9 < result["stability"] <= 1


def test_the_command_tells_the_groups_in_french(tmp_path):
    votes, _camp = camps([30, 20], missing=0.0)

    told = run(written(tmp_path / "v.csv", votes), "--replicates", "0")

    assert "50 personnes, 12 propositions" in told
    assert "Groupe 0 : 30 personnes" in told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("participant,statement,vote\na,b,3\n", "ligne 2 : le vote est 1, 0 ou -1, pas « 3 »"),
        ("participant,statement,vote\na,b,1\na,b\n", "ligne 3 : 2 cellules au lieu de 3"),
        ("participant,vote\na,1\n", "Il manque à v.csv : statement"),
        ("", "est vide"),
    ],
)
def test_what_cannot_be_read_is_told_in_french(tmp_path, text, message):
    file = tmp_path / "v.csv"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=message):
        run(str(file), "--json")


def test_a_negative_seed_is_refused(tmp_path):
    votes, _camp = camps([5])

    with pytest.raises(CommandError, match="graine"):
        run(written(tmp_path / "v.csv", votes), "--seed", "-1")
