"""Solve a scenario and write down the answer in words and figures, ready to be frozen."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actionplan.enums import CostKind
from actionplan.models import ActionSheet, Scenario
from actionplan.portfolio.engine import Clock, Progress
from actionplan.portfolio.pareto import front
from actionplan.portfolio.planning import plan
from actionplan.portfolio.problem import OWN, Action, Problem
from actionplan.portfolio.result import Plan, Portfolio, Status
from actionplan.portfolio.verifier import broken_rules
from actionplan.queries.scenario_laws import broken_laws
from actionplan.queries.scenario_settings import Setting, setting_of

#: How many actions left out are explained one by one, and how long each may take.
EXPLAINED, EXPLAIN_SECONDS = 40, 1.0
FRONT_POINTS = 8
Hook = Callable[[Progress], None]


def solve(
    scenario: Scenario,
    *,
    progress: Hook | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Plan, dict[str, Any]]:
    """Solve, re-check in Decimal, explain what is left out, trade value against own money.

    Raise ValidationError when the answer breaks a rule: it is then shown to nobody.
    """
    setting, limit = setting_of(scenario), float(scenario.time_limit)
    found = plan(setting.problem, time_limit=limit, progress=progress, should_stop=should_stop)
    if found.portfolio is not None:
        broken = broken_rules(setting.problem, found.portfolio)
        broken += broken_laws(setting, found.portfolio)
        if broken:
            raise ValidationError([_("Le résultat ne passe pas le contrôle :"), *broken])
    clock = Clock(limit, should_stop, progress)
    return found, _as_data(setting, found, clock)


def _as_data(setting: Setting, found: Plan, clock: Clock) -> dict[str, Any]:
    portfolio = found.portfolio or Portfolio({})
    problem = setting.problem
    is_stopped = found.status in (Status.CANCELLED, Status.INFEASIBLE, Status.UNKNOWN)
    return {
        "years": list(problem.years),
        "actions": len(problem.actions),
        "chosen": _chosen(setting, portfolio),
        "own": _own(problem, portfolio),
        "levers": _levers(setting, portfolio),
        "funding": found.as_data()["funding"],
        "left_out": [] if is_stopped else _left_out(setting, found, clock),
        "pareto": [] if is_stopped else _pareto(problem, clock),
        "operating": _operating(setting, portfolio),
        "values": _values(setting),
        "explanation": list(found.explanation),
        "levers_left_out": list(setting.left_out),
        "seconds": round(found.seconds, 2),
        "is_illustrative": any(sheet.is_illustrative for sheet in setting.sheets.values()),
    }


def _euros(cents: int) -> str:
    return str(Decimal(cents) / 100)


def _chosen(setting: Setting, portfolio: Portfolio) -> list[dict[str, Any]]:
    rows = []
    for code, start in sorted(portfolio.starts.items(), key=lambda item: (item[1], item[0])):
        action, sheet = setting.problem.by_code[code], setting.sheets[code]
        own = sum(p.cents for p in portfolio.payments if (p.action, p.source) == (code, OWN))
        rows.append(
            {
                "code": code,
                "title": sheet.action.title,
                "priority": action.priority,
                "start": start,
                "end": start + action.duration - 1,
                "cost": _euros(action.total),
                "own": _euros(own),
                "value": str(action.value),
            }
        )
    return rows


def _own(problem: Problem, portfolio: Portfolio) -> list[dict[str, Any]]:
    spent: Counter[int] = Counter()
    for payment in portfolio.payments:
        if payment.source == OWN:
            spent[payment.year] += payment.cents
    return [
        {"year": year, "spent": _euros(spent[year]), "budget": _euros(budget)}
        for year, budget in zip(problem.years, problem.own_budget, strict=True)
    ]


def _levers(setting: Setting, portfolio: Portfolio) -> list[dict[str, Any]]:
    given: Counter[str] = Counter()
    for payment in portfolio.payments:
        given[payment.source] += payment.cents
    return [
        {
            "code": lever.code,
            "name": setting.sources[lever.code].name,
            "amount": _euros(given[lever.code]),
            "envelope": _euros(lever.envelope),
        }
        for lever in setting.problem.levers
    ]


def _values(setting: Setting) -> dict[str, Any] | None:
    """Keep where the values of the actions come from, where it is a published ranking."""
    ranking = setting.ranking
    if ranking is None:
        return None
    return {
        "origin": ranking.origin,
        "day": ranking.day.isoformat(),
        "url": ranking.url,
        "unranked": setting.unranked,
        "is_illustrative": ranking.is_illustrative,
    }


def _operating(setting: Setting, portfolio: Portfolio) -> str:
    """Give what the chosen actions cost to run over the years of their plans, before tax."""
    return str(
        sum(
            (
                line.excluding_vat
                for code in portfolio.starts
                for line in setting.sheets[code].costs.all()
                if line.kind == CostKind.OPERATING
            ),
            Decimal(0),
        )
    )


def _left_out(setting: Setting, found: Plan, clock: Clock) -> list[dict[str, str]]:
    """Say of each action left out what stands in its way, or what it would cost to take it."""
    starts = found.portfolio.starts if found.portfolio else {}
    rows: list[dict[str, str]] = []
    clock.tell("explain", None if found.objective is None else float(found.objective), found.bound)
    for action in setting.problem.actions:
        if action.code in starts:
            continue
        clock.tell_again(None, None)
        explain = len(rows) < EXPLAINED and clock.left() > 0
        why = _plain_reason(setting.problem, action)
        if not why and explain:
            clock.stop_if_asked()
            why = _price(setting.problem, action, found)
        rows.append({"code": action.code, "title": _title(setting.sheets, action), "why": why})
    return rows


def _title(sheets: Mapping[str, ActionSheet], action: Action) -> str:
    return sheets[action.code].action.title


def _plain_reason(problem: Problem, action: Action) -> str:
    if action.forbidden:
        return _("Interdite dans ce scénario.")
    if not problem.starts(action):
        return _("Elle ne tient pas dans les années du scénario.")
    blocked = [code for code in action.needs if problem.by_code[code].forbidden]
    if blocked:
        return _("Elle a besoin de %s, interdite.") % ", ".join(blocked)
    return ""


def _price(problem: Problem, action: Action, found: Plan) -> str:
    """Force an action in: what is lost then is why it stays out."""
    actions = tuple(
        replace(other, imposed=True) if other.code == action.code else other
        for other in problem.actions
    )
    forced = plan(replace(problem, actions=actions), time_limit=EXPLAIN_SECONDS)
    if forced.portfolio is None or found.objective is None or forced.objective is None:
        told = [text for text in forced.explanation if text not in problem.warnings]
        return told[-1] if told else _("Aucun plan ne la contient.")
    gone = sorted(
        set(found.portfolio.starts if found.portfolio else ()) - forced.portfolio.starts.keys()
    )
    lost = f"{(found.objective - forced.objective).normalize():f}".replace(".", ",")
    if not gone:
        return _("La retenir ne rapporterait rien de plus.")
    words = {"gone": ", ".join(gone), "lost": lost}
    return _("La retenir ferait renoncer à %(gone)s, pour %(lost)s de valeur en moins.") % words


def _pareto(problem: Problem, clock: Clock) -> list[dict[str, Any]]:
    points = front(problem, points=FRONT_POINTS, clock=clock)
    return [
        {
            "own": _euros(point.own_cents),
            "value": str(point.value),
            "count": len(point.portfolio.starts),
        }
        for point in points
    ]
