"""What `make run` does before any package is there."""

import os
import shutil
import subprocess

import pytest

from perpignan.embedded import paths

TOOLS = ("sh", "cat", "cksum", "tr", "rm")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "requirements.lock").touch()
    return tmp_path


def install(project, **environment):
    return subprocess.run(
        [shutil.which("sh"), str(paths.ROOT / "deploy" / "venv.sh"), "requirements.lock"],
        cwd=project,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def path_with_python(project, script: str) -> str:
    folder = project / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    (folder / "python3").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "python3").chmod(0o755)
    return str(folder)


def test_an_old_python_gets_one_sentence(project):
    script = '[ "$1" = --version ] && echo "Python 3.10.4" || exit 1'

    done = install(project, PATH=path_with_python(project, script))

    assert done.returncode == 1
    assert done.stderr == "Il faut Python 3.11 ou plus récent (trouvé : Python 3.10.4).\n"
    assert not (project / ".venv").exists()


def test_a_python_without_venv_gets_one_sentence(project):
    script = 'case "$2" in *ensurepip*) exit 1;; esac'

    done = install(project, PATH=path_with_python(project, script))

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "installez le paquet python3-venv" in done.stderr


@pytest.mark.slow
def test_an_installation_cut_short_is_made_again(project):
    assert install(project).returncode == 0
    half_made = project / ".venv" / "half-made"
    half_made.touch()

    assert install(project).stdout == ""
    assert half_made.exists()

    (project / ".venv" / ".installing").touch()
    assert "Installation" in install(project).stdout
    assert not half_made.exists()
    assert len(list((project / ".venv").glob(".installed-*"))) == 1
