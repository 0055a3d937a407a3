"""A questionnaire as one JSON file: its shape, and what a file must respect to be read.

Every problem names where it is: `section 2, question 3, réponse 1, champ « text »`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FORMAT = "perpignan.questionnaire"
SCHEMA = 1
MAX_BYTES = 2_000_000
MAX_PROBLEMS = 30
#: How many of each thing one list may hold.
LIMITS = {"sections": 60, "questions": 200, "options": 300, "conditions": 30}
LANGUAGES = ("", "_ca", "_en")


def _texts(*names: str) -> dict[str, type]:
    return {name + language: str for name in names for language in LANGUAGES}


#: Fields of each thing, and the kind of value that each holds; all may be left out.
FIELDS: Mapping[str, Mapping[str, type]] = {
    "sections": {
        "code": str,
        **_texts("title", "introduction"),
        "priority": str,
        "any_condition_suffices": bool,
    },
    "questions": {
        "code": str,
        "type": str,
        **_texts("text", "hint", "follow_up", "image_alt"),
        "min_choices": int,
        "max_choices": int,
        "points": int,
        "max_length": int,
        "minimum": Decimal,
        "maximum": Decimal,
        "decimals": int,
        "unit": str,
        "allows_other": bool,
        "allows_dont_know": bool,
        "profile": str,
        "any_condition_suffices": bool,
    },
    "options": {"code": str, **_texts("text"), "is_row": bool, "zone": str},
    "conditions": {"depends_on": str, "operator": str, "option_codes": list, "number": Decimal},
}
#: What each thing holds in turn.
PARTS = {
    "sections": ("conditions", "questions"),
    "questions": ("options", "conditions"),
    "options": (),
    "conditions": (),
}


@dataclass
class Problems:
    """Problems found in a file, each with its place; the first ones are enough to mend it."""

    found: list[str] = field(default_factory=list)

    def add(self, place: str, message: str, name: str = "") -> None:
        where = place + (", " if place and name else "")
        where += _("champ « %(name)s »") % {"name": name[:40]} if name else ""
        text = f"{where} : {message}" if where else message
        self.found.append(text[:1].upper() + text[1:])

    def raise_if_any(self) -> None:
        if self.found:
            more = len(self.found) - MAX_PROBLEMS
            shown = self.found[:MAX_PROBLEMS]
            if more > 0:
                shown.append(_("Et %(count)d autres problèmes.") % {"count": more})
            raise ValidationError(shown)


def place_of(kind: str, number: int, within: str = "") -> str:
    """Name a place in the file, in words."""
    label = {
        "sections": _("section %(n)d"),
        "questions": _("question %(n)d"),
        "options": _("réponse %(n)d"),
        "conditions": _("condition %(n)d"),
    }[kind] % {"n": number}
    return f"{within}, {label}" if within else label


def read_document(content: bytes) -> list[dict[str, Any]]:
    """Read the sections of a file, every value of the kind expected; raise in French."""
    if len(content) > MAX_BYTES:
        raise ValidationError(_("Ce fichier est trop lourd pour un questionnaire : 2 Mo au plus."))
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ValidationError(_("Ce fichier n'est pas du JSON lisible.")) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValidationError(_("Ce fichier n'est pas un questionnaire exporté du portail."))
    if document.get("schema") != SCHEMA:
        raise ValidationError(
            _("Ce fichier est d'une version du format que ce portail ne lit pas.")
        )
    problems = Problems()
    unknown = set(document) - {"format", "schema", "sections"}
    if unknown:
        problems.add("", _("champ inconnu."), min(map(str, unknown)))
    sections = _listed(document, "sections", "", problems)
    problems.raise_if_any()
    return sections


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _listed(
    owner: Mapping[str, Any], kind: str, place: str, problems: Problems
) -> list[dict[str, Any]]:
    items = owner.get(kind, [])
    if not isinstance(items, list) or len(items) > LIMITS[kind]:
        problems.add(
            place, _("une liste de %(max)d éléments au plus.") % {"max": LIMITS[kind]}, kind
        )
        return []
    return [
        _read(kind, item, place_of(kind, number, place), problems)
        for number, item in enumerate(items, start=1)
    ]


def _read(kind: str, item: Any, place: str, problems: Problems) -> dict[str, Any]:
    if not isinstance(item, dict):
        problems.add(place, _("un objet est attendu."))
        return {}
    fields, parts = FIELDS[kind], PARTS[kind]
    for name in item:
        if name not in fields and name not in parts:
            problems.add(place, _("champ inconnu."), name)
    values = {
        name: _value(item[name], expected, place, name, problems)
        for name, expected in fields.items()
        if name in item
    }
    return values | {part: _listed(item, part, place, problems) for part in parts}


def _value(raw: Any, expected: type, place: str, name: str, problems: Problems) -> Any:
    if raw is None and expected in (int, Decimal):
        return None
    if expected is Decimal:
        return _number(raw, place, name, problems)
    is_right = isinstance(raw, expected) and (expected is bool or not isinstance(raw, bool))
    if expected is list:
        is_right = is_right and len(raw) <= LIMITS["options"]
        is_right = is_right and all(isinstance(item, str) for item in raw)
    if expected is str:
        is_right = is_right and "\x00" not in raw
    if not is_right:
        problems.add(place, _expected()[expected], name)
        return expected()
    return raw


def _number(raw: Any, place: str, name: str, problems: Problems) -> Decimal | None:
    try:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise InvalidOperation
        number = Decimal(str(raw)[:40])
        if not number.is_finite():
            raise InvalidOperation
    except (InvalidOperation, ValueError):
        problems.add(place, _("un nombre est attendu."), name)
        return None
    return number


def _expected() -> dict[type, str]:
    return {
        str: _("un texte est attendu."),
        bool: _("vrai ou faux est attendu."),
        int: _("un nombre entier est attendu."),
        list: _("une liste de textes est attendue."),
    }
