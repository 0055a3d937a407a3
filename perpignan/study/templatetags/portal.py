"""What every page writes the same way: numbers, badges, chips, translated names.

`docs/design.md` shows each tag with its call.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from perpignan.study import wording
from perpignan.study.chain import address_of
from perpignan.study.enums import Confidence
from perpignan.study.localisation import localised_text
from perpignan.study.search import START, STOP

register = template.Library()

#: What a status tells at a glance: a tone, which has one colour and one sign.
TONES = {
    "active": {
        *("under_way", "open", "drafting", "under_study", "submitted", "in_review", "running"),
        "to_study",
    },
    "good": {
        *("done", "delivered", "admitted", "published", "retained", "ready", "granted"),
        *("partly_retained", "already_planned", "received", "taken", "carried_out", "held"),
        "approved",
    },
    "warning": {"postponed", "late", "draft", "to_verify", "queued", "occurred"},
    "closed": {
        *("closed", "discarded", "rejected", "failed", "refused", "withdrawn"),
        *("cancelled", "dropped"),
        *("not_retained", "merged", "split"),
    },
}
#: A found word between its marks, in text already escaped.
FOUND = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
TONE_SIGNS = {"active": "under_way", "good": "good", "warning": "warning", "closed": "closed"}


def _decimal(value: Any) -> Decimal | None:
    """Read a number through its text, so that 0.1 stays 0.1; None when it is not one."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _written(value: Any, write: Callable[[Decimal], str]) -> Any:
    """Write a number; what is not one is shown as it is, nothing as nothing."""
    number = _decimal(value)
    if number is None:
        return "" if value is None else value
    return write(number)


@register.filter
def french_number(value: Any, places: int | None = None) -> Any:
    """Write 1234.5 as "1 234,5" (the marks follow the language of the page)."""
    return _written(value, lambda number: wording.grouped(number, places))


@register.filter
def percent(value: Any, places: int | None = None) -> Any:
    """Write 12 as "12 %": the value is already in percent, not a share of one."""
    return _written(value, lambda number: wording.percent(number, places))


@register.filter
def euros(value: Any) -> Any:
    """Write 105000 as "105 000 €", with cents only when there are some."""
    return _written(value, wording.euros)


@register.filter
def euros_short(value: Any) -> Any:
    """Write 105000000 as "105 M€"; sums under a thousand are written in full."""
    return _written(value, wording.euros_short)


@register.filter
def french_date(value: date | None) -> str:
    """Write a date in full: "1er juin 2026" in French, as usual in other languages."""
    return "" if value is None else wording.long_date(value)


@register.filter
def marked(excerpt: str) -> SafeString:
    """Show an excerpt with the found words marked; everything else is text."""
    shown = FOUND.sub(r"<mark>\1</mark>", str(conditional_escape(excerpt)))
    return mark_safe(shown.replace(START, "").replace(STOP, ""))  # noqa: S308 - escaped above


@register.simple_tag
def localized(record: Any, field: str) -> SafeString:
    """Write a record's text in the page's language; French text standing in says so."""
    text, language = localised_text(record, field)
    if language == wording.language():
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def localized_plain(record: Any, field: str) -> str:
    """Write a record's text in the page's language where no tag may stand: an attribute."""
    return localised_text(record, field).text


@register.simple_tag
def sign(name: str, extra_class: str = "") -> SafeString:
    """Draw one of the portal's signs; it decorates a text, so readers aloud skip it."""
    return format_html(
        '<svg class="sign {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra_class,
        static("perpignan/img/signs.svg"),
        name,
    )


@register.filter
def tone(priority: Any) -> str:
    """Give the CSS class of a priority: p1, p2, p3 or t, its colour everywhere."""
    return str(getattr(priority, "code", priority) or "").lower()


@register.filter
def field_anchor(field: BoundField) -> str:
    """Give the id to which an error summary links: the first choice of a group."""
    if field.use_fieldset:
        choices = field.subwidgets
        return str(choices[0].data["attrs"].get("id", field.auto_id)) if choices else field.auto_id
    return str(field.id_for_label)


@register.inclusion_tag("components/priority_badge.html")
def priority_badge(priority: Any, short: bool = False) -> dict[str, Any]:
    return {"priority": priority, "short": short}


@register.inclusion_tag("components/axis_tag.html")
def axis_tag(axis: Any) -> dict[str, Any]:
    return {"axis": axis}


@register.inclusion_tag("components/illustrative_badge.html")
def illustrative_badge(record: Any) -> dict[str, Any]:
    """Tell that a content is made up for the demonstration."""
    confidence = getattr(record, "confidence", "")
    flagged = getattr(record, "is_illustrative", False) or confidence == Confidence.ILLUSTRATIVE
    return {"is_illustrative": flagged}


@register.inclusion_tag("components/confidence_badge.html")
def confidence_badge(record: Any) -> dict[str, Any]:
    """Tell how far a statement may be relied on; a solid one needs no badge.

    Neither does an illustrative one: `illustrative_badge` already says so.
    """
    value = getattr(record, "confidence", "") or Confidence.SOLID
    is_silent = value in {Confidence.SOLID, Confidence.ILLUSTRATIVE}
    return {"value": str(value), "label": "" if is_silent else Confidence(value).label}


@register.inclusion_tag("components/status_tag.html")
def status_tag(value: Any, label: str = "") -> dict[str, Any]:
    """Show a status with its tone: `value` is the stored code or an enum member."""
    found = next((name for name, codes in TONES.items() if str(value) in codes), "neutral")
    shown = label or getattr(value, "label", value)
    return {"label": shown, "tone": found, "sign_name": TONE_SIGNS.get(found, "planned")}


@register.inclusion_tag("components/source_chips.html")
def source_chips(sources: Iterable[Any] | None) -> dict[str, Any]:
    return {"sources": list(sources or [])}


@register.inclusion_tag("components/evidence_chips.html")
def evidence_chips(evidence: Iterable[Any] | None, record: Any = None) -> dict[str, Any]:
    """Show where a thing comes from; with the thing itself, link to its whole chain."""
    return {"evidence": list(evidence or [])} | chain_link(record)


@register.inclusion_tag("components/chain_link.html")
def chain_link(record: Any) -> dict[str, Any]:
    """Link to everything that is tied to a thing, if its noun is in the chain."""
    return {"address": address_of(record) if record else None}
