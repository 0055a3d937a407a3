import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from perpignan.reports.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("build_report", *arguments, stdout=out)
    return out.getvalue()


def test_list_names_the_kinds_one_a_line():
    assert run("--list").splitlines() == list(KINDS)


@pytest.mark.slow
def test_list_needs_no_database(tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "PORTAL_VAR": str(tmp_path),
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "build_report", "--list"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout.split()) == (0, list(KINDS))


@pytest.mark.django_db
def test_the_command_makes_the_file_without_queue(chapter, tmp_path):
    chapter("un")
    output = tmp_path / "rapport.pdf"

    said = run("progress", "--format", "pdf", "--output", str(output))

    assert output.read_bytes().startswith(b"%PDF-")
    assert said.splitlines() == ["1/1 Chapitre un", f"{output} est prêt."]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing", "--output", "x.pdf"], "Rapport inconnu : nothing. Choisissez parmi"),
        (["--output", "x.pdf"], "Rapport inconnu : (aucun)"),
        (["progress", "--format", "epub", "--output", "x"], "Format inconnu : epub. Choisissez"),
        (["progress"], "Donnez le fichier à écrire"),
        (["progress", "--output", "/no/such/folder/x.pdf"], "Le dossier /no/such/folder"),
        (["progress", "--output", "/"], "/ est un dossier"),
        (["progress", "--output", "x.pdf", "--language", "ca"], "Langue inconnue : ca."),
        (["progress", "--output", "x.pdf", "--day", "hier"], "Date illisible : hier"),
    ],
)
def test_what_cannot_be_done_is_said_before_the_work(arguments, message):
    with pytest.raises(CommandError) as error:
        run(*arguments)

    assert str(error.value).startswith(message)
    assert error.value.returncode == 1


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_is_named(chapter, tmp_path):
    chapter("un")
    output = tmp_path / ("x" * 300)

    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        run("progress", "--output", str(output))
