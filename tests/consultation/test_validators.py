import math
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from consultation.enums import QuestionType
from consultation.validators.answers import clean_answer, clean_answers
from consultation.validators.rules import QuestionRule

SINGLE = QuestionRule("Q", QuestionType.SINGLE, ("1", "2", "3"))
SCALE = QuestionRule("Q", QuestionType.SCALE, ("1", "2", "3"))
MULTI = QuestionRule("Q", QuestionType.MULTI, ("1", "2", "3"), max_choices=2)
RANK = QuestionRule("Q", QuestionType.RANK, ("1", "2", "3"))
POINTS = QuestionRule("Q", QuestionType.POINTS, ("1", "2", "3"), points=10)
TEXT = QuestionRule("Q", QuestionType.TEXT, max_length=20)
PLACE = QuestionRule("Q", QuestionType.MAP_POINT, max_length=20)
EVERY_RULE = [SINGLE, SCALE, MULTI, RANK, POINTS, TEXT, PLACE]


@pytest.mark.parametrize(
    ("rule", "raw", "value"),
    [
        (SINGLE, "2", "2"),
        (SCALE, "3", "3"),
        (MULTI, ["3", "1"], ["1", "3"]),
        (MULTI, ["1", "1", "1"], ["1"]),
        (RANK, ["3", "1", "2"], ["3", "1", "2"]),
        (RANK, ["3", "", ""], ["3"]),
        (POINTS, {"1": "4", "2": "6", "3": ""}, {"1": 4, "2": 6}),
        (POINTS, {"2": 10, "1": 0}, {"2": 10}),
        (TEXT, "  Un banc\r\nà l'ombre ", "Un banc\nà l'ombre"),
        (TEXT, "e\u0301te\u0301", "été"),
        (TEXT, "a\x00b\x1b[31mc", "ab[31mc"),
        (PLACE, {"place": "Place Arago"}, {"place": "Place Arago"}),
        (
            PLACE,
            {"latitude": "42.6985", "longitude": 2.8954},
            {"latitude": 42.6985, "longitude": 2.8954},
        ),
        (
            PLACE,
            {"place": "Rue Foch", "reason": "Du bruit"},
            {"place": "Rue Foch", "reason": "Du bruit"},
        ),
    ],
)
def test_valid_answer_becomes_the_value_to_store(rule, raw, value):
    assert clean_answer(rule, raw) == value


@pytest.mark.parametrize(
    ("rule", "raw"),
    [
        *((rule, None) for rule in EVERY_RULE),
        *((rule, "") for rule in EVERY_RULE),
        (MULTI, []),
        (RANK, ["", "", ""]),
        (POINTS, {"1": "", "2": "", "3": ""}),
        (POINTS, {}),
        (TEXT, " \n\t "),
        (TEXT, "\x00\x00"),
        (PLACE, {"place": " ", "latitude": "", "longitude": "", "reason": ""}),
        (PLACE, {}),
    ],
)
def test_no_question_is_compulsory(rule, raw):
    assert clean_answer(rule, raw) is None


@pytest.mark.parametrize(
    ("rule", "raw", "words"),
    [
        (SINGLE, "4", "une des réponses proposées"),
        (SINGLE, 1, "une des réponses proposées"),
        (SINGLE, ["1"], "une des réponses proposées"),
        (SINGLE, {"1": "1"}, "une des réponses proposées"),
        (SCALE, "1; DROP TABLE", "une des réponses proposées"),
        (MULTI, ["1", "2", "3"], "Gardez 2 réponses au plus : vous en avez coché 3."),
        (MULTI, ["1", "9"], "une des réponses proposées"),
        (MULTI, ["1"] * 1000, "parmi les réponses proposées"),
        (MULTI, "1", "parmi les réponses proposées"),
        (MULTI, [["1"]], "une des réponses proposées"),
        (RANK, ["1", "1"], "classée deux fois"),
        (RANK, ["", "1"], "sans sauter de rang"),
        (RANK, ["1", "2", "3", "1"], "un ordre"),
        (RANK, "123", "un ordre"),
        (RANK, [{"a": 1}], "une des réponses proposées"),
        (POINTS, {"1": "4"}, "le total est de 4"),
        (POINTS, {"1": 11}, "le total est de 11"),
        (POINTS, {"1": 0, "2": 0}, "le total est de 0"),
        (POINTS, {"1": "-1", "2": "11"}, "nombre entier"),
        (POINTS, {"1": "4,5", "2": "5,5"}, "nombre entier"),
        (POINTS, {"1": 10.0}, "nombre entier"),
        (POINTS, {"1": True, "2": 9}, "nombre entier"),
        (POINTS, {"1": "Infinity"}, "nombre entier"),
        (POINTS, {"1": math.inf}, "nombre entier"),
        (POINTS, {"1": math.nan}, "nombre entier"),
        (POINTS, {"1": "9" * 4000}, "nombre entier"),
        (POINTS, {"1": 10**40}, "nombre entier"),
        (POINTS, {"1": "١٠"}, "nombre entier"),
        (POINTS, {"1": [10]}, "nombre entier"),
        (POINTS, {"9": 10}, "une des réponses proposées"),
        (POINTS, [10], "nombre de points"),
        (TEXT, "a" * 21, "21 caractères"),
        (TEXT, "a" * 1_000_000, "1000000 caractères"),
        (TEXT, 3, "Un texte"),
        (TEXT, ["a"], "Un texte"),
        (PLACE, {"latitude": 42}, "une latitude et une longitude"),
        (PLACE, {"latitude": 91, "longitude": 2}, "pas sur la carte"),
        (PLACE, {"latitude": "NaN", "longitude": 2}, "pas sur la carte"),
        (PLACE, {"latitude": math.inf, "longitude": 2}, "pas sur la carte"),
        (PLACE, {"latitude": 10**400, "longitude": 2}, "pas sur la carte"),
        (PLACE, {"latitude": [1], "longitude": 2}, "pas sur la carte"),
        (PLACE, {"reason": "Du bruit"}, "le lieu dont vous parlez"),
        (PLACE, {"place": "a" * 201}, "201 caractères"),
        (PLACE, "Place Arago", "le nom du lieu"),
    ],
)
def test_invalid_answer_is_refused_in_words(rule, raw, words):
    with pytest.raises(ValidationError) as refused:
        clean_answer(rule, raw)

    assert words in refused.value.messages[0]


def test_errors_are_gathered_by_question():
    rules = {"A": SINGLE, "B": TEXT, "C": MULTI}

    with pytest.raises(ValidationError) as refused:
        clean_answers(rules, {"A": "9", "B": "un banc", "C": ["9"], "Z": "1"})

    assert sorted(refused.value.message_dict) == ["A", "C", "Z"]


@pytest.mark.parametrize("raw", [[], "texte", None, 3])
def test_answers_must_come_by_question(raw):
    with pytest.raises(ValidationError):
        clean_answers({"A": SINGLE}, raw)


def test_unanswered_questions_are_left_out():
    rules = {"A": replace(SINGLE, code="A"), "B": replace(TEXT, code="B")}

    assert clean_answers(rules, {"A": "1", "B": " "}) == {"A": "1"}
