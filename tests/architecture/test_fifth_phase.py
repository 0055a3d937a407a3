"""A phase joins by one folder and one settings line."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.live_worker import test_database_url

ROOT = Path(__file__).resolve().parents[2]


@cache
def shown_with_the_toy_phase(database_url: str) -> dict[str, object]:
    """Ask a portal that has the toy phase, in a process of its own, where it shows."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.architecture.toy_settings",
        "LOG_LEVEL": "ERROR",
        "REQUEST_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.architecture.toy_report"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


@pytest.fixture
def toy(db: None) -> dict[str, object]:
    return shown_with_the_toy_phase(test_database_url())


def test_fifth_phase_is_in_the_menu_after_the_four(toy: dict[str, object]) -> None:
    assert toy["menu"][-1] == "Jouet"
    assert len(toy["menu"]) == 5


def test_fifth_phase_has_its_pages_in_every_language(toy: dict[str, object]) -> None:
    assert (toy["page"], toy["catalan_page"]) == ("jouet", "jouet")
    assert toy["page_of"] == "/jouet/"


def test_fifth_phase_invites_from_the_home_page(toy: dict[str, object]) -> None:
    assert toy["invited"] is True


def test_fifth_phase_is_in_the_api_and_the_sitemap(toy: dict[str, object]) -> None:
    assert str(toy["api"]).endswith("/api/v1/toys/")
    assert toy["toys"] == ["jouet"]
    assert toy["sitemap"] is True


def test_fifth_phase_has_its_chapter_and_its_evidence(toy: dict[str, object]) -> None:
    assert toy["chapters"][-1] == "toyphase"
    assert "Un jouet" in toy["evidence"]


def test_fifth_phase_offers_its_values_of_actions(toy: dict[str, object]) -> None:
    assert toy["values"] == "Un jouet qui vaut"
