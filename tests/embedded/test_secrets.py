import stat
import subprocess
import sys

import pytest

from perpignan.embedded import paths, secrets


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    return tmp_path


def test_the_key_is_kept_and_read_by_its_owner_only(folder):
    key = secrets.secret_key()

    assert secrets.secret_key() == key
    assert len(key) > 50
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_an_empty_key_left_by_a_full_disk_is_made_again(folder):
    (folder / "secret_key").touch()

    assert len(secrets.secret_key()) > 50


def test_processes_that_start_together_agree_on_the_key(folder):
    program = "from perpignan.embedded import secrets; print(secrets.secret_key())"
    command = [sys.executable, "-c", program]

    processes = [
        subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    keys = {process.communicate()[0].strip() for process in processes}

    assert keys == {(folder / "secret_key").read_text()}


def test_a_private_file_replaces_the_old_one_whole(folder):
    path = folder / "accounts.txt"
    path.write_text("old")

    paths.write_private(path, "new")

    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
