"""What each of the newer types of question takes, refuses and stores."""

import json
import math
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.enums import QuestionType
from consultation.validators.answers import CLEANERS, clean_answer, clean_answers
from consultation.validators.rules import QuestionRule

THREE = ("1", "2", "3")
Type = QuestionType


def rule(kind, **limits):
    return QuestionRule("Q", kind, **limits)


SINGLE = rule(Type.SINGLE, option_codes=THREE, allows_other=True, allows_dont_know=True)
MULTI = rule(
    Type.MULTI,
    option_codes=THREE,
    min_choices=2,
    max_choices=2,
    allows_other=True,
    allows_dont_know=True,
)
YES_NO = rule(Type.YES_NO)
UNSURE = rule(Type.YES_NO, allows_dont_know=True)
MATRIX = rule(Type.MATRIX, option_codes=THREE, row_codes=("a", "b"), allows_dont_know=True)
STATEMENTS = rule(Type.STATEMENTS, option_codes=("1", "2"))
COUNT = rule(Type.NUMBER, minimum=Decimal(0), maximum=Decimal(5000), allows_dont_know=True)
AMOUNT = rule(Type.NUMBER, decimals=2)
LINE = rule(Type.SHORT_TEXT)
DAY = rule(Type.DATE)
PLACE = rule(Type.MAP_POINT)
FILE = rule(Type.FILE)
STORED = {"id": "0" * 32, "name": "photo.jpg", "size": 3, "content_type": "image/jpeg"}


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (SINGLE, "dont-know", "dont-know"),
        (MULTI, ["3", "1"], ["1", "3"]),
        (MULTI, ["dont-know"], ["dont-know"]),
        (MULTI, ["other", "1"], ["1", "other"]),
        (YES_NO, "yes", "yes"),
        (UNSURE, "dont-know", "dont-know"),
        (MATRIX, {"b": "1", "a": ""}, {"b": "1"}),
        (MATRIX, {"b": "2", "a": "dont-know"}, {"a": "dont-know", "b": "2"}),
        (STATEMENTS, {"2": "agree", "1": "pass"}, {"1": "pass", "2": "agree"}),
        (COUNT, "1 234,5", 1235),
        (COUNT, "1\u202f234", 1234),
        (COUNT, 12, 12),
        (COUNT, "0", 0),
        (COUNT, "dont-know", "dont-know"),
        (AMOUNT, "1\u00a0234,567", 1234.57),
        (AMOUNT, "\u22123,10", -3.1),
        (AMOUNT, 2.675, 2.68),
        (AMOUNT, ",5", 0.5),
        (LINE, "  Place \n de la\tLoge ", "Place de la Loge"),
        (DAY, "2026-05-31", "2026-05-31"),
        (DAY, " 1/6/2026 ", "2026-06-01"),
        (DAY, "31.12.2026", "2026-12-31"),
        (DAY, {"day": "5", "month": "3", "year": "2026"}, "2026-03-05"),
        (PLACE, {"latitude": "42,6985", "longitude": "-0"}, {"latitude": 42.6985, "longitude": 0}),
        (FILE, STORED | {"path": "/etc/passwd"}, STORED),
    ],
)
def test_valid_answer_becomes_the_value_to_store(asked, raw, value):
    found = clean_answer(asked, raw)

    assert found == value
    assert json.loads(json.dumps(found)) == value


@pytest.mark.parametrize("raw", [None, ""])
@pytest.mark.parametrize("asked", [YES_NO, COUNT, LINE, DAY, PLACE, FILE, MATRIX, STATEMENTS])
def test_no_question_is_compulsory(asked, raw):
    assert clean_answer(asked, raw) is None


@pytest.mark.parametrize(
    ("asked", "raw"),
    [
        (COUNT, "  "),
        (LINE, " \t\n"),
        (DAY, {"day": "", "month": " ", "year": ""}),
        (DAY, "  "),
        (MATRIX, {"a": "", "b": ""}),
        (STATEMENTS, {"1": ""}),
        *((asked, {}) for asked in (DAY, PLACE, FILE, MATRIX, STATEMENTS)),
    ],
)
def test_blanks_are_no_answer(asked, raw):
    assert clean_answer(asked, raw) is None


