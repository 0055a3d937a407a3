"""Programs that some tests drive: skipped without them on a desk, never in CI."""

import os
import shutil

import pytest


def need(program: str, package: str) -> str:
    """Return the path of a program; without it, skip the test with the reason, or fail in CI."""
    path = shutil.which(program)
    if path is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"{program} is absent: install {package}.")
    return path
