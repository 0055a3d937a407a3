"""Say in French what a plan does, and why none exists: what is missing, or what to give up."""

from collections import defaultdict
from dataclasses import replace
from math import ceil

from actionplan.portfolio.engine import Clock
from actionplan.portfolio.formulation import SCALE, formulate
from actionplan.portfolio.problem import OWN, Measure, Minimum, Problem
from actionplan.portfolio.result import Portfolio, Status
from actionplan.portfolio.wording import euros, listed, percent

SECONDS = 5.0  # for each question, at most


def of_plan(problem: Problem, portfolio: Portfolio, status: Status, gap: float | None) -> list[str]:
    """Tell how good the plan is and who pays."""
    count = len(portfolio.starts)
    sentences = [f"{count} action{'s' if count > 1 else ''} sur {len(problem.actions)} retenues."]
    if count < 2:
        sentences = [f"{count} action sur {len(problem.actions)} retenue."]
    if status is Status.OPTIMAL:
        sentences.append("Optimal : aucun plan ne vaut plus, à la tolérance près.")
    elif gap is not None:
        sentences.append(
            f"Solution admissible : un autre plan pourrait valoir jusqu'à {percent(gap)} de plus."
        )
    by_source: dict[str, int] = defaultdict(int)
    for payment in portfolio.payments:
        by_source[payment.source] += payment.cents
    for source, cents in sorted(by_source.items(), key=lambda item: (item[0] != OWN, item[0])):
        name = "Fonds propres" if source == OWN else f"Levier {source}"
        sentences.append(f"{name} : {euros(cents)}.")
    return sentences


def why_impossible(problem: Problem, seconds: float = SECONDS) -> list[str]:
    """Price what is missing: contradictions first, then money and staff, then what to give up."""
    seconds = min(SECONDS, max(1.0, seconds))
    found = _contradictions(problem)
    if found:
        return [*found, *(f"Il faut {text[3:]}." for text in _give_up(problem, seconds))]
    missing, give_up = _missing(problem, seconds), _give_up(problem, seconds)
    if missing and give_up:
        return [f"Aucun plan ne respecte toutes les règles : {missing} ; {give_up[0]}."]
    if missing:
        return [f"Aucun plan ne respecte toutes les règles : {missing}."]
    unreached = _unreached(problem, seconds)
    sentences = ["Aucun plan ne respecte toutes les règles, même avec plus d'argent."]
    return [*sentences, *unreached, *(f"Il faut {text[3:]}." for text in give_up)]


def _contradictions(problem: Problem) -> list[str]:
    """List what no money can mend, in words."""
    sentences = []
    for action in problem.actions:
        if not action.imposed:
            continue
        if action.forbidden:
            sentences.append(f"{action.code} est à la fois imposée et interdite.")
        if not problem.starts(action):
            sentences.append(f"{action.code} est imposée et ne tient pas dans les années du plan.")
        for code in action.excludes:
            if problem.by_code[code].imposed:
                sentences.append(f"{action.code} et {code} sont imposées et s'excluent.")
        for code in (*action.needs, *action.after):
            other = problem.by_code[code]
            if other.forbidden or not problem.starts(other):
                sentences.append(f"{action.code} est imposée et a besoin de {code}, impossible.")
    return sentences


def _missing(problem: Problem, seconds: float) -> str:
    """Say how much own money and staff is missing, at the least, each year."""
    shape = formulate(problem, whole_starts=True, elastic=True, with_value=False)
    for column in (*shape.own_slack.values(), *shape.staff_slack.values()):
        shape.model.cost[column] = -1.0
    if shape.total_slack is not None:
        shape.model.cost[shape.total_slack] = -1.0
    answer = shape.model.solve(Clock(seconds), gap=1e-6)
    if answer.values is None:
        return ""
    values = answer.values
    parts = [
        f"il manque {_short(values[column])} en {problem.years[year]}"
        for year, column in shape.own_slack.items()
        if values[column] > 1e-6
    ]
    if shape.total_slack is not None and values[shape.total_slack] > 1e-6:
        parts.append(f"il manque {_short(values[shape.total_slack])} au total des fonds propres")
    for year, column in shape.staff_slack.items():
        if values[column] > 1e-6:
            lack = f"{values[column]:.2f}".replace(".", ",")
            parts.append(f"il manque {lack} de capacité des équipes en {problem.years[year]}")
    return listed(parts)


def _short(thousands: float) -> str:
    """Write a lack of money, to the cent above."""
    return euros(ceil(round(float(thousands) * SCALE, 1)))


def _give_up(problem: Problem, seconds: float) -> list[str]:
    """Name the imposed actions of least value that, given up, make a plan possible."""
    imposed = {action.code for action in problem.actions if action.imposed}
    if not imposed:
        return []
    shape = formulate(problem.without_imposed(), whole_starts=True, with_value=False)
    for place, action in enumerate(problem.actions):
        if action.code in imposed:
            shape.model.cost[shape.choice[place]] = 1.0 + 1e-3 * _rank(problem, action.code)
    answer = shape.model.solve(Clock(seconds), gap=1e-6)
    if answer.values is None:
        return []
    lost = [
        action.code
        for place, action in enumerate(problem.actions)
        if action.code in imposed and answer.values[shape.choice[place]] < 0.5
    ]
    return [f"ou renoncer à {listed(lost)}"] if lost else []


def _rank(problem: Problem, code: str) -> float:
    """Break ties between actions to give up: the one of least value goes first."""
    values = sorted(action.value for action in problem.actions)
    return values.index(problem.by_code[code].value) / max(1, len(values))


def _unreached(problem: Problem, seconds: float) -> list[str]:
    """Name each minimum that cannot be reached, even alone and with nothing imposed."""
    freed = replace(problem.without_imposed(), minimums=())
    sentences = []
    for minimum in problem.minimums:
        best = _most_of(freed, minimum, seconds)
        if best is None or best >= minimum.least:
            continue
        counted = minimum.measure is Measure.COUNT
        asked, had = (str if counted else euros)(minimum.least), (str if counted else euros)(best)
        sentences.append(f"Minimum de {minimum.code} : {asked} demandé, {had} au plus.")
    return sentences


def _most_of(problem: Problem, minimum: Minimum, seconds: float) -> int | None:
    shape = formulate(problem, whole_starts=True, with_value=False)
    weights = [minimum.weight(a) if minimum.holds(a) else 0 for a in problem.actions]
    for column, weight in zip(shape.choice, weights, strict=True):
        shape.model.cost[column] = weight / max(1, *weights)
    answer = shape.model.solve(Clock(seconds), gap=1e-9)
    if answer.values is None:
        return None
    chosen = answer.values[shape.choice] > 0.5
    return sum(weight for weight, taken in zip(weights, chosen, strict=True) if taken)
