"""Tests that share a fixture share a worker; tests that empty the database come last."""

from tests.scheduling import scopes, turn


def test_files_go_whole_and_browser_tests_together() -> None:
    order = [
        "tests/browser/test_a.py::test_one",
        "tests/browser/test_b.py::test_two",
        "tests/x/test_c.py::test_three[@é]",
        "tests/x/test_c.py::test_four",
        "tests/x/test_d.py::test_five",
        "tests/x/test_c.py::test_that_empties_the_database",
    ]

    assert list(scopes(order).values()) == [
        *("tests/browser#1", "tests/browser#1", "tests/x/test_c.py#1", "tests/x/test_c.py#1"),
        *("tests/x/test_d.py#1", "tests/x/test_c.py#2"),
    ]


def test_long_tests_that_share_nothing_go_alone() -> None:
    order = ["tests/test_doors.py::test_one[a]", "tests/test_doors.py::test_one[b]"]

    assert len(set(scopes(order).values())) == 2


def test_the_longest_begin() -> None:
    names = ["tests/a/test_a.py::t", "tests/test_doors.py::t", "tests/browser/test_z.py::t"]

    assert sorted(names, key=turn) == names[::-1]
