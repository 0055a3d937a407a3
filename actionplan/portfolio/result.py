"""What a planning gives back: what is chosen, who pays, and how far it can be relied on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from actionplan.portfolio.problem import Problem


class Status(StrEnum):
    OPTIMAL = "optimal"  # nothing better exists, within the tolerance asked
    FEASIBLE = "feasible"  # keeps every rule; the gap says what may be left
    INFEASIBLE = "infeasible"  # no plan keeps every rule
    UNKNOWN = "unknown"  # no plan found in the time given
    INVALID = "invalid"  # the data say something wrong; nothing was searched
    CANCELLED = "cancelled"  # stopped by a person; the plan, if any, keeps every rule


@dataclass(frozen=True)
class Payment:
    action: str
    year: int  # a calendar year
    source: str  # "own" or the code of a lever
    cents: int


@dataclass(frozen=True)
class Portfolio:
    """A choice that can be checked without the solver: starts are calendar years."""

    starts: dict[str, int]
    payments: tuple[Payment, ...] = ()

    def value(self, problem: Problem) -> Decimal:
        chosen = sum((problem.by_code[code].value for code in self.starts), Decimal(0))
        together = (
            synergy.bonus
            for synergy in problem.synergies
            if synergy.first in self.starts and synergy.second in self.starts
        )
        return sum(together, chosen)

    def own_cents(self) -> int:
        return sum(payment.cents for payment in self.payments if payment.source == "own")


@dataclass(frozen=True)
class Plan:
    status: Status
    portfolio: Portfolio | None
    objective: Decimal | None
    bound: float | None
    gap: float | None
    explanation: tuple[str, ...]
    seconds: float

    def as_data(self) -> dict[str, Any]:
        """Give plain data for JSON; amounts are numbers of euros with two decimals at most."""
        portfolio = self.portfolio or Portfolio({})
        chosen = sorted(portfolio.starts.items(), key=lambda item: (item[1], item[0]))
        return {
            "status": self.status.value,
            "objective": None if self.objective is None else _plain(self.objective),
            "bound": self.bound,
            "gap": self.gap,
            "chosen": [{"code": code, "start": start} for code, start in chosen],
            "funding": [
                {
                    "action": payment.action,
                    "year": payment.year,
                    "source": payment.source,
                    "amount": _plain(Decimal(payment.cents) / 100),
                }
                for payment in portfolio.payments
            ],
            "explanation": list(self.explanation),
        }


def gap_between(objective: Decimal | None, bound: float | None) -> float | None:
    """Give how far a better plan could be, as a share of the value found (of the bound, if nil)."""
    if objective is None or bound is None:
        return None
    distance = bound - float(objective)
    return distance / abs(float(objective) or bound) if distance > 1e-9 else 0.0


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
