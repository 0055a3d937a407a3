import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.text.duplicates import find_copies, resemblance_of

LETTER = (
    "Je demande à la ville de rendre la place aux piétons, de planter des arbres et de garder "
    "les bancs devant l'école, parce que les enfants y attendent chaque soir."
)
OTHER = (
    "Les bus du soir s'arrêtent trop tôt : après vingt heures il n'y a plus moyen de rentrer "
    "du centre sans voiture, et beaucoup renoncent à sortir."
)


def test_a_letter_sent_by_many_is_one_group_whatever_was_changed_in_it():
    texts = [LETTER, OTHER, LETTER.upper(), LETTER + " Merci beaucoup.", "<p>" + LETTER + "</p>"]

    (group,) = find_copies(texts)

    assert group.texts == (0, 2, 3, 4)
    assert 0.8 < group.alike < 1
    assert not group.are_exact


def test_short_texts_are_not_copies():
    assert find_copies(["D'accord !", "D'accord !", "très bien", "", "👍"]) == []


def test_ten_thousand_same_letters_are_one_group():
    (group,) = find_copies([LETTER] * 10_000)

    assert len(group.texts) == 10_000
    assert group.are_exact


def test_a_campaign_is_told_from_its_size():
    assert find_copies([LETTER, LETTER], least=3) == []


def test_a_megabyte_is_read_like_a_page():
    long = LETTER * 8_000

    (group,) = find_copies([long, long + "fin", OTHER])

    assert group.texts == (0, 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([LETTER, OTHER, LETTER + " " + OTHER, "oui"]), max_size=10))
def test_groups_are_those_of_all_pairs(texts):
    alike = [
        {j for j in range(len(texts)) if resemblance_of(texts[i], texts[j]) >= 0.9}
        for i in range(len(texts))
    ]

    groups = find_copies(texts, resemblance=0.9)

    assert {group.texts for group in groups} == {
        tuple(sorted(group)) for group in alike if len(group) > 1
    }


@pytest.mark.parametrize("resemblance", [0, -1, 1.1])
def test_a_senseless_resemblance_is_refused(resemblance):
    with pytest.raises(ValueError, match="resemblance"):
        find_copies([LETTER], resemblance=resemblance)
