"""The nouns of a funding plan. Rates are shares (0.20 for 20 %), amounts are euros."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class Nature(StrEnum):
    INVESTMENT = "investment"
    OPERATING = "operating"


class Basis(StrEnum):
    EXCLUDED = "HT"
    INCLUDED = "TTC"


class Origin(StrEnum):
    OWN = "own"
    PUBLIC = "public"
    EUROPEAN = "european"
    PRIVATE = "private"


class State(StrEnum):
    CONSIDERED = "considered"
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    PAID = "paid"


FIRM = frozenset({State.GRANTED, State.PAID})
#: Money of public persons other than the owner.
PUBLIC_AID = frozenset({Origin.PUBLIC, Origin.EUROPEAN})


class Purpose(StrEnum):
    """What an expense is, for the VAT compensation fund."""

    STANDARD = "standard"
    CLOUD_INFRASTRUCTURE = "iaas"
    CLOUD_SERVICE = "saas"  # software or platform rented online
    NOT_ELIGIBLE = "not_eligible"  # grants to others, land, what is let or sold...


class Ground(StrEnum):
    """Why the minimum share of the owner may be lower."""

    URBAN_RENEWAL = "anru"
    PROTECTED_MONUMENT = "monument"
    CALAMITY = "calamity"


@dataclass(frozen=True)
class Derogation:
    ground: Ground
    reason: str  # the act that allows it: convention, prefect's decision and its date


@dataclass(frozen=True)
class CostLine:
    code: str
    year: int
    amount: Decimal
    nature: Nature = Nature.INVESTMENT
    basis: Basis = Basis.EXCLUDED
    vat_rate: Decimal = Decimal("0.20")
    purpose: Purpose = Purpose.STANDARD
    label: str = ""


@dataclass(frozen=True)
class Lever:
    """What is known of a lever; nothing known, nothing checked."""

    code: str
    rate: Decimal | None = None
    ceiling: Decimal | None = None
    eligible_base: Decimal | None = None
    natures: frozenset[Nature] = frozenset(Nature)
    excludes: frozenset[str] = frozenset()
    opens_on: date | None = None
    closes_on: date | None = None
    european_fund: str = ""
    is_contribution_fund: bool = False
    is_state_funding: bool = False


@dataclass(frozen=True)
class FundingLine:
    funder: str
    origin: Origin
    amounts: Mapping[int, Decimal]  # by year
    lever: Lever | None = None
    state: State = State.CONSIDERED
    nature: Nature = Nature.INVESTMENT
    probability: Decimal = Decimal(1)
    expenses: frozenset[str] = frozenset()  # codes of cost lines; none: all of this nature
    applied_on: date | None = None
    granted_on: date | None = None
    basis: Basis | None = None  # that of the plan when not said

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)

    @property
    def name(self) -> str:
        return f"{self.funder} ({self.lever.code})" if self.lever else self.funder

    @property
    def is_firm(self) -> bool:
        return self.state in FIRM

    @property
    def is_alive(self) -> bool:
        return self.state is not State.REFUSED


@dataclass(frozen=True)
class FundingPlan:
    costs: tuple[CostLine, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    basis: Basis = Basis.EXCLUDED
    owner_threshold: Decimal = Decimal("0.20")
    derogation: Derogation | None = None
    works_start: date | None = None
    helps_companies: bool = False  # State aid: shops, craftsmen...
    earlier_minimis_aid: Decimal = ZERO  # received by the beneficiary over three years

    def cost(self, nature: Nature | None = None, codes: Iterable[str] | None = None) -> Decimal:
        """Add up costs, of one nature or of some lines."""
        wanted = None if codes is None else set(codes)
        return sum(
            (
                line.amount
                for line in self.costs
                if (nature is None or line.nature is nature)
                and (wanted is None or line.code in wanted)
            ),
            ZERO,
        )

    def alive(self, nature: Nature | None = None) -> list[FundingLine]:
        """List the funding lines that are not refused."""
        return [
            line
            for line in self.funding
            if line.is_alive and (nature is None or line.nature is nature)
        ]

    def given(self, origins: Iterable[Origin], nature: Nature | None = None) -> Decimal:
        wanted = set(origins)
        return sum((line.total for line in self.alive(nature) if line.origin in wanted), ZERO)

    def expenses_of(self, line: FundingLine) -> frozenset[str]:
        """List the expenses a line pays for: those it names, or all of its nature."""
        if line.expenses:
            return line.expenses
        return frozenset(cost.code for cost in self.costs if cost.nature is line.nature)

    def named(self, codes: Iterable[str]) -> str:
        """Name expenses as people know them."""
        labels = {cost.code: cost.label or cost.code for cost in self.costs}
        return ", ".join(sorted(labels.get(code, code) for code in codes))

    def with_funding(self, funding: Iterable[FundingLine]) -> "FundingPlan":
        return replace(self, funding=tuple(funding))
