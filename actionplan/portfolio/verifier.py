"""Check a portfolio against every rule in Decimal, without the solver or its model.

Nothing here is shared with the formulation but the nouns: a mistake of the model
cannot hide itself. `planning.plan` lets nothing out that breaks a rule.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from actionplan.portfolio.problem import OWN, Action, Problem
from actionplan.portfolio.result import Portfolio

CENT = Decimal("0.01")


def broken_rules(problem: Problem, portfolio: Portfolio) -> list[str]:
    """List in French the rules that a portfolio breaks; none when it may be shown."""
    unknown = [code for code in portfolio.starts if code not in problem.by_code]
    if unknown:
        return [f"Actions inconnues : {', '.join(unknown)}."]
    return [
        *_choice(problem, portfolio),
        *_calendar(problem, portfolio),
        *_costs_paid(problem, portfolio),
        *_levers(problem, portfolio),
        *_lever_on_action(problem, portfolio),
        *_own_money(problem, portfolio),
        *_staff(problem, portfolio),
        *_minimums(problem, portfolio),
    ]


def _choice(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    for action in problem.actions:
        chosen = action.code in portfolio.starts
        if action.imposed and not chosen:
            yield f"{action.code} est imposée et n'est pas retenue."
        if action.forbidden and chosen:
            yield f"{action.code} est interdite et retenue."
        for other in action.excludes:
            if chosen and other in portfolio.starts:
                yield f"{action.code} et {other} s'excluent."


def _calendar(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    for code, start in portfolio.starts.items():
        action = problem.by_code[code]
        if start not in problem.years:
            yield f"{code} commence hors des années du plan ({start})."
            continue
        place = problem.years.index(start)
        if place + action.duration > len(problem.years):
            yield f"{code} ne finit pas dans les années du plan."
        if action.earliest is not None and start < action.earliest:
            yield f"{code} commence trop tôt ({start})."
        if action.latest is not None and start > action.latest:
            yield f"{code} commence trop tard ({start})."
        yield from _precedence(problem, portfolio, action, place)


def _precedence(
    problem: Problem, portfolio: Portfolio, action: Action, place: int
) -> Iterator[str]:
    for other in (*action.needs, *action.after):
        if other not in portfolio.starts:
            yield f"{action.code} a besoin de {other}, qui n'est pas retenue."
    for other in action.needs:
        if other in portfolio.starts and portfolio.starts[other] > problem.years[place]:
            yield f"{other} commence après {action.code}, qui en a besoin."
    for other in action.after:
        if other in portfolio.starts:
            end = problem.years.index(portfolio.starts[other]) + problem.by_code[other].duration
            if end > place:
                yield f"{action.code} commence avant la fin de {other}."


def _costs_paid(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    paid: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for payment in portfolio.payments:
        if payment.cents <= 0:
            yield f"{payment.action}, {payment.year} : un paiement n'est pas positif."
        paid[payment.action, payment.year] += payment.cents * CENT
    due: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for code, start in portfolio.starts.items():
        if start in problem.years:
            place = problem.years.index(start)
            for offset, cents in enumerate(problem.by_code[code].cost):
                if place + offset < len(problem.years):
                    due[code, problem.years[place + offset]] += cents * CENT
    for code, year in sorted(paid.keys() | due.keys()):
        if paid[code, year] != due[code, year]:
            yield f"{code}, {year} : {paid[code, year]} € payés pour {due[code, year]} € de coût."


def _levers(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for payment in portfolio.payments:
        if payment.source == OWN:
            continue
        lever = problem.levers_by_code.get(payment.source)
        if lever is None:
            yield f"Le levier {payment.source} est inconnu."
            continue
        total[lever.code] += payment.cents * CENT
        if lever.actions is not None and payment.action not in lever.actions:
            yield f"Le levier {lever.code} ne paie pas {payment.action}."
        if lever.years is not None and payment.year not in lever.years:
            yield f"Le levier {lever.code} ne paie pas en {payment.year}."
    for code, spent in total.items():
        if spent > problem.levers_by_code[code].envelope * CENT:
            yield f"L'enveloppe du levier {code} est dépassée ({spent} €)."


def _lever_on_action(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    given: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    own: dict[str, Decimal] = defaultdict(Decimal)
    for payment in portfolio.payments:
        if payment.source == OWN:
            own[payment.action] += payment.cents * CENT
        elif payment.source in problem.levers_by_code:
            given[payment.action][payment.source] += payment.cents * CENT
    for code, grants in given.items():
        yield from _limits_of_levers(problem, code, grants)
        share = problem.owner_share
        public = own[code] + sum(grants.values())
        if own[code] * share.denominator < share.numerator * public:
            yield f"La part du maître d'ouvrage est trop faible pour {code}."
        matched = sum(cents for name, cents in grants.items() if _is_matched(problem, name))
        if matched > own[code]:
            yield f"Le fonds de concours dépasse la part du maître d'ouvrage pour {code}."


def _is_matched(problem: Problem, name: str) -> bool:
    return problem.levers_by_code[name].matched


def _limits_of_levers(problem: Problem, code: str, grants: dict[str, Decimal]) -> Iterator[str]:
    cost = problem.by_code[code].total * CENT
    for name, amount in grants.items():
        lever = problem.levers_by_code[name]
        if amount * lever.rate.denominator > lever.rate.numerator * cost:
            yield f"Le levier {name} dépasse son taux pour {code}."
        if lever.ceiling is not None and amount > lever.ceiling * CENT:
            yield f"Le levier {name} dépasse son plafond pour {code}."
        for other in lever.excludes:
            if other in grants:
                yield f"Les leviers {name} et {other} s'excluent pour {code}."


def _own_money(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for payment in portfolio.payments:
        if payment.source == OWN:
            spent[payment.year] += payment.cents * CENT
    for year, budget in zip(problem.years, problem.own_budget, strict=True):
        if spent[year] > budget * CENT:
            yield f"Le budget propre de {year} est dépassé ({spent[year]} €)."
    if problem.own_total is not None and sum(spent.values()) > problem.own_total * CENT:
        yield "Le total des fonds propres est dépassé."


def _staff(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    if problem.staff_capacity is None:
        return
    busy: dict[int, Decimal] = defaultdict(Decimal)
    for code, start in portfolio.starts.items():
        for offset, need in enumerate(problem.by_code[code].staff):
            busy[_year_at(problem, start, offset)] += need
    for year, capacity in zip(problem.years, problem.staff_capacity, strict=True):
        if busy[year] > capacity:
            yield f"Les équipes manquent en {year} ({busy[year]} pour {capacity})."


def _year_at(problem: Problem, start: int, offset: int) -> int:
    place = problem.years.index(start) + offset if start in problem.years else -1
    return problem.years[place] if 0 <= place < len(problem.years) else -1


def _minimums(problem: Problem, portfolio: Portfolio) -> Iterator[str]:
    for minimum in problem.minimums:
        reached = sum(
            minimum.weight(problem.by_code[code])
            for code in portfolio.starts
            if minimum.holds(problem.by_code[code])
        )
        if reached < minimum.least:
            yield f"Le minimum de {minimum.code} n'est pas atteint."
