import io
import json

import pytest
from django.core.management import CommandError, call_command

from consultation.budget.pabulib import write_election
from tests.consultation.budget.oracle import vote


def run(path, text, *options):
    path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("count_ballots", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("rule", "winners"),
    [
        ("greedy", ["p0", "p1"]),
        ("greedy_no_skip", ["p0", "p1"]),
        ("equal_shares", ["p0", "p2"]),
        ("phragmen", ["p0", "p2"]),
    ],
)
def test_the_command_counts_by_a_rule(tmp_path, rule, winners):
    text = write_election(vote([40, 60, 40], [{0, 1}] * 6 + [{2}] * 4, 100))

    result = json.loads(run(tmp_path / "v.pb", text, "--rule", rule, "--json"))

    assert set(result) >= {"rule", "winners", "spent", "left", "ties"}
    assert (result["rule"], result["winners"]) == (rule, winners)
    assert result["spent"] + result["left"] == 100


def test_the_command_tells_winners_in_french(tmp_path):
    told = run(tmp_path / "v.pb", write_election(vote([60], [{0}], 100)))

    assert "Dépensé : 60 ; reste : 40" in told


def test_what_cannot_be_counted_is_told_in_french(tmp_path):
    text = write_election(vote([60], [{0}], 100)).replace("p0;60", "p0;beaucoup")

    with pytest.raises(CommandError, match=r"colonne « cost » : « beaucoup » n'est pas un nombre"):
        run(tmp_path / "v.pb", text)
    with pytest.raises(CommandError, match="Fichier illisible"):
        call_command("count_ballots", str(tmp_path / "absent.pb"))
