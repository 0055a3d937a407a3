"""Read numbers back as they are written in reports, for cells that compute."""

import re
from dataclasses import dataclass
from decimal import Decimal

SPACES = "[\\s\u00a0\u202f\u2009\u200b]"
NUMBER = re.compile(
    rf"(?P<sign>[−+-]?)(?P<whole>[0-9]{{1,3}}(?:{SPACES}[0-9]{{3}})+|[0-9]+)(?:,(?P<part>[0-9]+))?"
    rf"{SPACES}*(?P<unit>%|€|k€|M€|ha|km|m²)?"
)
#: Beyond fifteen figures a workbook rounds: such numbers stay words.
MOST_FIGURES = 15


@dataclass(frozen=True)
class Number:
    """A number of a cell, and the format that shows it as the report does."""

    value: Decimal
    format: str


def read_number(text: str) -> Number | None:
    """Read `1 234,5 %` or `105 M€`; None for anything that is not just one number."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    whole = re.sub(SPACES, "", found["whole"])
    part = found["part"] or ""
    if len(whole) + len(part) > MOST_FIGURES or _is_a_code(found["whole"]):
        return None
    value = Decimal(f"{whole}.{part or 0}")
    shown = "#,##0" + ("." + "0" * len(part) if part else "")
    unit = f'"\u00a0{found["unit"]}"' if found["unit"] else ""
    return Number(-value if found["sign"] in {"−", "-"} else value, shown + unit)


def _is_a_code(whole: str) -> bool:
    """Recognise what only looks like a number: a year, a postal code, an INSEE code.

    A quantity of four figures or more is written with spaces.
    """
    return (whole.startswith("0") and len(whole) > 1) or (whole.isdigit() and len(whole) > 3)