@pytest.mark.parametrize(
    ("asked", "raw", "words"),
    [
        (YES_NO, "maybe", "une des réponses proposées"),
        (YES_NO, "dont-know", "une des réponses proposées"),
        (YES_NO, True, "une des réponses proposées"),
        (rule(Type.SINGLE, option_codes=THREE), "other", "une des réponses proposées"),
        (MULTI, ["1"], "Cochez 2 réponses au moins, ou aucune : vous en avez coché 1."),
        (MULTI, ["1", "2", "other"], "Gardez 2 réponses au plus"),
        (MULTI, ["dont-know", "1"], "Je ne sais pas"),
        (MATRIX, {"a": "9"}, "une des réponses proposées"),
        (MATRIX, {"z": "1"}, "une des réponses proposées"),
        (MATRIX, {"z": ""}, "une des réponses proposées"),
        (MATRIX, {"a": ["1"]}, "une des réponses proposées"),
        (MATRIX, {str(n): "1" for n in range(100_000)}, "une réponse par ligne"),
        (MATRIX, ["1", "2"], "une réponse par ligne"),
        (MATRIX, "1", "une réponse par ligne"),
        (STATEMENTS, {"1": "yes"}, "une des réponses proposées"),
        (STATEMENTS, {"1": "dont-know"}, "une des réponses proposées"),
        (COUNT, "-1", "0 au moins"),
        (COUNT, "5000,6", "5000 au plus"),
        (COUNT, "douze", "un nombre"),
        (COUNT, "1,234.5", "un nombre"),
        (COUNT, "1e3", "un nombre"),
        (COUNT, "NaN", "un nombre"),
        (COUNT, "Infinity", "un nombre"),
        (COUNT, math.nan, "un nombre"),
        (COUNT, -math.inf, "un nombre"),
        (COUNT, True, "un nombre"),
        (COUNT, [12], "un nombre"),
        (COUNT, ["12", "dont-know"], "pas les deux"),
        (COUNT, {"value": 12}, "un nombre"),
        (COUNT, "9" * 1_000_000, "un nombre"),
        (COUNT, "١٢", "un nombre"),
        (COUNT, "999999999999", "trop grand"),
        (COUNT, 10**400, "trop grand"),
        (COUNT, 1e300, "trop grand"),
        (AMOUNT, "dont-know", "un nombre"),
        (LINE, "a" * 1_000_000, "1000000 caractères"),
        (LINE, 12, "Un texte"),
        (DAY, "31/02/2026", "n'existe pas"),
        (DAY, "05/31/2026", "n'existe pas"),
        (DAY, "31/05/26", "une date"),
        (DAY, "1/1/0001", "entre 1900 et 2100"),
        (DAY, "demain", "une date"),
        (DAY, 20260531, "une date"),
        (DAY, "1" * 1_000_000, "une date"),
        (DAY, {"day": "5", "month": "", "year": "2026"}, "le jour, le mois et l'année"),
        (DAY, {"day": "x", "month": "3", "year": "2026"}, "une date"),
        (DAY, {"day": [1], "month": "3", "year": "2026"}, "une date"),
        (PLACE, {"latitude": True, "longitude": True}, "pas sur la carte"),
        (PLACE, {"latitude": "4_2", "longitude": "2"}, "pas sur la carte"),
        (FILE, "photo.jpg", "Joignez le fichier"),
        (FILE, {"id": "../../etc"}, "Joignez le fichier"),
        (FILE, STORED | {"size": True}, "Joignez le fichier"),
        (FILE, STORED | {"size": -1}, "Joignez le fichier"),
        (FILE, STORED | {"name": "\x00"}, "Joignez le fichier"),
        (FILE, STORED | {"content_type": ["image/png"]}, "Joignez le fichier"),
    ],
)
def test_invalid_answer_is_refused_in_words(asked, raw, words):
    with pytest.raises(ValidationError) as refused:
        clean_answer(asked, raw)

    assert words in refused.value.messages[0]


# Another answer, and the words that say which

