"""How answers lie in a table: the same columns in exports, in templates and in imports.

A question has a column named by its code, or several: `Q20[1]` for an option's points, a
row of a grid or a statement, `Q07.place` and `Q07.reason` for a place, `Q04.other` for
the words of another answer.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.enums import Opinion, QuestionType, YesNo
from consultation.validators.choices import proposed_codes
from consultation.validators.rules import DONT_KNOW, OTHER, QuestionRule

Type = QuestionType
SEVERAL = "|"
PLACE_PARTS = ("place", "latitude", "longitude", "reason")
PLACE_TEXTS = ("place", "reason")
TEXTS = (Type.TEXT, Type.SHORT_TEXT)
NAME = re.compile(r"(?P<code>[\w-]+)(?:\[(?P<key>[\w-]+)\]|\.(?P<part>[a-z]+))?")
SHOWN = 60
#: What people write for the answers that the portal itself proposes.
OWN_WORDS: dict[str, dict[str, str]] = {
    Type.YES_NO: {"oui": YesNo.YES, "non": YesNo.NO, "o": YesNo.YES, "n": YesNo.NO},
    Type.STATEMENTS: {
        "d'accord": Opinion.AGREE,
        "pas d'accord": Opinion.DISAGREE,
        "je passe": Opinion.PASS,
    },
}


def columns_of(rule: QuestionRule, *, with_texts: bool = True) -> list[str]:
    """Name the columns of a question."""
    if rule.type == Type.FILE or (rule.type in TEXTS and not with_texts):
        return []
    if rule.type == Type.MAP_POINT:
        parts = [part for part in PLACE_PARTS if with_texts or part not in PLACE_TEXTS]
        return [f"{rule.code}.{part}" for part in parts]
    if rule.type in (Type.MATRIX, Type.STATEMENTS, Type.POINTS):
        return [f"{rule.code}[{key}]" for key in keys_of(rule)]
    words = [f"{rule.code}.{OTHER}"] if rule.allows_other and with_texts else []
    return [rule.code, *words]


def keys_of(rule: QuestionRule) -> tuple[str, ...]:
    return rule.row_codes if rule.type == Type.MATRIX else rule.option_codes


def cells_of(rule: QuestionRule, answers: Mapping[str, Any], *, with_texts: bool) -> list[Any]:
    """Lay an answer out, a cell a column of `columns_of`."""
    value = answers.get(rule.code)
    if rule.type == Type.FILE or (rule.type in TEXTS and not with_texts):
        return []
    if rule.type == Type.MAP_POINT:
        parts = [part for part in PLACE_PARTS if with_texts or part not in PLACE_TEXTS]
        return [(value or {}).get(part, "") for part in parts]
    if rule.type in (Type.MATRIX, Type.STATEMENTS, Type.POINTS):
        return [(value or {}).get(key, "") for key in keys_of(rule)]
    words = [answers.get(f"{rule.code}.{OTHER}", "")] if rule.allows_other and with_texts else []
    if isinstance(value, list):
        return [f" {SEVERAL} ".join(value), *words]
    return ["" if value is None else value, *words]


def gather(
    rules: Mapping[str, QuestionRule], labels: Mapping[str, Mapping[str, str]], name: str, text: str
) -> tuple[str, str, Any]:
    """Read one cell: the question, the part of its answer (empty for the whole), the value.

    `labels` gives for each question its French labels, flattened, with their codes.
    """
    found = NAME.fullmatch(name)
    rule = rules.get(found["code"]) if found else None
    if found is None or rule is None or name not in columns_of(rule):
        raise ValidationError(_("Cette colonne n'est pas du questionnaire."))
    known = labels.get(rule.code, {})
    if found["part"]:
        return rule.code, found["part"], text
    if found["key"]:
        value = text if rule.type == Type.POINTS else _option(rule, known, text)
        return rule.code, found["key"], value
    if rule.type in (Type.MULTI, Type.RANK):
        pieces = [piece.strip() for piece in text.split(SEVERAL)]
        return rule.code, "", [_option(rule, known, piece) for piece in pieces if piece]
    if rule.type in (*TEXTS, Type.DATE):
        return rule.code, "", text
    if rule.type == Type.NUMBER and flat(text) != flat(str(_("Je ne sais pas"))):
        return rule.code, "", text
    return rule.code, "", _option(rule, known, text)


def flat(text: str) -> str:
    """Read a label whatever its capitals, its spaces and its apostrophes."""
    return " ".join(text.replace("’", "'").casefold().split())


def _option(rule: QuestionRule, labels: Mapping[str, str], text: str) -> str:
    codes = {code.casefold(): code for code in _codes(rule)}
    word = flat(text)
    found = codes.get(word) or labels.get(word) or _own_word(rule, word)
    if found is None:
        raise ValidationError(
            _("« %(text)s » n'est pas une réponse proposée.") % {"text": text[:SHOWN]}
        )
    return str(found)


def _codes(rule: QuestionRule) -> tuple[str, ...]:
    if rule.type == Type.YES_NO:
        return (*YesNo.values, *((DONT_KNOW,) if rule.allows_dont_know else ()))
    if rule.type == Type.STATEMENTS:
        return tuple(Opinion.values)
    return (*proposed_codes(rule), *((DONT_KNOW,) if rule.type == Type.NUMBER else ()))


def _own_word(rule: QuestionRule, word: str) -> str | None:
    own: dict[str, str] = dict(OWN_WORDS.get(rule.type, {}))
    if rule.allows_dont_know:
        own["je ne sais pas"] = DONT_KNOW
    if rule.allows_other:
        own["autre"] = OTHER
    return own.get(word)
