import shutil
import tempfile
import time
from pathlib import Path

import psutil
import pytest


@pytest.fixture
def own_folder(monkeypatch):
    """A folder for a whole portal, gone once its Postgres has stopped.

    Not tmp_path: Postgres may run as another user, whom pytest's folders keep out.
    """
    folder = Path(tempfile.mkdtemp(prefix="portail-"))
    monkeypatch.setenv("PORTAL_VAR", str(folder))
    yield folder
    deadline = time.monotonic() + 15
    while _postgres_is_alive(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    shutil.rmtree(folder)


def _postgres_is_alive(folder: Path) -> bool:
    mark = folder / "postgres" / "postmaster.pid"
    return mark.exists() and psutil.pid_exists(int(mark.read_text().split()[0]))
