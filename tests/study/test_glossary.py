"""The glossary: whole in each language, and found by search."""

import pytest
from django.test import Client

from perpignan.study.glossary import terms

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "name"), [("", "Fracture numérique"), ("/ca", "Fractura"), ("/en", "Digital divide")]
)
def test_glossary_has_an_anchor_for_each_word(client: Client, prefix: str, name: str) -> None:
    page = client.get(f"{prefix}/glossaire/").content.decode()

    assert name in page
    assert all(f'id="{term.code}"' in page for term in terms())
    assert len(page.encode()) < 60_000


def test_words_near_another_are_words_of_the_glossary() -> None:
    codes = [term.code for term in terms()]

    assert len(codes) == len(set(codes))
    assert {near for term in terms() for near in term.see} <= set(codes)


@pytest.mark.parametrize("asked", ["copil", "PILOTAGE", "steering", "comité pilotage"])
def test_search_finds_a_word_of_the_glossary(client: Client, asked: str) -> None:
    groups = client.get("/recherche/", {"q": asked}).context["groups"]

    assert [hit.told.title for g in groups for hit in g.found.hits] == [
        "Comité de pilotage (COPIL)"
    ]
