import stat

import psycopg
import pytest

from perpignan.embedded import backup, database

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def without_outer_database(monkeypatch):
    monkeypatch.delenv("DATABASE_URL")


def run(statement: str) -> list[tuple]:
    with database.running() as url, psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_what_was_saved_comes_back(own_folder, capsys):
    run("CREATE TABLE letter AS SELECT 'Œuvre' AS title")

    assert backup.main(["save"]) == 0

    file = own_folder / "backups" / capsys.readouterr().out.strip().rpartition("/")[2]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    run("UPDATE letter SET title = 'lost'")
    assert backup.main(["restore", str(file)]) == 0
    assert run("SELECT title FROM letter") == [("Œuvre",)]


def test_a_broken_backup_changes_nothing(own_folder):
    run("CREATE TABLE letter AS SELECT 'Œuvre' AS title")
    (own_folder / "broken.dump").write_bytes(b"PGDMP nothing else")

    assert backup.main(["restore", str(own_folder / "broken.dump")]) == 1

    assert run("SELECT title FROM letter") == [("Œuvre",)]


@pytest.mark.parametrize("arguments", [[], ["restore"], ["erase", "x"]])
def test_a_wrong_call_gets_the_usage(arguments, capsys):
    assert backup.main(arguments) == 2
    assert "restore FICHIER" in capsys.readouterr().err
