"""Numbers, amounts and dates as a reader of the active language expects them.

The template tags of `templatetags/portal.py` write through these functions too, so that
a page, a chart and a report say a number the same way.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
#: Thousands and decimal marks of each language of the site.
MARKS = {"fr": (NARROW, ","), "ca": (".", ","), "en": (",", ".")}
#: The letters before which Catalan months take an apostrophe.
VOWELS = "ao"
#: From one of these on, the unit in which a rounded sum of money is told.
MONEY_UNITS = ((Decimal(10**9), "Md€"), (Decimal(10**6), "M€"), (Decimal(10**3), "k€"))


def language() -> str:
    """Return the two letters of the language of the page."""
    return (get_language() or "fr").split("-")[0]


def grouped(value: Decimal | int, places: int | None = None) -> str:
    """Write a number with all its decimals, or with as many as asked, half rounded up."""
    amount = Decimal(value)
    if places is not None:
        amount = _rounded(amount, places)
    thousands, point = MARKS.get(language(), MARKS["fr"])
    whole, _dot, fraction = f"{abs(amount):f}".partition(".")
    sign = MINUS if amount < 0 else ""
    shown = f"{int(whole):,}".replace(",", thousands)
    return f"{sign}{shown}{point + fraction if fraction else ''}"


def number(value: Decimal | int) -> str:
    """Write a number: `1 234,5` in French, without zeros that say nothing."""
    return grouped(_plain(Decimal(value)))


def percent(value: Decimal | int, places: int | None = None) -> str:
    """Write 12 as `12 %`: the value is already in percent, not a share of one."""
    gap = "" if language() == "en" else NO_BREAK
    return f"{grouped(value, places)}{gap}%"


def euros(amount: Decimal) -> str:
    """Write an amount, its cents only when there are some: `15 000 €`, `1 250,50 €`."""
    cents = _rounded(amount, 2)
    places = 0 if cents == cents.to_integral_value() else 2
    return f"{grouped(cents, places)}{NO_BREAK}€"


def euros_short(amount: Decimal) -> str:
    """Write 105000000 as `105 M€`; sums under a thousand are written in full."""
    for unit, symbol in MONEY_UNITS:
        shown = _rounded(amount / unit, 1)
        if abs(shown) >= 1:
            return f"{number(shown)}{NO_BREAK}{symbol}"
    return euros(amount)


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
    if language() == "ca":  # Django's own Catalan leaves out the first "de"
        month = date_format(day, "F")
        return f"{day.day} {'d’' if month[0] in VOWELS else 'de '}{month} de {day.year}"
    return _first(date_format(day, "DATE_FORMAT"), day)


def day_and_month(day: date) -> str:
    """Write a day of a year that is known: `1er avr.`, short as the language does."""
    return _first(date_format(day, "j N"), day)


def long_moment(moment: datetime) -> str:
    """Write a day and an hour: `1er avril 2020 à 9 h 05`."""
    hour = _("à %(hour)d h %(minute)02d") % {"hour": moment.hour, "minute": moment.minute}
    return f"{long_date(moment)} {hour}"


def _first(text: str, day: date) -> str:
    """Say `1er` in French for the first day of a month."""
    return f"1er{text[1:]}" if language() == "fr" and day.day == 1 else text


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _plain(value: Decimal) -> Decimal:
    """Drop the zeros that say nothing, without turning 100 into 1E+2."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
