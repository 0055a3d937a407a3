"""Which tests share a worker of xdist, and which begin.

Tests of a file share its fixtures, and all browser tests share one portal: starting it is
the cost. `--dist loadgroup` would say the same, but pytest-xdist 3.8 writes the name of a
group where pytest 9.2 no longer reads it, and each test goes alone.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from xdist.scheduler import LoadScopeScheduling

#: The longest of all begin, so that no worker waits for them at the end. None of them empties
#: the test database: tests that do come after all the others, as pytest-django orders them.
FIRST = (
    "tests/browser/",
    "tests/test_doors.py",
    "tests/embedded/test_whole_portal.py",
    "tests/embedded/test_crash.py",
)

#: Long tests that share nothing with their neighbours: each goes to the worker that is free.
ALONE = ("tests/test_doors.py",)


def place(nodeid: str) -> str:
    """Name what a test shares its worker with: the browser tests, or its file."""
    path = nodeid.split("::", 1)[0]
    if path in ALONE:
        return nodeid
    return "tests/browser" if path.startswith("tests/browser/") else path


def turn(nodeid: str) -> int:
    """Say how early a test runs: 0 first."""
    return next((rank for rank, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


def scopes(nodeids: Sequence[str]) -> dict[str, str]:
    """Give each test the scope it is sent with, from the order in which they must run.

    The tests of a file that stand together make a scope; those that stand further, after the
    tests of other files, make another one: they empty the database, and run when others are done.
    """
    found: dict[str, str] = {}
    runs: Counter[str] = Counter()
    for where, together in groupby(nodeids, key=place):
        runs[where] += 1
        found |= dict.fromkeys(together, f"{where}#{runs[where]}")
    return found


class SharedPortals(LoadScopeScheduling):
    """Send what shares a fixture to one worker."""

    known: dict[str, str] | None = None

    def _split_scope(self, nodeid: str) -> str:
        if self.known is None:
            self.known = scopes(self.collection)
        return self.known[nodeid]
