"""Answers as an agent types them from a sheet: the numbers printed beside the boxes.

`3` ticks the third box, `1 4` or `14` the first and the fourth, `?` says that the paper
cannot be read. Boxes where people wrote a figure (ranks, points) and rows of a grid are
typed from top to bottom, `-` or `0` for an empty one.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.enums import Opinion, QuestionType, YesNo
from consultation.validators.choices import proposed_codes
from consultation.validators.rules import DONT_KNOW, QuestionRule

Type = QuestionType
ILLEGIBLE = "?"
SEPARATORS = re.compile(r"[\s,;+./]+")
BLANK = frozenset({"-", "–", "0"})
ONE_CHOICE = (Type.SINGLE, Type.SCALE, Type.ZONE, Type.AGE_BAND, Type.YES_NO)
BY_ROW = (Type.MATRIX, Type.STATEMENTS)
LONGEST = 200
TEN_BOXES = re.compile(r"10|\d")


def read_typed(rule: QuestionRule, typed: str) -> Any:
    """Turn what was typed into what the cleaner of its type expects."""
    text = typed.strip()
    if not text:
        return None
    if rule.type in ONE_CHOICE:
        return _code(codes_to_tick(rule), _whole(text, len(codes_to_tick(rule))))
    if rule.type == Type.MULTI:
        codes = codes_to_tick(rule)
        return [_code(codes, number) for number in _numbers(text, len(codes))]
    if rule.type in BY_ROW:
        return _by_row(rule, text)
    if rule.type == Type.RANK:
        return _ranks(rule, text)
    if rule.type == Type.POINTS:
        return _shares(rule, text)
    if rule.type == Type.MAP_POINT:
        return {"place": text}
    return text


def write_typed(rule: QuestionRule, value: Any) -> str:
    """Write a stored answer the way it is typed, to show two entries side by side."""
    if value in (None, "", [], {}):
        return ""
    codes = codes_to_tick(rule)
    if rule.type in ONE_CHOICE:
        return _place(codes, value)
    if rule.type == Type.MULTI:
        return " ".join(_place(codes, code) for code in value)
    if rule.type in BY_ROW:
        rows = row_keys(rule)
        return " ".join(_place(codes, value[key]) if key in value else "-" for key in rows)
    if rule.type == Type.RANK:
        return " ".join(_place(tuple(value), code) or "-" for code in rule.option_codes)
    if rule.type == Type.POINTS:
        return " ".join(str(value.get(code, 0)) for code in rule.option_codes)
    if rule.type == Type.MAP_POINT:
        return str(value.get("place", ""))
    return str(value)


def codes_to_tick(rule: QuestionRule) -> tuple[str, ...]:
    """List the boxes in the order of their printed numbers."""
    if rule.type == Type.YES_NO:
        return (*YesNo.values, *((DONT_KNOW,) if rule.allows_dont_know else ()))
    if rule.type == Type.STATEMENTS:
        return tuple(Opinion.values)
    return proposed_codes(rule)


def row_keys(rule: QuestionRule) -> tuple[str, ...]:
    return rule.option_codes if rule.type == Type.STATEMENTS else rule.row_codes


def _place(codes: tuple[str, ...], code: str) -> str:
    return str(codes.index(code) + 1) if code in codes else ""


def _code(codes: tuple[str, ...], number: int) -> str:
    if not 1 <= number <= len(codes):
        raise ValidationError(
            _("La case %(number)d n'existe pas : tapez de 1 à %(last)d.")
            % {"number": number, "last": len(codes)}
        )
    return codes[number - 1]


def _whole(text: str, last: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValidationError(_("Tapez le numéro de la case, de 1 à %(last)d.") % {"last": last})
    return int(text)


def _pieces(text: str, most: int) -> list[str]:
    """Cut what was typed; figures typed without a space are one box each, up to nine boxes."""
    pieces = [piece for piece in SEPARATORS.split(text[:LONGEST]) if piece]
    if len(pieces) == 1 and most <= 9:
        return list(pieces[0])
    return pieces


def _numbers(text: str, last: int) -> list[int]:
    if last == 10 and text.isascii() and text.isdigit():
        return [int(found) for found in TEN_BOXES.findall(text)]  # no box bears a zero alone
    return [_whole(piece, last) for piece in _pieces(text, last)]


def _column(rule: QuestionRule, pieces: list[str], keys: tuple[str, ...]) -> dict[str, str]:
    """Match figures with the boxes they were read from, from top to bottom."""
    if len(pieces) > len(keys):
        raise ValidationError(
            _("%(given)d valeurs pour %(boxes)d lignes : tapez-les de haut en bas.")
            % {"given": len(pieces), "boxes": len(keys)}
        )
    return {key: piece for key, piece in zip(keys, pieces, strict=False) if piece not in BLANK}


def _by_row(rule: QuestionRule, text: str) -> dict[str, str]:
    codes = codes_to_tick(rule)
    given = _column(rule, _pieces(text, len(codes)), row_keys(rule))
    return {key: _code(codes, _whole(piece, len(codes))) for key, piece in given.items()}


def _ranks(rule: QuestionRule, text: str) -> list[str]:
    last = len(rule.option_codes)
    given = _column(rule, _pieces(text, last), rule.option_codes)
    order: list[str] = [""] * last
    for key, piece in given.items():
        rank = _whole(piece, last)
        _code(rule.option_codes, rank)
        if order[rank - 1]:
            raise ValidationError(_("Le rang %(rank)d est donné deux fois.") % {"rank": rank})
        order[rank - 1] = key
    return order


def _shares(rule: QuestionRule, text: str) -> dict[str, str]:
    pieces = [piece for piece in SEPARATORS.split(text[:LONGEST]) if piece]
    if len(pieces) == 1 and len(pieces[0]) == len(rule.option_codes) > 1:
        pieces = list(pieces[0])
    return _column(rule, pieces, rule.option_codes)
