"""What every page writes the same way: numbers, badges, chips, translated names.

`docs/design.md` shows each tag with its call.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from perpignan.study.enums import Confidence
from perpignan.study.localisation import FRENCH, localised_text

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
#: Thousands and decimal marks of each language of the site.
MARKS = {"fr": (NARROW, ","), "ca": (".", ","), "en": (",", ".")}
#: From one of these on, the unit in which a rounded sum of money is told.
MONEY_UNITS = ((Decimal(10**9), "Md€"), (Decimal(10**6), "M€"), (Decimal(10**3), "k€"))
#: What a status tells at a glance: a tone, which has one colour and one sign.
TONES = {
    "active": {"under_way", "open", "drafting", "under_study", "submitted", "in_review", "running"},
    "good": {"done", "delivered", "admitted", "published", "retained", "ready", "granted"},
    "warning": {"postponed", "late", "draft", "to_verify", "queued"},
    "closed": {"closed", "discarded", "rejected", "failed", "refused", "withdrawn"},
}
TONE_SIGNS = {"active": "under_way", "good": "good", "warning": "warning", "closed": "closed"}


def _language() -> str:
    return (get_language() or FRENCH).split("-")[0]


def _decimal(value: Any) -> Decimal | None:
    """Read a number through its text, so that 0.1 stays 0.1; None when it is not one."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _write(number: Decimal, places: int | None = None) -> str:
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    thousands, point = MARKS.get(_language(), MARKS[FRENCH])
    whole, _dot, fraction = f"{abs(number):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    sign = MINUS if number < 0 else ""
    return f"{sign}{grouped}{point + fraction if fraction else ''}"


def _write_short(number: Decimal) -> str:
    """Write with one decimal at most, and none when it says nothing."""
    rounded = number.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return _write(rounded, 0 if rounded == rounded.to_integral_value() else 1)


@register.filter
def french_number(value: Any, places: int | None = None) -> Any:
    """Write 1234.5 as "1 234,5" (the marks follow the language of the page)."""
    number = _decimal(value)
    return ("" if value is None else value) if number is None else _write(number, places)


@register.filter
def percent(value: Any, places: int | None = None) -> Any:
    """Write 12 as "12 %": the value is already in percent, not a share of one."""
    number = _decimal(value)
    if number is None:
        return "" if value is None else value
    gap = "" if _language() == "en" else NO_BREAK
    return f"{_write(number, places)}{gap}%"


@register.filter
def euros(value: Any) -> Any:
    """Write 105000 as "105 000 €", with cents only when there are some."""
    number = _decimal(value)
    if number is None:
        return "" if value is None else value
    cents = number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    places = 0 if cents == cents.to_integral_value() else 2
    return f"{_write(cents, places)}{NO_BREAK}€"


@register.filter
def euros_short(value: Any) -> Any:
    """Write 105000000 as "105 M€"; sums under a thousand are written in full."""
    number = _decimal(value)
    if number is None:
        return "" if value is None else value
    for unit, symbol in MONEY_UNITS:
        shown = (number / unit).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        if abs(shown) >= 1:
            return f"{_write_short(shown)}{NO_BREAK}{symbol}"
    return euros(number)


@register.filter
def french_date(value: date | None) -> str:
    """Write a date in full: "1er juin 2026" in French, as usual in other languages."""
    if value is None:
        return ""
    text = date_format(value, "DATE_FORMAT")
    return f"1er{text[1:]}" if _language() == FRENCH and value.day == 1 else text


@register.simple_tag
def localized(record: Any, field: str) -> SafeString:
    """Write a record's text in the page's language; French text standing in says so."""
    text, language = localised_text(record, field)
    if language == _language():
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
def evidence_chips(evidence: Iterable[Any] | None) -> dict[str, Any]:
    return {"evidence": list(evidence or [])}
