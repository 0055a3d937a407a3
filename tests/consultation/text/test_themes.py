import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.text.phrases import key_phrases
from consultation.text.themes import TextError, find_themes
from consultation.text.words import cleaned, full_words, words

SUBJECTS = {
    "arbres": "Plantons des arbres et des fleurs pour l'ombre et la fraîcheur sur {place}",
    "bus": "Les bus passent trop rarement, il faut une navette gratuite vers {place}",
    "commerces": "Les commerces ferment, aidons vitrines et les loyers des magasins de {place}",
}
PLACES = ["la place Arago", "la gare", "le marché", "le canal", "l'avenue", "la citadelle"]


def corpus(times=8):
    """Texts on three subjects, in turn."""
    return [
        f"{text.format(place=PLACES[(turn + rank) % 6])}, numéro {turn}"
        for turn in range(times)
        for rank, text in enumerate(SUBJECTS.values())
    ]


def test_each_subject_is_a_theme_with_its_texts():
    themes = find_themes(corpus(), count=3)

    by_subject = [set(range(rank, 24, 3)) for rank in range(3)]
    assert sorted(map(sorted, (set(theme.texts) for theme in themes.themes))) == sorted(
        map(sorted, by_subject)
    )
    assert {theme.size for theme in themes.themes} == {8}
    told = {word for theme in themes.themes for word in theme.words}
    assert {"arbre", "commerce", "bus"} <= told


def test_the_same_texts_and_seed_give_the_same_themes():
    first, second = find_themes(corpus(), count=3, seed=4), find_themes(corpus(), count=3, seed=4)

    assert first.themes == second.themes
    assert np.array_equal(first.shares, second.shares)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["arbre"],
        ["d'accord", "totalement d'accord", "oui"],
        ["🌳🌳", "👍"],
        ["مرحبا بالعالم", "שלום עולם"],
        ["a" * 1_000_000, "arbre " * 200_000],
        ["<b>" * 100_000, "&amp;" * 100_000],
        ["\x00\ud800 mot", "mot"],
    ],
    ids=["none", "empty", "word", "agreement", "emoji", "rtl", "megabyte", "markup", "controls"],
)
def test_hostile_texts_give_a_result(texts):
    themes = find_themes(texts, count=3)

    assert themes.shares.shape == (len(texts), len(themes.themes))
    clear = {place for theme in themes.themes for place in theme.texts}
    assert clear | set(themes.unclear) == set(range(len(texts)))
    assert key_phrases(texts, least=1) is not None


def test_agreement_alone_is_no_theme():
    themes = find_themes(["Tout à fait d'accord", "Totalement d'accord, merci"] * 5)

    assert themes.themes == ()


@pytest.mark.parametrize("options", [{"count": 0}, {"seed": -1}])
def test_senseless_options_are_refused(options):
    with pytest.raises(TextError):
        find_themes(corpus(), **options)


def test_words_lose_markup_links_and_elisions():
    text = "<p>L&rsquo;eau de l'Agouille &amp; https://x.fr/a?b=c : les arbres</p>"

    assert words(cleaned(text)) == ["l", "eau", "de", "l", "agouille", "les", "arbres"]
    assert full_words(text) == ["eau", "agouille", "arbre"]
    assert full_words(text, lemmas=False) == ["eau", "agouille", "arbres"]


def test_phrases_come_back_in_peoples_words_and_once_a_text():
    texts = [
        "La piste cyclable d'abord. La piste cyclable !",
        "Une piste cyclable",
        "Piste cyclable",
    ]
    texts += ["Droit d'auteur", "Le droit d'auteur", "un droit d'auteur"]

    found = {phrase.words: phrase.texts for phrase in key_phrases(texts)}

    assert found == {"piste cyclable": 3, "droit d'auteur": 3}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12), st.integers(1, 4))
def test_whatever_the_texts_shares_add_up(texts, count):
    themes = find_themes(texts, count=count, lemmas=False)

    totals = themes.shares.sum(axis=1)
    assert np.all(totals < 1 + 1e-9)
    assert np.all(themes.shares >= 0)
    assert len(themes.themes) <= count
    assert all(theme.words for theme in themes.themes)
