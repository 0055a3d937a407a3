import os
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from perpignan.embedded import checks, dotenv, paths
from perpignan.embedded.checks import Refused


@pytest.fixture
def taken_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(taken_port):
    with pytest.raises(Refused) as refusal:
        checks.check_port("127.0.0.1", taken_port, patience=0)

    assert f"Le port {taken_port} n'est pas disponible" in str(refusal.value)
    assert f"PORT={taken_port + 1} make run" in str(refusal.value)


def test_a_free_port_is_accepted(taken_port):
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]

    assert checks.check_port("127.0.0.1", free, patience=0) is None


@pytest.mark.parametrize("value", ["0", "65536", "eighty", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(value):
    with pytest.raises(Refused, match=f"pas « {value} »"):
        checks.read_port(value)


def test_an_old_python_is_refused():
    with pytest.raises(Refused, match=r"3\.11 ou plus récent ; celui-ci est 3\.10\.4"):
        checks.check_python((3, 10, 4))


def test_a_full_disk_is_refused(tmp_path):
    with pytest.raises(Refused, match="Mo sur le disque"):
        checks.check_folder(tmp_path, needed=10**12)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Refused, match="n'est pas utilisable"):
        checks.check_folder(tmp_path / "file" / "var")


def test_a_second_supervisor_in_the_same_folder_is_refused(tmp_path):
    with (
        checks.claim(tmp_path, 8000),
        pytest.raises(Refused, match=rf"tourne déjà.*port 8000, processus {os.getpid()}"),
    ):
        checks.claim(tmp_path, 8001)

    checks.claim(tmp_path, 8001).close()


def test_the_supervisor_answers_one_sentence_and_fails(taken_port, tmp_path):
    environment = os.environ | {"PORT": str(taken_port), "PORTAL_VAR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "perpignan.embedded"],
        cwd=paths.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert str(taken_port) in done.stderr


def test_dotenv_fills_what_is_not_set(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "environ", {"KEPT": "mine"})
    file = tmp_path / ".env"
    file.write_text("# comment\n\nKEPT=theirs\nexport A = 1 # one\nB='x # y'\nC=\n")

    dotenv.load(file)

    assert os.environ == {"KEPT": "mine", "A": "1", "B": "x # y", "C": ""}


def test_dotenv_names_the_bad_line(tmp_path):
    (tmp_path / ".env").write_text("A=1\nnot a setting\n")

    with pytest.raises(Refused, match=r"\.env, ligne 2"):
        dotenv.load(tmp_path / ".env")