OTHERS = {"Q": SINGLE, "M": rule(Type.MULTI, option_codes=THREE, allows_other=True, max_choices=2)}
OTHERS["M"] = QuestionRule("M", Type.MULTI, THREE, allows_other=True, max_choices=2)
OTHERS["N"] = QuestionRule("N", Type.SINGLE, THREE)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ({"Q": "other", "Q.other": " Un  banc "}, {"Q": "other", "Q.other": "Un banc"}),
        ({"Q": "", "Q.other": "Un banc"}, {"Q": "other", "Q.other": "Un banc"}),
        ({"Q.other": "Un banc"}, {"Q": "other", "Q.other": "Un banc"}),
        ({"Q": "1", "Q.other": "Un banc"}, {"Q": "1"}),
        ({"Q": "1", "Q.other": ""}, {"Q": "1"}),
        ({"Q": "", "Q.other": " "}, {}),
        (
            {"M": ["1"], "M.other": "Un banc"},
            {"M": ["1", "other"], "M.other": "Un banc"},
        ),
        ({"N": "1", "N.other": ""}, {"N": "1"}),
    ],
)
def test_words_go_with_the_other_answer(raw, stored):
    assert clean_answers(OTHERS, raw) == stored


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ({"Q": "other"}, "Q", "Précisez"),
        ({"Q": "other", "Q.other": " "}, "Q", "Précisez"),
        ({"Q": "other", "Q.other": "a" * 201}, "Q", "201 caractères"),
        ({"Q": "other", "Q.other": ["a"]}, "Q", "Un texte"),
        ({"M": ["1", "2"], "M.other": "Un banc"}, "M", "2 réponses au plus"),
        ({"N.other": "Un banc"}, "N", "pas d'autre réponse"),
        ({"Z.other": "Un banc"}, "Z", "n'existe pas"),
        ({"Q.other.other": "Un banc"}, "Q.other", "n'existe pas"),
        ({3: "Un banc"}, "3", "n'existe pas"),
    ],
)
def test_other_answer_is_said(raw, code, words):
    with pytest.raises(ValidationError) as refused:
        clean_answers(OTHERS, raw)

    assert list(refused.value.message_dict) == [code]
    assert words in refused.value.messages[0]


# Cleaning twice is cleaning once

CODES = st.sampled_from([*THREE, "other", "dont-know", "", "9"])
SMALL = st.one_of(CODES, st.text(max_size=8), st.integers(-12, 5005), st.floats(), st.booleans())
BY_CODE = st.dictionaries(st.sampled_from([*THREE, "a", "b"]), st.one_of(CODES, SMALL), max_size=4)
ANYTHING = st.one_of(
    SMALL,
    st.lists(CODES, max_size=5),
    BY_CODE,
    st.dictionaries(st.sampled_from(["place", "latitude", "longitude", "reason"]), SMALL),
    st.dictionaries(st.sampled_from(["day", "month", "year"]), SMALL),
    st.dates().map(lambda found: found.strftime("%d/%m/%Y")),
    st.fixed_dictionaries({"1": st.integers(0, 10), "2": st.integers(0, 10)}),
    st.just(STORED),
)
RULES = [
    *(SINGLE, MULTI, YES_NO, UNSURE, MATRIX, STATEMENTS, COUNT, AMOUNT, LINE, DAY, PLACE, FILE),
    rule(Type.SCALE, option_codes=THREE, allows_dont_know=True),
    rule(Type.ZONE, option_codes=THREE),
    rule(Type.AGE_BAND, option_codes=THREE),
    rule(Type.RANK, option_codes=THREE),
    rule(Type.POINTS, option_codes=THREE, points=10),
    rule(Type.TEXT, max_length=5),
]


def test_every_type_is_cleaned():
    assert set(CLEANERS) == set(QuestionType) == {asked.type for asked in RULES}


@pytest.mark.parametrize("asked", RULES, ids=lambda asked: f"{asked.type}")
@settings(max_examples=120, deadline=None)
@given(raw=ANYTHING, words=st.one_of(st.none(), st.text(max_size=8)))
def test_cleaning_is_idempotent(asked, raw, words):
    given_words = {"Q.other": words} if asked.allows_other and words else {}
    try:
        once = clean_answers({"Q": asked}, {"Q": raw, **given_words})
    except ValidationError:
        return

    assert clean_answers({"Q": asked}, once) == once
    assert json.loads(json.dumps(once, allow_nan=False)) == once
