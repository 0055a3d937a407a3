"""Answers that choose among the options of a question."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import Opinion, YesNo
from consultation.validators.rules import DONT_KNOW, OTHER, QuestionRule

WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")
EMPTY = (None, "")


def single(rule: QuestionRule, raw: Any) -> str | None:
    return None if raw in EMPTY else _one_of(raw, proposed_codes(rule))


def yes_no(rule: QuestionRule, raw: Any) -> str | None:
    return None if raw in EMPTY else _one_of(raw, (*YesNo.values, *_unknown(rule)))


def multi(rule: QuestionRule, raw: Any) -> list[str] | None:
    """Keep the options in the order of the questionnaire, each one once."""
    if raw in (None, "", [], ()):
        return None
    proposed = proposed_codes(rule)
    if not isinstance(raw, list | tuple) or len(raw) > 2 * len(proposed):
        raise ValidationError(_("Choisissez parmi les réponses proposées."))
    chosen = {_one_of(item, proposed) for item in raw}
    if DONT_KNOW in chosen and len(chosen) > 1:
        raise ValidationError(
            _("« Je ne sais pas » ne va avec aucune autre réponse : gardez l'un ou l'autre.")
        )
    if DONT_KNOW not in chosen:
        _check_number_of_choices(rule, len(chosen))
    return [code for code in proposed if code in chosen]


def _check_number_of_choices(rule: QuestionRule, count: int) -> None:
    if rule.max_choices and count > rule.max_choices:
        raise ValidationError(
            ngettext(
                "Gardez %(max)d réponse au plus : vous en avez coché %(count)d.",
                "Gardez %(max)d réponses au plus : vous en avez coché %(count)d.",
                rule.max_choices,
            )
            % {"max": rule.max_choices, "count": count}
        )
    if rule.min_choices and count < rule.min_choices:
        raise ValidationError(
            ngettext(
                "Cochez %(min)d réponse au moins, ou aucune : vous en avez coché %(count)d.",
                "Cochez %(min)d réponses au moins, ou aucune : vous en avez coché %(count)d.",
                rule.min_choices,
            )
            % {"min": rule.min_choices, "count": count}
        )


def matrix(rule: QuestionRule, raw: Any) -> dict[str, str] | None:
    """Keep an option a row; rows may be left out."""
    return _by_key(raw, rule.row_codes, (*rule.option_codes, *_unknown(rule)))


def statements(rule: QuestionRule, raw: Any) -> dict[str, str] | None:
    """Keep what the person thinks of each statement that she does not leave out."""
    return _by_key(raw, rule.option_codes, tuple(Opinion.values))


def _by_key(raw: Any, keys: tuple[str, ...], proposed: tuple[str, ...]) -> dict[str, str] | None:
    if raw in EMPTY or raw == {}:
        return None
    if not isinstance(raw, Mapping) or len(raw) > len(keys):
        raise ValidationError(_("Donnez une réponse par ligne."))
    given = {
        _one_of(key, keys): _one_of(item, proposed)
        for key, item in raw.items()
        if item not in EMPTY or key not in keys
    }
    return {key: given[key] for key in keys if key in given} or None


def rank(rule: QuestionRule, raw: Any) -> list[str] | None:
    """Keep an order from the first choice on; it may stop before the last option."""
    if raw in EMPTY:
        return None
    if not isinstance(raw, list | tuple) or len(raw) > len(rule.option_codes):
        raise ValidationError(_("Donnez un ordre parmi les réponses proposées."))
    given = list(raw)
    while given and given[-1] in EMPTY:
        given.pop()
    if any(item in EMPTY for item in given):
        raise ValidationError(_("Un rang est resté vide : classez sans sauter de rang."))
    order = [_one_of(item, rule.option_codes) for item in given]
    if len(set(order)) < len(order):
        raise ValidationError(_("La même réponse est classée deux fois : gardez un seul rang."))
    return order or None


def points(rule: QuestionRule, raw: Any) -> dict[str, int] | None:
    """Share exactly the points given, once a share is started; zeros are not kept."""
    if raw in EMPTY or raw == {}:
        return None
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Donnez un nombre de points par réponse proposée."))
    shares = {_one_of(key, rule.option_codes): _whole_number(item) for key, item in raw.items()}
    if all(item in EMPTY for item in raw.values()):
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
    if raw in EMPTY:
        return 0
    refused = ValidationError(_("Écrivez un nombre entier, sans signe ni virgule."))
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise refused
    if isinstance(raw, int):
        if not 0 <= raw < 10**6:
            raise refused
        return raw
    text = raw.strip()
    if not WHOLE_NUMBER.fullmatch(text):
        raise refused
    return int(text)


def proposed_codes(rule: QuestionRule) -> tuple[str, ...]:
    """List what may be chosen: the options, then another answer, then none of them known."""
    return (*rule.option_codes, *((OTHER,) if rule.allows_other else ()), *_unknown(rule))


def _unknown(rule: QuestionRule) -> tuple[str, ...]:
    return (DONT_KNOW,) if rule.allows_dont_know else ()


def _one_of(raw: Any, codes: tuple[str, ...]) -> str:
    if not isinstance(raw, str) or raw not in codes:
        raise ValidationError(_("Choisissez une des réponses proposées."))
    return raw
