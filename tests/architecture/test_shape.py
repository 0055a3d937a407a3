"""The shape of the house: known shelves, small files, a roof that names no phase."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from perpignan.phases import PhaseConfig, all_phases

ROOT = Path(__file__).resolve().parents[2]
PHASES = ["benchmark", "diagnostic", "consultation", "actionplan"]
SHELVES = {
    *("__init__", "apps", "enums", "validators", "models", "permissions", "queries"),
    *("operations", "forms", "resources", "serializers", "views", "api", "admin", "urls"),
    *("chapters", "evidence", "public", "values", "tasks", "queue", "seeds", "charts", "wording"),
    "waits",
    *("migrations", "seed", "management", "static", "templatetags"),
}
METHODS = {
    "similarity",
    "ranking",
    "measures",
    "opinion",
    "budget",
    "weighting",
    "counting",
    "text",
    "manipulation",
    "funding_rules",
    "portfolio",
    "schedule",
}
LONGEST = 400


def code_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [
        ROOT / name
        for name in listed.stdout.split()
        if "/migrations/" not in name and not name.startswith("tests/")
    ]


def test_the_four_phases_are_installed_in_the_order_of_the_study() -> None:
    assert [phase.name for phase in all_phases()] == PHASES
    assert all(isinstance(apps.get_app_config(name), PhaseConfig) for name in PHASES)


@pytest.mark.parametrize("phase", PHASES)
def test_phase_has_known_shelves_only(phase: str) -> None:
    found = {path.stem for path in (ROOT / phase).iterdir() if path.name != "__pycache__"}

    assert found - SHELVES - METHODS == set()


def test_no_file_is_longer_than_a_screenful_of_screens() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in code_files()}

    assert {str(path): length for path, length in lengths.items() if length > LONGEST} == {}
    assert len(lengths) > 50


@pytest.mark.parametrize(
    "name", ["perpignan/urls.py", "perpignan/study", "perpignan/reports", "perpignan/governance"]
)
def test_the_floor_and_the_roof_name_no_phase(name: str) -> None:
    path = ROOT / name
    files = [path] if path.suffix else [p for p in code_files() if path in p.parents]

    naming = [
        str(file)
        for file in files
        for phase in PHASES
        if f"from {phase}" in (text := file.read_text(encoding="utf-8"))
        or f"import {phase}" in text
    ]

    assert files
    assert naming == []


def test_what_may_fail_after_a_commit_has_a_name() -> None:
    """Django names a robust function that failed; it cannot name a partial, and raises then."""
    nameless = [
        str(path)
        for path in code_files()
        if re.search(r"on_commit\(partial\(.*robust=True", path.read_text(encoding="utf-8"))
    ]

    assert nameless == []
