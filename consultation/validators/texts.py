"""Texts that people write: one form of each letter, no control character, a length."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultation.validators.rules import QuestionRule

PLACE_LENGTH = 200
REASON_LENGTH = 600
LINE_LENGTH = 200
OTHER_LENGTH = 200
#: Control characters but tab and line feed: none belongs in what a person writes.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


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


def clean_line(raw: Any, max_length: int) -> str | None:
    """Tidy a text of one line: whatever breaks lines or columns becomes a space."""
    joined = " ".join(raw.split()) if isinstance(raw, str) else raw
    text = clean_text(joined, max_length)
    return " ".join(text.split()) if text else None


def long_text(rule: QuestionRule, raw: Any) -> str | None:
    return clean_text(raw, rule.max_length or REASON_LENGTH)


def short_text(rule: QuestionRule, raw: Any) -> str | None:
    return clean_line(raw, rule.max_length or LINE_LENGTH)
