"""HT to TTC and back, to the cent; lines converted together add up to their total."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from actionplan.funding_rules.plan import Basis, CostLine

CENT = Decimal("0.01")


def to_cent(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def convert(amount: Decimal, vat_rate: Decimal, to: Basis) -> Decimal:
    """Convert an amount that is on the other basis."""
    return to_cent(_exact(amount, vat_rate, to))


def convert_lines(lines: Sequence[CostLine], to: Basis) -> list[CostLine]:
    """Bring lines to one basis so that, rate by rate, their sum is their converted sum.

    Each line is rounded down, then the cents left over go to the largest remainders.
    """
    converted = list(lines)
    for rate in {line.vat_rate for line in lines}:
        places = [
            place
            for place, line in enumerate(lines)
            if line.vat_rate == rate and line.basis is not to
        ]
        exact = [_exact(lines[place].amount, rate, to) for place in places]
        amounts = [amount.quantize(CENT, ROUND_FLOOR) for amount in exact]
        total = sum((lines[place].amount for place in places), Decimal(0))
        left = int((convert(total, rate, to) - sum(amounts, Decimal(0))) / CENT)
        order = sorted(range(len(places)), key=lambda rank: (amounts[rank] - exact[rank], rank))
        for rank in order[:left]:
            amounts[rank] += CENT
        for place, amount in zip(places, amounts, strict=True):
            converted[place] = replace(lines[place], amount=amount, basis=to)
    return converted


def _exact(amount: Decimal, vat_rate: Decimal, to: Basis) -> Decimal:
    return amount * (1 + vat_rate) if to is Basis.INCLUDED else amount / (1 + vat_rate)
