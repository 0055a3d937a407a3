"""Amounts and numbers the French way, in a package that knows no Django."""

from decimal import Decimal

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"


def euros(cents: int) -> str:
    """Write 14000000 as 140 k€, 123456 as 1 234,56 €."""
    if cents and cents % 100_000 == 0:
        return f"{_grouped(cents // 100_000)}{NO_BREAK_SPACE}k€"
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    decimals = f",{rest:02d}" if rest else ""
    return f"{sign}{_grouped(whole)}{decimals}{NO_BREAK_SPACE}€"


def number(value: Decimal) -> str:
    text = f"{value.normalize():f}" if value else "0"
    return text.replace(".", ",")


def percent(share: float, digits: int = 2) -> str:
    return f"{share * 100:.{digits}f}".replace(".", ",") + f"{NO_BREAK_SPACE}%"


def listed(codes: list[str]) -> str:
    """Write ["A", "B", "C"] as « A, B et C »."""
    if len(codes) < 2:
        return "".join(codes)
    return f"{', '.join(codes[:-1])} et {codes[-1]}"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", NARROW_SPACE)
