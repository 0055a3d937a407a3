"""On real texts, of which nothing is shown but numbers."""

import csv
import gzip

import pytest

from consultation.text.duplicates import find_copies
from consultation.text.language import detect
from consultation.text.themes import find_themes
from tests.shared_data import shared_file

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def arguments():
    path = shared_file("consult-republique-numerique/arguments.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return [row["body"] for row in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def proposals():
    path = shared_file("consult-decidim-lille/propositions-libres.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return [f"{row['title']}. {row['body']}" for row in rows]


def test_proposals_of_lille_have_the_themes_that_analysts_found(proposals):
    themes = find_themes(proposals, count=12)

    told = [set(theme.words) for theme in themes.themes]
    assert len(proposals) == 196
    assert len(themes.unclear) < 20
    for word in ("impôt", "transport", "élu", "service"):
        assert any(word in words for words in told), word


@pytest.mark.slow
def test_arguments_find_their_subjects_and_their_copies(arguments):
    themes = find_themes(arguments, count=12)
    copies = find_copies(arguments)

    told = {word for theme in themes.themes for word in theme.words[:3]}
    assert {"donnée", "libre", "droit", "vote"} <= told
    assert max(theme.size for theme in themes.themes) < len(arguments) / 2
    assert len(themes.unclear) < len(arguments) / 20
    assert 50 < len(copies) < 120


def test_texts_are_told_to_be_french(arguments, proposals):
    sample = [*arguments[::20], *proposals]

    french = sum(detect(text) == "fr" for text in sample)

    assert french / len(sample) > 0.97
