"""Which tests share a worker of xdist, and which begin.

Tests of a file share its fixtures, and all browser tests share one portal: starting it is
the cost. `--dist loadgroup` would say the same, but pytest-xdist 3.8 writes the name of a
group where pytest 9.2 no longer reads it, and each test goes alone.
"""

from xdist.scheduler import LoadScopeScheduling

#: The longest of all begin, so that no worker waits for them at the end.
FIRST = ("tests/browser", "tests/embedded", "tests/test_doors.py")


def place(nodeid: str) -> str:
    """Name what a test shares its worker with: the browser tests, or its file."""
    path = nodeid.split("::", 1)[0]
    return "tests/browser" if path.startswith("tests/browser/") else path


def turn(nodeid: str) -> int:
    """Say how early a test runs: 0 first."""
    path = nodeid.split("::", 1)[0]
    return next((rank for rank, start in enumerate(FIRST) if path.startswith(start)), len(FIRST))


class SharedPortals(LoadScopeScheduling):
    """Send what shares a fixture to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return place(nodeid)
