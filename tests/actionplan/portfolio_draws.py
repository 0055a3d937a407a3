"""Small random portfolios, and their best plan by trying every choice and every start."""

import random
from itertools import product

import highspy
import numpy as np

YEARS = [2021, 2022, 2023]


def draw_problem(seed: int, largest: int = 14) -> dict:
    """Draw plain data near its limits: round amounts, so that equality is frequent."""
    draw = random.Random(seed)
    years = YEARS[: draw.choice([2, 2, 3])]
    count = draw.choice([3, 5, 6, 7, 8, 10, largest])
    codes = [f"A{place}" for place in range(count)]
    starts_vary = count <= 7
    actions = []
    for place, code in enumerate(codes):
        length = draw.choice([1, 1, 2, len(years) + (draw.random() < 0.1)])
        action = {
            "code": code,
            "value": draw.randrange(1, 30),
            "cost": [draw.randrange(0, 11) * 10_000 for _year in range(length)],
        }
        if not starts_vary or draw.random() < 0.3:
            action["earliest"] = action["latest"] = draw.choice(years)
        if place and draw.random() < 0.25:
            action["needs"] = [draw.choice(codes[:place])]
        if place and draw.random() < 0.2:
            action["excludes"] = [draw.choice(codes[:place])]
        if draw.random() < 0.05:
            action[draw.choice(["imposed", "forbidden"])] = True
        actions.append(action)
    levers = [
        {
            "code": f"L{rank}",
            "envelope": draw.randrange(0, 13) * 10_000,
            "rate": draw.choice([0, 0.25, 0.3, 0.5, 0.8, 1]),
            "ceiling": draw.choice([10_000, 30_000, 33_333.33, 60_000]),
            "actions": [code for code in codes if draw.random() < 0.6],
            "years": [year for year in years if draw.random() < 0.8],
        }
        for rank in range(draw.randrange(0, 4))
    ]
    return {
        "years": years,
        "own_budget": {str(year): draw.randrange(0, 13) * 10_000 for year in years},
        "actions": actions,
        "levers": levers,
        "minimum_owner_share": draw.choice([0, 0.2, 0.3]),
    }


def best_value(data: dict) -> float | None:
    """Try everything, richest choices first; none when no plan keeps every rule."""
    actions = sorted(data["actions"], key=lambda action: -action["value"])
    left = [sum(action["value"] for action in actions[place:]) for place in range(len(actions) + 1)]
    best: list[float | None] = [None]

    def extend(place: int, starts: dict[str, int], value: float) -> None:
        if best[0] is not None and value + left[place] <= best[0]:
            return
        if place == len(actions):
            if _allowed(data, starts):
                best[0] = value
            return
        action = actions[place]
        for start in _starts(data, action):
            chosen = {**starts, action["code"]: start}
            if _affordable(data, chosen):
                extend(place + 1, chosen, value + action["value"])
        if not action.get("imposed"):
            extend(place + 1, starts, value)

    extend(0, {}, 0)
    return best[0]


def _starts(data: dict, action: dict) -> list[int]:
    years = data["years"]
    last = years[-1] - max(1, len(action["cost"])) + 1
    low = max(years[0], action.get("earliest", years[0]))
    high = min(last, action.get("latest", last))
    return [] if action.get("forbidden") else list(range(low, high + 1))


def _allowed(data: dict, starts: dict[str, int]) -> bool:
    for action in data["actions"]:
        if action["code"] not in starts:
            continue
        if any(code in starts for code in action.get("excludes", [])):
            return False
        needs = action.get("needs", [])
        if any(starts.get(code, 9999) > starts[action["code"]] for code in needs):
            return False
    return True


def _affordable(data: dict, starts: dict[str, int]) -> bool:
    """Tell whether the levers can bring own money within its budgets: one flow each, no tricks."""
    due = _due(data, starts)
    short = {
        year: sum(cost for (_code, y), cost in due.items() if y == year)
        - data["own_budget"][str(year)]
        for year in data["years"]
    }
    if all(missing <= 0 for missing in short.values()):
        return True
    flows = [
        (code, lever["code"], year)
        for (code, year), lever in product(due, data["levers"])
        if code in lever["actions"] and year in lever["years"]
    ]
    return bool(flows) and _feasible(data, due, short, flows)


def _due(data: dict, starts: dict[str, int]) -> dict[tuple[str, int], float]:
    return {
        (action["code"], starts[action["code"]] + offset): cost
        for action in data["actions"]
        if action["code"] in starts
        for offset, cost in enumerate(action["cost"])
        if cost
    }


def _feasible(data: dict, due: dict, short: dict, flows: list[tuple[str, str, int]]) -> bool:
    totals = {action["code"]: sum(action["cost"]) for action in data["actions"]}
    levers = {lever["code"]: lever for lever in data["levers"]}
    rows: dict[tuple, tuple[float, float, list[int]]] = {}
    for column, (code, name, year) in enumerate(flows):
        lever = levers[name]
        most = min(lever["rate"] * totals[code], lever["ceiling"])
        owner = (1 - data["minimum_owner_share"]) * totals[code]
        for key, low, high in [
            (("pair", code, name), 0.0, most),
            (("lever", name), 0.0, lever["envelope"]),
            (("owner", code), 0.0, owner),
            (("due", code, year), 0.0, due[code, year]),
            (("year", year), max(0.0, short[year]), 1e12),
        ]:
            rows.setdefault(key, (low, high, []))[2].append(column)
    for year, missing in short.items():
        if missing > 0 and ("year", year) not in rows:
            return False
    solver = _solver()
    solver.clear()
    solver.setOptionValue("output_flag", False)
    for _flow in flows:
        solver.addVar(0.0, 1e9)
    for low, high, columns in rows.values():
        ones = np.ones(len(columns))
        solver.addRow(low / 1000, high / 1000, len(columns), np.array(columns, np.int32), ones)
    solver.run()
    return solver.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _solver(kept: list = []) -> "highspy._core._Highs":  # noqa: B006 - one solver for all
    if not kept:
        kept.append(highspy._core._Highs())
    return kept[0]
