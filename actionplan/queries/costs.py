"""Sums of cost lines; amounts with and without VAT are never added together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from actionplan.enums import CostKind, VatBasis
from actionplan.models import CostLine

ZERO = Decimal(0)


@dataclass(frozen=True)
class CostTotal:
    """What lines of one basis add up to, in one year or (no year) over all of them."""

    vat_basis: VatBasis
    capital: Decimal
    operating: Decimal
    year: int | None = None

    @property
    def total(self) -> Decimal:
        return self.capital + self.operating


def cost_totals(lines: Iterable[CostLine]) -> list[CostTotal]:
    """Add up lines, one total a VAT basis."""
    groups: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        groups[line.vat_basis].append(line)
    return [_total(basis, group, None) for basis, group in sorted(groups.items())]


def yearly_costs(lines: Iterable[CostLine]) -> list[CostTotal]:
    """Add up lines year by year, one total a VAT basis, the first year first."""
    groups: dict[tuple[int, str], list[CostLine]] = defaultdict(list)
    for line in lines:
        groups[line.year, line.vat_basis].append(line)
    return [_total(basis, group, year) for (year, basis), group in sorted(groups.items())]


def _total(basis: str, lines: Sequence[CostLine], year: int | None) -> CostTotal:
    def of(kind: CostKind) -> Decimal:
        return sum((line.amount for line in lines if line.kind == kind), ZERO)

    return CostTotal(VatBasis(basis), of(CostKind.CAPITAL), of(CostKind.OPERATING), year)
