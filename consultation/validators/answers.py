"""One function a type of question says what an answer is; every door calls it.

The page, the API, and later paper and imports hand over the same plain data and get
the value to store, or None when nothing was answered: no question is compulsory.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import QuestionType
from consultation.validators.rules import QuestionRule

PLACE_LENGTH = 200
REASON_LENGTH = 600
CODE_LENGTH = 60
#: Control characters but tab and line feed: none belongs in what a person writes.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")


def clean_answer(rule: QuestionRule, raw: Any) -> Any:
    """Return the value to store, None if unanswered. Raise ValidationError in French."""
    return CLEANERS[rule.type](rule, raw)


def clean_answers(rules: Mapping[str, QuestionRule], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Clean a set of answers; leave out the empty ones. Raise one error for all questions."""
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Les réponses doivent être données par code de question."))
    values: dict[str, Any] = {}
    errors: dict[str, ValidationError] = {}
    for code, item in raw.items():
        try:
            value = clean_answer(_rule(rules, code), item)
        except ValidationError as error:
            errors[str(code)[:CODE_LENGTH]] = error
        else:
            if value is not None:
                values[code] = value
    if errors:
        raise ValidationError(errors)
    return values


def _rule(rules: Mapping[str, QuestionRule], code: Any) -> QuestionRule:
    if code not in rules:
        raise ValidationError(_("Cette question n'existe pas dans ce questionnaire."))
    return rules[code]


def clean_text(raw: Any, max_length: int) -> str | None:
    """Tidy a text written by a person: one form of each letter, no control character."""
    if raw in (None, ""):
        return None
    if not isinstance(raw, str):
        raise ValidationError(_("Un texte est attendu."))
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", CONTROLS.sub("", text)).strip()
    if len(text) > max_length:
        raise ValidationError(
            _("Votre texte compte %(length)d caractères ; raccourcissez-le à %(max)d au plus.")
            % {"length": len(text), "max": max_length}
        )
    return text or None


def _text(rule: QuestionRule, raw: Any) -> str | None:
    return clean_text(raw, rule.max_length or REASON_LENGTH)


def _option(rule: QuestionRule, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in rule.option_codes:
        raise ValidationError(_("Choisissez une des réponses proposées."))
    return raw


def _single(rule: QuestionRule, raw: Any) -> str | None:
    return None if raw in (None, "") else _option(rule, raw)


def _options(rule: QuestionRule, raw: Any) -> list[str]:
    if not isinstance(raw, list | tuple) or len(raw) > 2 * len(rule.option_codes):
        raise ValidationError(_("Choisissez parmi les réponses proposées."))
    return [_option(rule, item) for item in raw]


def _multi(rule: QuestionRule, raw: Any) -> list[str] | None:
    """Keep the options in the order of the questionnaire, each one once."""
    if raw in (None, "", [], ()):
        return None
    chosen = set(_options(rule, raw))
    limit = rule.max_choices or len(rule.option_codes)
    if len(chosen) > limit:
        raise ValidationError(
            ngettext(
                "Gardez %(max)d réponse au plus : vous en avez coché %(count)d.",
                "Gardez %(max)d réponses au plus : vous en avez coché %(count)d.",
                limit,
            )
            % {"max": limit, "count": len(chosen)}
        )
    return [code for code in rule.option_codes if code in chosen]


def _rank(rule: QuestionRule, raw: Any) -> list[str] | None:
    """Keep an order from the first choice on; it may stop before the last option."""
    if raw in (None, ""):
        return None
    if not isinstance(raw, list | tuple) or len(raw) > len(rule.option_codes):
        raise ValidationError(_("Donnez un ordre parmi les réponses proposées."))
    given = list(raw)
    while given and given[-1] in (None, ""):
        given.pop()
    if any(item in (None, "") for item in given):
        raise ValidationError(_("Un rang est resté vide : classez sans sauter de rang."))
    order = [_option(rule, item) for item in given]
    if len(set(order)) < len(order):
        raise ValidationError(_("La même réponse est classée deux fois : gardez un seul rang."))
    return order or None


def _points(rule: QuestionRule, raw: Any) -> dict[str, int] | None:
    """Share exactly the points given, once a share is started; zeros are not kept."""
    if raw in (None, "") or raw == {}:
        return None
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Donnez un nombre de points par réponse proposée."))
    shares = {_option(rule, code): _whole_number(item) for code, item in raw.items()}
    if all(item in (None, "") for item in raw.values()):
        return None
    total, wanted = sum(shares.values()), rule.points or 0
    if total != wanted:
        raise ValidationError(
            _("Répartissez exactement %(wanted)d points : le total est de %(total)d.")
            % {"wanted": wanted, "total": total}
        )
    return {code: shares[code] for code in rule.option_codes if shares.get(code)}


def _whole_number(raw: Any) -> int:
    """Read a count written by a person or a program; NaN, floats and huge numbers are refused."""
    if raw in (None, ""):
        return 0
    text = raw.strip() if isinstance(raw, str) else str(raw)
    if isinstance(raw, bool | float) or not WHOLE_NUMBER.fullmatch(text):
        raise ValidationError(_("Écrivez un nombre entier, sans signe ni virgule."))
    return int(text)


def _map_point(rule: QuestionRule, raw: Any) -> dict[str, Any] | None:
    """Keep a place by its name, by its point, or both, and why it was chosen."""
    if raw in (None, "") or raw == {}:
        return None
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Donnez le nom du lieu, ou un point sur la carte."))
    value: dict[str, Any] = {
        "place": clean_text(raw.get("place"), PLACE_LENGTH),
        "latitude": _coordinate(raw.get("latitude"), 90),
        "longitude": _coordinate(raw.get("longitude"), 180),
        "reason": clean_text(raw.get("reason"), rule.max_length or REASON_LENGTH),
    }
    if (value["latitude"] is None) != (value["longitude"] is None):
        raise ValidationError(_("Un point sur la carte demande une latitude et une longitude."))
    if value["reason"] and not (value["place"] or value["latitude"] is not None):
        raise ValidationError(_("Indiquez aussi le lieu dont vous parlez."))
    return {name: item for name, item in value.items() if item is not None} or None


def _coordinate(raw: Any, limit: int) -> float | None:
    if raw in (None, ""):
        return None
    try:
        number = float(raw) if isinstance(raw, str | int | float) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    if not (isinstance(raw, str | float | int) and abs(number) <= limit):
        raise ValidationError(_("Ce point n'est pas sur la carte."))
    return round(number, 5)


CLEANERS: dict[str, Callable[[QuestionRule, Any], Any]] = {
    QuestionType.SINGLE: _single,
    QuestionType.SCALE: _single,
    QuestionType.ZONE: _single,
    QuestionType.AGE_BAND: _single,
    QuestionType.MULTI: _multi,
    QuestionType.RANK: _rank,
    QuestionType.POINTS: _points,
    QuestionType.TEXT: _text,
    QuestionType.MAP_POINT: _map_point,
}
