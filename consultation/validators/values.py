"""Answers that are a value: a number, a day, a place, a file."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.validators.rules import DONT_KNOW, QuestionRule
from consultation.validators.texts import PLACE_LENGTH, REASON_LENGTH, clean_line, clean_text

#: A number as people type it once its spaces are out: `-1234,5`.
NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:[.,]\d{0,9})?|[.,]\d{1,9})", re.ASCII)
HUGE = Decimal(10) ** 9
MINUS = "\N{MINUS SIGN}"
COORDINATE = re.compile(r"-?\d{1,3}(?:[.,]\d{1,15})?", re.ASCII)
DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
    re.compile(
        r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})", re.ASCII
    ),
)
DATE_PARTS = ("day", "month", "year")
YEARS = range(1900, 2101)
FILE_ID = re.compile(r"[0-9a-f]{32}")
FILE_NAME_LENGTH = 100


def number(rule: QuestionRule, raw: Any) -> int | float | str | None:
    """Read a number in the French way or in a program's; round it as the question says."""
    if raw in (None, ""):
        return None
    if rule.allows_dont_know and raw == DONT_KNOW:
        return DONT_KNOW
    if rule.allows_dont_know and isinstance(raw, list) and DONT_KNOW in raw:
        raise ValidationError(_("Gardez le nombre, ou « Je ne sais pas », pas les deux."))
    value = _decimal(raw)
    if value is None:
        return None
    if abs(value) >= HUGE:
        raise ValidationError(_("Ce nombre est trop grand."))
    value = value.quantize(Decimal(1).scaleb(-rule.decimals), ROUND_HALF_UP)
    _check_bounds(rule, value)
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(raw: Any) -> Decimal | None:
    refused = ValidationError(_("Écrivez un nombre, par exemple 12 ou 12,5."))
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise refused
    if isinstance(raw, str):
        text = "".join(raw.split()).replace(MINUS, "-") if len(raw) <= 60 else raw
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise refused
        return Decimal(text.replace(",", "."))
    if isinstance(raw, int):
        # A number of ten thousand digits is not even written out.
        return Decimal(raw) if abs(raw) < HUGE else HUGE
    value = raw if isinstance(raw, Decimal) else Decimal(repr(raw))
    if not value.is_finite():
        raise refused
    return value


def _check_bounds(rule: QuestionRule, value: Decimal) -> None:
    low, high = rule.minimum, rule.maximum
    if low is not None and value < low:
        raise ValidationError(
            _("Ce nombre est trop petit : %(min)s au moins.") % {"min": _told(low)}
        )
    if high is not None and value > high:
        raise ValidationError(
            _("Ce nombre est trop grand : %(max)s au plus.") % {"max": _told(high)}
        )


def _told(bound: Decimal) -> str:
    return f"{bound.normalize():f}".replace(".", ",")


def day(rule: QuestionRule, raw: Any) -> str | None:
    """Read a day: `31/05/2026`, `2026-05-31`, or its three parts. Keep it as `2026-05-31`."""
    if raw in (None, "") or raw == {}:
        return None
    found = _parts_of_day(raw)
    if found is None:
        return None
    numbers = {name: int(text) for name, text in found.items()}
    if numbers["year"] not in YEARS:
        raise ValidationError(_("Écrivez l'année en quatre chiffres, entre 1900 et 2100."))
    try:
        return date(**numbers).isoformat()
    except ValueError:
        raise ValidationError(_("Ce jour n'existe pas : vérifiez le jour et le mois.")) from None


def _parts_of_day(raw: Any) -> dict[str, str] | None:
    refused = ValidationError(_("Écrivez une date, par exemple 31/05/2026."))
    if isinstance(raw, Mapping):
        parts = {name: str(raw.get(name) or "").strip()[:5] for name in DATE_PARTS}
        if not any(parts.values()):
            return None
        if not all(parts.values()):
            raise ValidationError(_("Donnez le jour, le mois et l'année."))
        raw = "/".join(parts.values())
    if not isinstance(raw, str) or len(raw) > 30:
        raise refused
    if not raw.strip():
        return None
    for pattern in DATES:
        if found := pattern.fullmatch(raw.strip()):
            return found.groupdict()
    raise refused


def map_point(rule: QuestionRule, raw: Any) -> dict[str, Any] | None:
    """Keep a place by its name, by its point, or both, and why it was chosen."""
    if raw in (None, "") or raw == {}:
        return None
    if not isinstance(raw, Mapping):
        raise ValidationError(_("Donnez le nom du lieu, ou un point sur la carte."))
    value: dict[str, Any] = {
        "place": clean_text(raw.get("place"), PLACE_LENGTH),
        "latitude": coordinate(raw.get("latitude"), 90),
        "longitude": coordinate(raw.get("longitude"), 180),
        "reason": clean_text(raw.get("reason"), rule.max_length or REASON_LENGTH),
    }
    if (value["latitude"] is None) != (value["longitude"] is None):
        raise ValidationError(_("Un point sur la carte demande une latitude et une longitude."))
    if value["reason"] and not (value["place"] or value["latitude"] is not None):
        raise ValidationError(_("Indiquez aussi le lieu dont vous parlez."))
    return {name: item for name, item in value.items() if item is not None} or None


def coordinate(raw: Any, limit: int) -> float | None:
    """Read a latitude or a longitude to about a metre; None if there is none."""
    if raw in (None, ""):
        return None
    refused = ValidationError(_("Ce point n'est pas sur la carte."))
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise refused
    if isinstance(raw, str):
        if not COORDINATE.fullmatch(raw.strip()):
            raise refused
        raw = float(raw.strip().replace(",", "."))
    if not abs(raw) <= limit:
        raise refused
    return round(float(raw), 5) + 0.0


def file(rule: QuestionRule, raw: Any) -> dict[str, Any] | None:
    """Keep what names a file stored before; the operation that stores checks whose it is."""
    if raw in (None, "") or raw == {}:
        return None
    refused = ValidationError(_("Joignez le fichier avec le bouton de la question."))
    if not isinstance(raw, Mapping):
        raise refused
    key, name, size = raw.get("id"), raw.get("name"), raw.get("size")
    content_type = raw.get("content_type")
    if not isinstance(key, str) or not FILE_ID.fullmatch(key):
        raise refused
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size < 2**31:
        raise refused
    if not isinstance(content_type, str) or len(content_type) > 100:
        raise refused
    shown = clean_line(name, FILE_NAME_LENGTH)
    if shown is None:
        raise refused
    return {"id": key, "name": shown, "size": size, "content_type": content_type}
