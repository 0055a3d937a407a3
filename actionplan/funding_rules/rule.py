"""What a rule is: a legal reference, dates, an explanation, and a check."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from actionplan.funding_rules.plan import FundingPlan
from actionplan.funding_rules.wording import shown


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True)
class Blocker:
    """A funder whose amount breaks a limit, and by how much it alone would have to fall."""

    funder: str
    amount: Decimal
    must_fall_by: Decimal


@dataclass(frozen=True)
class Finding:
    """What a rule has to say: a key, its figures, and a sentence in French."""

    rule: str
    key: str
    severity: Severity
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    headroom: Decimal | None = None  # negative when the limit is passed
    blockers: tuple[Blocker, ...] = ()

    @property
    def shown(self) -> dict[str, str]:
        """Give the figures as people read them, for the French template or a translation."""
        return {name: shown(name, value) for name, value in self.params.items()}

    @property
    def text(self) -> str:
        return self.template.format(**self.shown)


class Rule(ABC):
    """One rule of law or of a lever. A new rule is a new file of `rules/`."""

    code: ClassVar[str]
    legal_reference: ClassVar[str]
    explanation: ClassVar[str]  # in French, for a lawyer
    severity: ClassVar[Severity] = Severity.ERROR
    valid_from: ClassVar[date | None] = None
    valid_to: ClassVar[date | None] = None
    #: Whether nothing else can be checked while this rule is broken.
    blocks_others: ClassVar[bool] = False
    messages: ClassVar[Mapping[str, str]]

    def is_valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    @abstractmethod
    def check(self, plan: FundingPlan, on: date) -> list[Finding]:
        """Say what is wrong with the plan on a day, or what is worth knowing."""

    def finding(
        self,
        key: str,
        *,
        severity: Severity | None = None,
        headroom: Decimal | None = None,
        blockers: tuple[Blocker, ...] = (),
        **params: object,
    ) -> Finding:
        template = self.messages[key]
        return Finding(
            self.code, key, severity or self.severity, template, params, headroom, blockers
        )
