"""Frozen versions of the plan: what a version holds, who may read it, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionplan.enums import CostKind, Involvement, RequestState
from actionplan.models import ActionSheet, PlanVersion
from actionplan.permissions import Person, can_view_whole_versions
from actionplan.queries.costs import cost_totals
from actionplan.queries.sheets import full_sheets
from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models import Action
from perpignan.study.wording import euros, long_date, number

#: A sheet as a version keeps it: only what its public page shows.
Content = dict[str, Any]
Snapshot = dict[str, Content]


def plan_versions() -> QuerySet[PlanVersion]:
    """List the versions without their content, the last one first."""
    return PlanVersion.objects.defer("snapshot")


def snapshot_of_plan() -> Snapshot:
    """Tell the whole plan as it stands, action by action, in plain data."""
    return {sheet.code: _content(sheet) for sheet in full_sheets()}


def content_for(snapshot: Mapping[str, Content], user: Person) -> Snapshot:
    """Keep what a person may read: public then, and public still."""
    if can_view_whole_versions(user):
        return dict(snapshot)
    public = set(Action.objects.public().values_list("code", flat=True))
    return {
        code: content
        for code, content in snapshot.items()
        if code in public and content.get("visibility") == Visibility.PUBLIC
    }


def _content(sheet: ActionSheet) -> Content:
    action = sheet.action
    return {
        "title": action.title,
        "visibility": action.visibility,
        "priority": action.priority.name,
        "status": action.status,
        "lead": action.lead_department,
        "progress": sheet.progress,
        **{name: _iso(getattr(sheet, name)) for name in DATES},
        "delay_reason": sheet.delay_reason,
        "steps": [step.text for step in sheet.steps.all()],
        "partners": sorted([part.label, part.role] for part in sheet.partners.all()),
        "levers": sorted([item.name, item.state] for item in sheet.levers.all()),
        "costs": _costs(sheet),
        "needs": [[link.needs.code, link.lag_weeks] for link in sheet.dependencies.all()],
        "indicators": _indicators(sheet),
    }


DATES = ("planned_start", "planned_end", "actual_start", "actual_end")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _costs(sheet: ActionSheet) -> list[list[str]]:
    return [
        [kind.value, total.vat_basis.value, str(getattr(total, kind.value))]
        for total in cost_totals(sheet.costs.all())
        for kind in CostKind
        if getattr(total, kind.value)
    ]


def _indicators(sheet: ActionSheet) -> list[list[str]]:
    rows = []
    for indicator in sheet.indicators.all():
        last = indicator.last_of(list(indicator.measures.all()))
        target = "" if indicator.target is None else str(indicator.target)
        rows.append([indicator.name, target, str(last.value) if last else "", indicator.unit])
    return rows


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class SheetChange:
    """What happened to an action between two versions: `added`, `removed` or `changed`."""

    code: str
    title: str
    kind: str
    fields: list[FieldChange] = field(default_factory=list)


def differences(before: Mapping[str, Content], after: Mapping[str, Content]) -> list[SheetChange]:
    """Tell in words, action by action, what changed from one content to another."""
    found = []
    for code in sorted({*before, *after}):
        old, new = before.get(code), after.get(code)
        if old is None or new is None:
            kind, title = ("added", new) if old is None else ("removed", old)
            found.append(SheetChange(code, ((kind and title) or {})["title"], kind))
        elif fields := _field_changes(old, new):
            found.append(SheetChange(code, new["title"], "changed", fields))
    return found


def _field_changes(old: Content, new: Content) -> list[FieldChange]:
    return [
        FieldChange(label, before, after)
        for name, label in labels().items()
        if (before := told(name, old.get(name))) != (after := told(name, new.get(name)))
    ]


def labels() -> dict[str, str]:
    """Name, for readers, what a version keeps of an action."""
    return {
        "title": _("Titre"),
        "priority": _("Priorité"),
        "status": _("État"),
        "lead": _("Service responsable"),
        "progress": _("Avancement"),
        "planned_start": _("Début prévu"),
        "planned_end": _("Fin prévue"),
        "actual_start": _("Début réel"),
        "actual_end": _("Fin réelle"),
        "delay_reason": _("Raison du décalage"),
        "steps": _("Étapes"),
        "partners": _("Partenaires"),
        "levers": _("Leviers"),
        "costs": _("Coûts"),
        "needs": _("Attend la fin de"),
        "indicators": _("Indicateurs"),
    }


def told(name: str, value: Any) -> str:
    """Write a kept value as a reader expects it; what is not there is empty."""
    if value in (None, "", []):
        return ""
    if name in DATES:
        return long_date(date.fromisoformat(value))
    if name == "status":
        return str(ActionStatus(value).label)
    if name == "progress":
        return f"{value} %"
    writer = WRITERS.get(name)
    return " ; ".join(writer(item) for item in value) if writer else _plain(value)


def _plain(value: Any) -> str:
    return " ; ".join(value) if isinstance(value, list) else str(value)


def _partner(item: Sequence[str]) -> str:
    name, role = item
    return f"{name} ({str(Involvement(role).label).lower()})" if role else name


def _lever(item: Sequence[str]) -> str:
    return f"{item[0]} ({str(RequestState(item[1]).label).lower()})"


def _cost(item: Sequence[str]) -> str:
    kind, basis, amount = item
    return f"{str(CostKind(kind).label).lower()} {euros(Decimal(amount))} {basis}"


def _need(item: Sequence[Any]) -> str:
    code, lag = item
    return _("%(code)s (délai de %(lag)d semaines)") % {"code": code, "lag": lag} if lag else code


def _indicator(item: Sequence[str]) -> str:
    name, target, last, unit = item
    words = {
        "name": name,
        "target": f"{number(Decimal(target))} {unit}".strip() if target else "-",
        "last": f"{number(Decimal(last))} {unit}".strip() if last else "-",
    }
    return _("%(name)s : cible %(target)s, mesuré %(last)s") % words


WRITERS = {
    "partners": _partner,
    "levers": _lever,
    "costs": _cost,
    "needs": _need,
    "indicators": _indicator,
}
