import os
import stat
import subprocess
import sys

import psycopg
import pytest

from perpignan.embedded import database, paths
from perpignan.embedded.server import Server
from perpignan.embedded.system import CannotStart

pytestmark = pytest.mark.slow


def ask(url: str, question: str):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


def test_case_is_folded_under_any_locale_of_the_machine(own_folder, monkeypatch):
    monkeypatch.setenv("LANG", "C")

    with database.running() as url:
        words = ask(url, "SELECT lower('ÉCOLE'), 'Œuvre' ILIKE 'œUVRE', current_database()")
        encoding = ask(url.replace("/perpignan?", "/template1?"), "SHOW server_encoding")

    assert words == ("école", True, "perpignan")
    assert encoding == ("UTF8",)


def test_nobody_else_reaches_the_server(own_folder):
    with database.running() as url:
        addresses = ask(url, "SHOW listen_addresses")
        folder = stat.S_IMODE(database.server().socket_folder.stat().st_mode)

    assert addresses == ("",)
    assert folder == 0o700
    assert not database.server().is_running()


def test_a_mark_left_by_kill_9_does_not_stop_the_next_start(own_folder):
    with database.running():
        mark = (own_folder / "postgres" / "postmaster.pid").read_text()
    # After a restart of the machine the number may belong to any program: this one.
    stale = mark.replace(mark.split()[0], str(os.getpid()), 1)
    (own_folder / "postgres" / "postmaster.pid").write_text(stale)

    with database.running() as url:
        assert ask(url, "SELECT 1") == (1,)


def test_the_command_that_started_the_server_waits_for_those_that_borrow_it(own_folder):
    program = (
        "import sys, time, psycopg\n"
        "from perpignan.embedded import database\n"
        "with database.running() as url:\n"
        "    print('in', flush=True)\n"
        "    time.sleep(1)\n"
        "    print(psycopg.connect(url).execute('SELECT 42').fetchone()[0])\n"
    )

    with database.running():
        borrower = subprocess.Popen(
            [sys.executable, "-c", program], cwd=paths.ROOT, stdout=subprocess.PIPE, text=True
        )
        assert borrower.stdout.readline() == "in\n"

    assert borrower.communicate()[0] == "42\n"
    assert not database.server().is_running()


def test_files_of_somebody_else_are_not_overwritten(own_folder):
    data = own_folder / "postgres"
    data.mkdir()
    (data / "letter.txt").write_text("mine")

    with pytest.raises(CannotStart, match="n'est pas vide"):
        Server(data, own_folder / "log" / "postgres.log").start()

    assert (data / "letter.txt").read_text() == "mine"
