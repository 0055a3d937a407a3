"""May a lever pay for an action? Reasons for, reasons against, and what is not known.

Pure: facts in, reasons out. What is not written about a lever is never taken for a yes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from actionplan.enums import CostKind
from actionplan.models import ActionSheet
from perpignan.study.enums import LeverDestination, LeverKind, LeverState
from perpignan.study.localisation import localised_text
from perpignan.study.models import FundingLever
from perpignan.study.wording import euros, long_date, number

OWNER = "commune"


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Need:
    """What an action asks for: its themes, its costs by budget, what it already counts on."""

    priority: str
    axes: frozenset[str]
    costs: dict[CostKind, Decimal]
    begun_on: date | None = None
    levers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What is known of a lever; empty says that it is not known."""

    code: str
    kind: str
    state: LeverState
    names: dict[str, str] = field(default_factory=dict)  # its priorities and axes, by code
    destination: str = ""
    beneficiaries: str = ""
    rate: Decimal | None = None
    ceiling: Decimal | None = None
    excludes: frozenset[str] = frozenset()
    is_to_verify: bool = False


@dataclass(frozen=True)
class Match:
    """The reasons about a lever, by side."""

    reasons: tuple[tuple[Side, str], ...]

    def of(self, side: Side) -> list[str]:
        return [text for found, text in self.reasons if found is side]

    @property
    def pros(self) -> list[str]:
        return self.of(Side.FOR)

    @property
    def cons(self) -> list[str]:
        return self.of(Side.AGAINST)

    @property
    def unknowns(self) -> list[str]:
        return self.of(Side.UNKNOWN)

    @property
    def is_possible(self) -> bool:
        return not self.cons


Reason = tuple[Side, str]


def judge(need: Need, lever: Facts, day: date) -> Match:
    """Weigh a lever for an action, as of a day."""
    found = [
        *_dates(lever, day),
        *_themes(need, lever),
        *_budgets(need, lever),
        *_beneficiary(lever),
        *_rate(need, lever),
        *_cumulation(need, lever),
        *_start(need, lever),
    ]
    if lever.is_to_verify:
        found.append((Side.UNKNOWN, _("les informations sur ce levier sont à vérifier")))
    return Match(tuple(found))


def _dates(lever: Facts, day: date) -> Iterator[Reason]:
    when = {"day": long_date(day)}
    if lever.is_to_verify:
        yield Side.UNKNOWN, _("on ne sait pas s'il est ouvert au %(day)s") % when
    elif lever.state == LeverState.OPEN:
        yield Side.FOR, _("ouvert au %(day)s") % when
    elif lever.state == LeverState.CLOSED:
        yield Side.AGAINST, _("clos au %(day)s") % when
    else:
        yield Side.AGAINST, _("pas encore ouvert au %(day)s") % when


def _themes(need: Need, lever: Facts) -> Iterator[Reason]:
    if not lever.names:
        yield Side.UNKNOWN, _("ses thèmes ne sont pas précisés")
        return
    shared = [name for code, name in lever.names.items() if code in {need.priority, *need.axes}]
    if shared:
        yield Side.FOR, _("finance ce thème : %s") % ", ".join(shared)
    else:
        yield Side.AGAINST, _("finance d'autres thèmes : %s") % ", ".join(lever.names.values())


def _budgets(need: Need, lever: Facts) -> Iterator[Reason]:
    if not any(need.costs.values()):
        yield Side.UNKNOWN, _("le coût de l'action n'est pas chiffré")
        return
    if not lever.destination:
        yield Side.UNKNOWN, _("on ne sait pas s'il paie l'investissement ou le fonctionnement")
        return
    label = str(LeverDestination(lever.destination).label).lower()
    both = lever.destination == LeverDestination.BOTH
    if both or need.costs.get(CostKind(lever.destination)):
        yield Side.FOR, _("paie ceci, que l'action demande : %s") % label
    else:
        yield Side.AGAINST, _("ne paie que ceci, que l'action ne demande pas : %s") % label


def _beneficiary(lever: Facts) -> Iterator[Reason]:
    if not lever.beneficiaries.strip():
        yield Side.UNKNOWN, _("ses bénéficiaires ne sont pas précisés")
    elif OWNER in lever.beneficiaries.casefold():
        yield Side.FOR, _("ouvert aux communes")
    else:
        yield Side.AGAINST, _("pas ouvert aux communes : %s") % lever.beneficiaries


def _rate(need: Need, lever: Facts) -> Iterator[Reason]:
    if lever.is_to_verify:
        return
    if lever.rate is None and lever.ceiling is None:
        yield Side.UNKNOWN, _("son taux et son plafond ne sont pas connus")
    if lever.rate is not None:
        if lever.rate:
            yield Side.FOR, _("jusqu'à %s %% de l'assiette") % number(lever.rate)
        else:
            yield Side.AGAINST, _("son taux est de 0 % : il ne paie rien")
    if lever.ceiling is not None:
        yield Side.FOR, _("au plus %s") % euros(lever.ceiling)


def _cumulation(need: Need, lever: Facts) -> Iterator[Reason]:
    barred = sorted(lever.excludes & need.levers - {lever.code})
    if barred:
        yield Side.AGAINST, _("ne se cumule pas avec %s, déjà sur la fiche") % ", ".join(barred)


def _start(need: Need, lever: Facts) -> Iterator[Reason]:
    waits = {LeverKind.GRANT, LeverKind.ALLOCATION, LeverKind.CALL_FOR_PROJECTS, LeverKind.EUROPE}
    if need.begun_on and lever.kind in waits and lever.code not in need.levers:
        told = _("l'action a commencé le %s : l'aide se demande avant")
        yield Side.AGAINST, told % long_date(need.begun_on)


def need_of(sheet: ActionSheet) -> Need:
    """Read what a sheet asks for; it was read by `with_funding`."""
    costs = dict.fromkeys(CostKind, Decimal(0))
    for line in sheet.costs.all():
        costs[CostKind(line.kind)] += line.amount
    lines = sheet.funding  # type: ignore[attr-defined]  # prefetched under this name
    return Need(
        priority=sheet.action.priority.code,
        axes=frozenset(axis.code for axis in sheet.action.axes.all()),
        costs=costs,
        begun_on=sheet.actual_start,
        levers=frozenset(line.lever.code for line in lines if line.lever),
    )


def facts_of(lever: FundingLever, day: date) -> Facts:
    named: list[Any] = [*lever.priorities.all(), *lever.axes.all()]
    return Facts(
        code=lever.code,
        kind=lever.kind,
        state=lever.state_at(day),
        names={item.code: localised_text(item, "name").text for item in named},
        destination=lever.destination,
        beneficiaries=lever.beneficiaries,
        rate=lever.rate_max,
        ceiling=lever.ceiling,
        excludes=frozenset(other.code for other in lever.excludes.all()),
        is_to_verify=lever.is_to_verify,
    )


@dataclass(frozen=True)
class LeverMatch:
    lever: FundingLever
    match: Match
    is_asked: bool


def levers_for(sheet: ActionSheet, levers: Collection[FundingLever], day: date) -> list[LeverMatch]:
    """Weigh levers for an action, those that nothing forbids and most speaks for first."""
    need = need_of(sheet)
    found = [
        LeverMatch(lever, judge(need, facts_of(lever, day), day), lever.code in need.levers)
        for lever in levers
    ]
    return sorted(
        found,
        key=lambda m: (not m.is_asked, len(m.match.cons), -len(m.match.pros), m.lever.name),
    )
