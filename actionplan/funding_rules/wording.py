"""Figures the French way, in a package that knows no Django."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def euros(amount: Decimal) -> str:
    """Write 1234.5 as 1 234,50 € and 1000 as 1 000 €."""
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{cents:,.2f}".removesuffix(".00")
    return text.replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def percent(share: Decimal) -> str:
    """Write 0.1111 as 11,1 % and 0.16404 as 16,404 %."""
    exact = share * 100
    short = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    digits = exact if exact == exact.quantize(Decimal("0.001")) else short
    return f"{digits.normalize():f}".replace(".", ",") + "\u00a0%"


def day(value: date) -> str:
    first = "er" if value.day == 1 else ""
    return f"{value.day}{first} {MONTHS[value.month - 1]} {value.year}"


def shown(name: str, value: object) -> str:
    """Write a parameter of a message: `..._rate` is a share, another Decimal an amount."""
    if isinstance(value, Decimal):
        return percent(value) if name.endswith("_rate") else euros(value)
    if isinstance(value, date):
        return day(value)
    return str(value)
