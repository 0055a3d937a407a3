"""What an agent types by the numbers of the boxes, and back."""

import pytest
from django.core.exceptions import ValidationError

from consultation.enums import QuestionType as Type
from consultation.validators.answers import clean_answer
from consultation.validators.rules import QuestionRule
from consultation.validators.typed import read_typed, write_typed

THREE = ("a", "b", "c")


def rule(kind, **others):
    return QuestionRule(code="Q", type=kind, **{"option_codes": THREE} | others)


TWELVE = tuple("abcdefghijkl")


@pytest.mark.parametrize(
    ("asked", "typed", "stored"),
    [
        (rule(Type.SINGLE), "2", "b"),
        (rule(Type.SINGLE), " ", None),
        (rule(Type.SINGLE, allows_other=False, allows_dont_know=True), "4", "dont-know"),
        (rule(Type.ZONE, option_codes=TWELVE), "12", "l"),
        (rule(Type.YES_NO, option_codes=()), "2", "no"),
        (rule(Type.MULTI), "13", ["a", "c"]),
        (rule(Type.MULTI), "3, 1", ["a", "c"]),
        (rule(Type.MULTI, option_codes=TWELVE), "12", ["l"]),
        (rule(Type.MULTI, option_codes=TWELVE[:10]), "110", ["a", "j"]),
        (rule(Type.MULTI, option_codes=TWELVE), "1 2", ["a", "b"]),
        (rule(Type.RANK), "2-1", ["c", "a"]),
        (rule(Type.RANK), "312", ["b", "c", "a"]),
        (rule(Type.POINTS, points=10), "4 6", {"a": 4, "b": 6}),
        (rule(Type.POINTS, points=10), "0 10 -", {"b": 10}),
        (rule(Type.POINTS, points=10), "442", {"a": 4, "b": 4, "c": 2}),
        (rule(Type.MATRIX, row_codes=("x", "y")), "3-", {"x": "c"}),
        (rule(Type.MATRIX, row_codes=("x", "y")), "1 2", {"x": "a", "y": "b"}),
        (rule(Type.STATEMENTS), "1 3 2", {"a": "agree", "b": "pass", "c": "disagree"}),
        (rule(Type.NUMBER), "12", 12),
        (rule(Type.DATE), "31/05/2026", "2026-05-31"),
        (rule(Type.TEXT), "De l'ombre", "De l'ombre"),
        (rule(Type.MAP_POINT), "La Loge", {"place": "La Loge"}),
    ],
)
def test_what_is_typed_is_what_is_stored(asked, typed, stored):
    assert clean_answer(asked, read_typed(asked, typed)) == stored


@pytest.mark.parametrize(
    ("asked", "typed", "message"),
    [
        (rule(Type.SINGLE), "4", "La case 4 n'existe pas : tapez de 1 à 3."),
        (rule(Type.SINGLE), "b", "Tapez le numéro de la case, de 1 à 3."),
        (rule(Type.SINGLE), "²", "Tapez le numéro de la case, de 1 à 3."),
        (rule(Type.MULTI), "19", "La case 9 n'existe pas : tapez de 1 à 3."),
        (rule(Type.RANK), "11", "Le rang 1 est donné deux fois."),
        (rule(Type.RANK), "1234", "4 valeurs pour 3 lignes : tapez-les de haut en bas."),
        (rule(Type.STATEMENTS), "4", "La case 4 n'existe pas : tapez de 1 à 3."),
    ],
)
def test_what_no_box_bears_is_refused_in_words(asked, typed, message):
    with pytest.raises(ValidationError) as refused:
        read_typed(asked, typed)

    assert refused.value.messages == [message]


@pytest.mark.parametrize(
    ("asked", "stored", "typed"),
    [
        (rule(Type.SINGLE), "b", "2"),
        (rule(Type.SINGLE), None, ""),
        (rule(Type.MULTI), ["a", "c"], "1 3"),
        (rule(Type.RANK), ["c", "a"], "2 - 1"),
        (rule(Type.POINTS), {"a": 4, "b": 6}, "4 6 0"),
        (rule(Type.MATRIX, row_codes=("x", "y")), {"y": "b"}, "- 2"),
        (rule(Type.STATEMENTS), {"a": "agree"}, "1 - -"),
        (rule(Type.MAP_POINT), {"place": "La Loge"}, "La Loge"),
    ],
)
def test_a_stored_answer_is_written_as_it_is_typed(asked, stored, typed):
    assert write_typed(asked, stored) == typed
