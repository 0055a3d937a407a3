"""Turn plain data (JSON) into a problem; every mistake has a sentence in French."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from actionplan.portfolio.fields import Row, cents_of, number, whole_year
from actionplan.portfolio.precedence import needs_in_circle
from actionplan.portfolio.problem import (
    OWN,
    Action,
    Lever,
    Measure,
    Minimum,
    PortfolioError,
    Problem,
    Synergy,
)
from actionplan.portfolio.wording import euros


def read_json(text: str) -> Problem:
    """Read a file's text. Numbers stay decimal: 0.1 is one tenth.

    Raises PortfolioError: not_json, and those of `read_problem`.
    """
    try:
        data = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise PortfolioError(
            "not_json",
            "Ce fichier n'est pas du JSON : erreur à la ligne {line}, colonne {column}.",
            line=error.lineno,
            column=error.colno,
        ) from error
    except (ValueError, RecursionError) as error:
        raise PortfolioError("not_json", "Ce fichier n'est pas du JSON lisible.") from error
    return read_problem(data)


def read_problem(data: Any) -> Problem:
    """Read `{"years", "own_budget", "actions", "levers", "minimum_owner_share", ...}`."""
    row = Row(data, "Le plan")
    warnings: list[str] = []
    years = _years(row)
    actions = tuple(
        _action(Row(item, f"Action n° {place}"), warnings)
        for place, item in enumerate(row.rows("actions"), 1)
    )
    levers = tuple(
        _lever(Row(item, f"Levier n° {place}"))
        for place, item in enumerate(row.rows("levers", []), 1)
    )
    if row.get("minimum_owner_share", None) is None:
        warnings.append("Aucune participation minimale du maître d'ouvrage n'est donnée : 0 %.")
    capacity = row.get("staff_capacity", None)
    problem = Problem(
        years=years,
        own_budget=tuple(_own_budget(row, years, warnings)),
        actions=actions,
        levers=levers,
        owner_share=Fraction(row.share("minimum_owner_share", 0)),
        staff_capacity=None if capacity is None else _capacity(capacity, years),
        synergies=tuple(_synergies(row)),
        minimums=tuple(_minimums(row)),
        own_total=None if row.get("own_total", None) is None else row.cents("own_total"),
    )
    _check_codes(problem)
    warnings.extend(_circles(problem))
    return with_warnings(problem, warnings)


def _years(row: Row) -> tuple[int, ...]:
    years = tuple(whole_year(year, "Le plan, years") for year in row.rows("years"))
    if not years:
        raise PortfolioError("no_year", "Le plan, years : au moins une année est attendue.")
    if years != tuple(range(years[0], years[0] + len(years))):
        raise PortfolioError("bad_years", "Le plan, years : les années doivent se suivre.")
    return years


def _own_budget(row: Row, years: tuple[int, ...], warnings: list[str]) -> Iterable[int]:
    budget = Row(row.get("own_budget"), "Le plan, own_budget")
    beyond = sorted(set(map(str, budget.data)) - set(map(str, years)))
    if beyond:
        warnings.append(f"Fonds propres hors des années du plan, ignorés : {', '.join(beyond)}.")
    for year in years:
        yield budget.cents(str(year))


def _action(row: Row, warnings: list[str]) -> Action:
    code = row.code()
    row.where = f"Action {code}"
    costs = row.rows("cost")
    cents = tuple(cents_of(cost, f"Action {code}, cost") for cost in costs)
    if any(Decimal(str(cost)) * 100 != given for cost, given in zip(costs, cents, strict=True)):
        warnings.append(f"Les coûts de {code} sont arrondis au centime.")
    return Action(
        code=code,
        value=row.number("value"),
        cost=cents,
        needs=row.codes("needs"),
        after=row.codes("after"),
        excludes=row.codes("excludes"),
        imposed=row.flag("imposed"),
        forbidden=row.flag("forbidden"),
        earliest=row.year("earliest"),
        latest=row.year("latest"),
        staff=tuple(_positive(need, f"Action {code}, staff") for need in row.rows("staff", [])),
        priority=row.text("priority"),
        zones=_zones(row),
    )


def _lever(row: Row) -> Lever:
    code = row.code()
    row.where = f"Levier {code}"
    actions, years = row.get("actions", None), row.get("years", None)
    return Lever(
        code=code,
        envelope=row.cents("envelope"),
        rate=Fraction(row.share("rate")),
        ceiling=None if row.get("ceiling", None) is None else row.cents("ceiling"),
        actions=None if actions is None else frozenset(row.codes("actions")),
        years=None
        if years is None
        else frozenset(whole_year(year, f"Levier {code}, years") for year in row.rows("years")),
        excludes=row.codes("excludes"),
        matched=row.flag("matched"),
    )


def _zones(row: Row) -> tuple[str, ...]:
    """Read one zone, or several."""
    zone = row.text("zone")
    return tuple(dict.fromkeys([*([zone] if zone else []), *row.codes("zones")]))


def _positive(value: Any, where: str) -> Decimal:
    read = number(value, where)
    if read < 0:
        raise PortfolioError("negative", "{where} : un nombre négatif est refusé.", where=where)
    return read


def _capacity(data: Any, years: tuple[int, ...]) -> tuple[Decimal, ...]:
    row = Row(data, "Le plan, staff_capacity")
    return tuple(_positive(row.get(str(year)), f"{row.where}, {year}") for year in years)


def _synergies(row: Row) -> Iterable[Synergy]:
    for place, item in enumerate(row.rows("synergies", []), 1):
        synergy = Row(item, f"Synergie n° {place}")
        codes = synergy.codes("actions")
        if len(codes) != 2:
            raise PortfolioError(
                "bad_synergy", "{where} : deux actions sont attendues.", where=synergy.where
            )
        yield Synergy(codes[0], codes[1], synergy.number("bonus"))


def _minimums(row: Row) -> Iterable[Minimum]:
    for place, item in enumerate(row.rows("minimums", []), 1):
        minimum = Row(item, f"Minimum n° {place}")
        group = "priority" if minimum.get("priority", None) is not None else "zone"
        code = minimum.code(group)
        if minimum.get("count", None) is not None:
            least = _positive(minimum.get("count"), minimum.where)
            yield Minimum(group, code, Measure.COUNT, int(least.to_integral_value()))
        else:
            yield Minimum(group, code, Measure.AMOUNT, minimum.cents("amount"))


def _check_codes(problem: Problem) -> None:
    _unique([action.code for action in problem.actions], "d'action")
    _unique([lever.code for lever in problem.levers], "de levier")
    for action in problem.actions:
        for name in ("needs", "after", "excludes"):
            _known(getattr(action, name), problem.by_code, f"Action {action.code}, {name}")
        if action.code in action.excludes:
            raise PortfolioError(
                "excludes_itself", "L'action {code} s'exclut elle-même.", code=action.code
            )
    for lever in problem.levers:
        if lever.code == OWN:
            raise PortfolioError(
                "reserved_code", "Aucun levier ne peut s'appeler « {code} ».", code=OWN
            )
        _known(lever.actions or (), problem.by_code, f"Levier {lever.code}, actions")
        _known(lever.excludes, problem.levers_by_code, f"Levier {lever.code}, excludes")
    for synergy in problem.synergies:
        _known((synergy.first, synergy.second), problem.by_code, "Synergies")


def _unique(codes: list[str], noun: str) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise PortfolioError(
                "duplicate_code",
                "Le code {noun} « {code} » sert deux fois.",
                noun=noun,
                code=code,
            )


def _known(codes: Iterable[str], among: Iterable[str], where: str) -> None:
    for code in sorted(set(codes) - set(among)):
        raise PortfolioError(
            "unknown_code", "{where} : le code « {code} » est inconnu.", where=where, code=code
        )


def _circles(problem: Problem) -> Iterable[str]:
    for circle in needs_in_circle(problem.actions):
        if len(circle) == 1:
            yield f"{circle[0]} se cite elle-même dans ses besoins : sans effet."
            continue
        way = " → ".join([*circle, circle[0]])
        yield (
            f"Dépendance circulaire : {way}. Ces actions sont retenues ensemble et"
            " commencent la même année, ou aucune ne l'est."
        )


def with_warnings(problem: Problem, warnings: list[str]) -> Problem:
    """Add to a problem what is strange in it without being wrong."""
    if not problem.actions:
        warnings.append("Le plan ne contient aucune action.")
    if not any(problem.own_budget):
        warnings.append(f"Les fonds propres sont nuls ({euros(0)}) sur toutes les années.")
    for lever in problem.levers:
        if not lever.rate or not lever.envelope or lever.ceiling == 0:
            warnings.append(
                f"Le levier {lever.code} ne peut rien payer (taux, enveloppe ou plafond nul)."
            )
    for action in problem.actions:
        if not problem.starts(action):
            warnings.append(f"{action.code} ne tient pas dans les années du plan.")
    return replace(problem, warnings=tuple(warnings))
