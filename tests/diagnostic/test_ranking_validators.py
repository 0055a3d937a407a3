from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from diagnostic.validators import parse_score, write_score

ZERO, FOUR = Decimal(0), Decimal(4)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2", (Decimal(2), Decimal(2))),
        ("1,5", (Decimal("1.5"), Decimal("1.5"))),
        ("1-3", (Decimal(1), Decimal(3))),
        (" 1 à 3 ", (Decimal(1), Decimal(3))),
        ("1 – 3", (Decimal(1), Decimal(3))),
        ("", None),
        ("?", None),
    ],
)
def test_parse_score_reads_what_people_type(typed, expected):
    assert parse_score(typed, ZERO, FOUR) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("beaucoup", "n'est pas une note"),
        ("=1+1", "n'est pas une note"),
        ("nan", "n'est pas une note"),
        ("3-1", "du plus petit au plus grand"),
        ("5", "La note va de 0 à 4."),
        ("-1", "La note va de 0 à 4."),
    ],
)
def test_parse_score_says_what_is_wrong(typed, message):
    with pytest.raises(ValidationError, match=message):
        parse_score(typed, ZERO, FOUR)


def test_parse_score_reads_a_negative_scale():
    assert parse_score("-2--1", Decimal(-2), Decimal(2)) == (Decimal(-2), Decimal(-1))


def test_write_score_gives_back_what_was_typed():
    half = Decimal("1.50")

    assert write_score(half, half) == "1,5"
    assert write_score(ZERO, FOUR) == "0-4"
    assert write_score(None, None) == ""
