"""Where the shared real data lies: beside the project, or where SHARED_DATA says."""

import os
from pathlib import Path

import pytest

FOLDER = Path(
    os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
)


def shared_file(name: str) -> Path:
    """Return a file of the shared data, or skip the test with the reason."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the shared data is absent: {name}")
    return path
