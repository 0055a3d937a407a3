"""What a sheet still lacks: one list of questions, asked in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actionplan.models import (
    ActionIndicator,
    ActionSheet,
    ActionStep,
    CostLine,
    Risk,
    SheetLever,
    SheetPartner,
)
from perpignan.study.enums import ActionStatus


def _without(model: type[Model]) -> Any:
    return ~Exists(model._default_manager.filter(sheet=OuterRef("pk")))


#: What a complete sheet has: how it is called, and how to find the sheets without it.
LACKS: dict[str, tuple[str | Promise, Any]] = {
    "objective": (_("l'objectif"), Q(action__objective="")),
    "lead": (_("le service responsable"), Q(action__lead_department="")),
    "contact": (_("la fonction du contact"), Q(contact_function="")),
    "targets": (_("les publics visés"), Q(targets="")),
    "participation": (_("le niveau de participation"), Q(participation="")),
    "dates": (_("les dates prévues"), Q(planned_start__isnull=True)),
    "steps": (_("les étapes"), _without(ActionStep)),
    "partners": (_("les partenaires"), _without(SheetPartner)),
    "levers": (
        _("les leviers de financement"),
        ~Exists(SheetLever.objects.from_levers().filter(sheet=OuterRef("pk"))),
    ),
    "costs": (_("les coûts"), _without(CostLine)),
    "risks": (_("les risques"), _without(Risk)),
    "indicators": (_("les indicateurs"), _without(ActionIndicator)),
}
ANY = "any"


@dataclass(frozen=True)
class Completeness:
    """How far a sheet is written, and what it lacks, in words."""

    lacks: list[str]

    @property
    def total(self) -> int:
        return len(LACKS)

    @property
    def done(self) -> int:
        return self.total - len(self.lacks)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total

    @property
    def is_complete(self) -> bool:
        return not self.lacks


def with_completeness(sheets: QuerySet[ActionSheet]) -> QuerySet[ActionSheet]:
    """Ask of each sheet, in the same statement, all that it may lack."""
    asked = {
        f"lacks_{name}": Case(
            When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        for name, (_label, condition) in LACKS.items()
    }
    return sheets.annotate(**asked)


def completeness_of(sheet: ActionSheet) -> Completeness:
    """Read what `with_completeness` asked."""
    return Completeness(
        [str(label) for name, (label, _c) in LACKS.items() if getattr(sheet, f"lacks_{name}")]
    )


def lacking(sheets: QuerySet[ActionSheet], names: Iterable[str] = LACKS) -> QuerySet[ActionSheet]:
    """Keep the sheets, of actions still alive, that lack one of these things."""
    found = Q()
    for name in names:
        found |= Q(**{f"lacks_{name}": True})
    alive = sheets.exclude(action__status=ActionStatus.DISCARDED)
    return with_completeness(alive).filter(found)


def incomplete_sheets() -> dict[str, int]:
    """Count the sheets that lack each thing, and (`any`) those that lack something."""
    sheets = with_completeness(
        ActionSheet.objects.exclude(action__status=ActionStatus.DISCARDED).order_by()
    )
    some = Q()
    for name in LACKS:
        some |= Q(**{f"lacks_{name}": True})
    counts = {name: Count("pk", filter=Q(**{f"lacks_{name}": True})) for name in LACKS}
    return sheets.aggregate(**{ANY: Count("pk", filter=some)}, **counts)
