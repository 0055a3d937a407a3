"""Numbers, amounts and dates as a reader of the active language expects them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


def number(value: Decimal | int) -> str:
    """Write a number: `1 234,5` in French, without zeros that say nothing."""
    text = Decimal(value)
    text = text.quantize(Decimal(1)) if text == text.to_integral_value() else text.normalize()
    return _grouped(text)


def _grouped(value: Decimal, places: int | None = None) -> str:
    text = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace(NO_BREAK, NARROW)


def euros(amount: Decimal) -> str:
    """Write an amount to the cent it is known to: `15 000 €`, `1 250,50 €`."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{_grouped(amount, places)}{NO_BREAK}€"


def euro_range(low: Decimal | None, high: Decimal | None) -> str:
    """Write an order of magnitude: `de 15 000 € à 40 000 €`, empty if nothing is known."""
    if low is None or high is None:
        known = low if high is None else high
        return "" if known is None else euros(known)
    if low == high:
        return euros(low)
    return _("de %(low)s à %(high)s") % {"low": euros(low), "high": euros(high)}


def long_date(day: date) -> str:
    """Write a date in full: `1er avril 2020`, `10 de novembre de 2020` in Catalan."""
    text = date_format(day, "DATE_FORMAT")
    is_french = (get_language() or "fr").startswith("fr")
    return text.replace("1 ", "1er ", 1) if is_french and day.day == 1 else text
