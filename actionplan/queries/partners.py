"""Who takes part in the plan: the census, the matrix, what is awaited of whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from actionplan.enums import Involvement
from actionplan.models import ActionSheet, SheetPartner
from actionplan.permissions import Person
from perpignan.study.enums import ActionStatus
from perpignan.study.models import Partner


@dataclass
class PartnerLine:
    """A partner over the whole plan: the part she takes in each action."""

    name: str
    partner: Partner | None
    parts: list[SheetPartner] = field(default_factory=list)

    @property
    def roles(self) -> list[str]:
        """List the roles held over the plan, each once, in the order of the choices."""
        held = {part.role for part in self.parts}
        return [str(role.label) for role in Involvement if role in held]

    @property
    def has_part_without_role(self) -> bool:
        return any(not part.role for part in self.parts)

    @property
    def money(self) -> list[tuple[str, Decimal]]:
        """Add up what is brought in money; with and without VAT stay apart."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for part in self.parts:
            if part.amount is not None:
                sums[part.vat_basis] += part.amount
        return sorted(sums.items())

    @property
    def kinds(self) -> list[str]:
        return [part.in_kind for part in self.parts if part.in_kind]


def parts_for(user: Person) -> QuerySet[SheetPartner]:
    """List who takes part in the actions, still alive, that a person may see."""
    sheets = ActionSheet.objects.visible_to(user).exclude(action__status=ActionStatus.DISCARDED)
    return with_names(SheetPartner.objects.filter(sheet__in=sheets))


def all_parts() -> QuerySet[SheetPartner]:
    """List who takes part in any action: for readers already allowed to see them."""
    alive = SheetPartner.objects.exclude(sheet__action__status=ActionStatus.DISCARDED)
    return with_names(alive)


def with_names(parts: QuerySet[SheetPartner]) -> QuerySet[SheetPartner]:
    return parts.select_related("partner", "sheet__action__priority").order_by(
        "sheet__action__priority__order", "sheet__action__code", "pk"
    )


def census(parts: Iterable[SheetPartner]) -> list[PartnerLine]:
    """Gather the parts of each partner, known to the study or by name only."""
    lines: dict[tuple[int | None, str], PartnerLine] = {}
    for part in parts:
        key = (part.partner_id, part.name)
        lines.setdefault(key, PartnerLine(part.label, part.partner)).parts.append(part)
    return sorted(lines.values(), key=lambda line: line.name.casefold())


def partners_without_part() -> QuerySet[Partner]:
    """List the partners of the study who are in no action."""
    taken = SheetPartner.objects.filter(partner=OuterRef("pk"))
    return Partner.objects.filter(~Exists(taken))


def awaited_commitments() -> QuerySet[SheetPartner]:
    """List the commitments awaited at a date, the oldest date first."""
    return with_names(SheetPartner.objects.to_commit()).order_by("commit_by", "pk")


def due_commitments(day: date) -> QuerySet[SheetPartner]:
    return awaited_commitments().filter(commit_by__lt=day)


def parts_without_role() -> QuerySet[SheetPartner]:
    return with_names(SheetPartner.objects.without_role())


def parts_without_letter() -> QuerySet[SheetPartner]:
    return with_names(SheetPartner.objects.without_letter())
