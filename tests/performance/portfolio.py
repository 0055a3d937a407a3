"""Portfolios: ours in two stages, ours exact, a plain model by scipy, the relaxation as floor.

The plain model is what one writes first: a flow for each action, lever and year, whole
starts, scipy's defaults. Gaps are measured against the best bound that any of them proved.
"""

import sys
import time
from typing import Any

import numpy as np

from actionplan.portfolio.engine import Clock
from actionplan.portfolio.formulation import formulate
from actionplan.portfolio.planning import plan
from actionplan.portfolio.problem import Problem
from actionplan.portfolio.reading import read_problem

SECONDS = 20.0
#: What is promised: seconds and own gap of the two stages, of a choice and of a choice with dates.
CHOICE, JOINT = (1.0, 1e-4), (20.0, 0.01)


def draw(count: int, levers: int, years: int, seed: int, *, fixed: bool) -> Problem:
    """Draw costs of some tens of thousands of euros and limits that bind."""
    generator = np.random.default_rng(seed)
    calendar = list(range(2021, 2021 + years))
    actions: list[dict[str, Any]] = []
    for place in range(count):
        length = int(generator.integers(1, 4))
        start = int(generator.integers(0, years - length + 1))
        action = {
            "code": f"A{place}",
            "value": round(float(generator.uniform(1, 100)), 2),
            "cost": [int(cost) * 1000 for cost in generator.integers(10, 300, length)],
        }
        if fixed:
            action["earliest"] = action["latest"] = calendar[start]
        elif place and generator.random() < 0.3:
            action["needs"] = [f"A{generator.integers(0, place)}"]
        actions.append(action)
    total = sum(sum(action["cost"]) for action in actions)
    share = 0.25 if fixed else 0.08
    return read_problem(
        {
            "years": calendar,
            "own_budget": {str(year): int(total * share / years) for year in calendar},
            "actions": actions,
            "levers": [
                {
                    "code": f"L{rank}",
                    "envelope": int(total * share * 1.2 / levers * generator.uniform(0.5, 1.5)),
                    "rate": float(generator.choice([0.2, 0.3, 0.4, 0.5, 0.6, 0.8])),
                    "ceiling": int(generator.integers(50, 300)) * 1000,
                    "actions": [a["code"] for a in actions if generator.random() < 0.3],
                }
                for rank in range(levers)
            ],
            "minimum_owner_share": 0.2,
        }
    )


def plain(problem: Problem) -> tuple[float, float]:
    """Solve the plain model: value found (nothing found: 0) and bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix

    columns: dict[tuple[Any, ...], int] = {}
    rows: list[tuple[dict[int, float], float]] = []
    years = range(len(problem.years))
    for action in problem.actions:
        for start in problem.starts(action):
            columns["start", action.code, start] = len(columns)
    for action in problem.actions:
        starts = {s: columns["start", action.code, s] for s in problem.starts(action)}
        rows.append((dict.fromkeys(starts.values(), 1.0), 1.0))
        for lever in problem.levers:
            if lever.pays_for(action.code):
                for year in problem.lever_years(lever):
                    columns["pay", action.code, lever.code, year] = len(columns)
        for code in action.needs:
            for year in years:
                row = {column: 1.0 for s, column in starts.items() if s <= year}
                other = problem.by_code[code]
                row |= {columns["start", code, s]: -1.0 for s in problem.starts(other) if s <= year}
                rows.append((row, 0.0))
    _plain_money(problem, columns, rows)
    data = [(r, c, w) for r, (row, _most) in enumerate(rows) for c, w in row.items()]
    places, others, weights = (np.array(part) for part in zip(*data, strict=True))
    matrix = coo_matrix((weights, (places, others)), shape=(len(rows), len(columns)))
    whole = np.array([float(key[0] == "start") for key in columns])
    value = [-float(problem.by_code[key[1]].value) if key[0] == "start" else 0.0 for key in columns]
    found = milp(
        np.array(value),
        integrality=whole,
        bounds=Bounds(0, np.where(whole > 0, 1.0, np.inf)),
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, [most for _row, most in rows]),
        options={"time_limit": SECONDS, "mip_rel_gap": 1e-4},
    )
    return -(found.fun or 0.0), -(found.mip_dual_bound if found.mip_dual_bound else -np.inf)


def _plain_money(
    problem: Problem,
    columns: dict[tuple[Any, ...], int],
    rows: list[tuple[dict[int, float], float]],
) -> None:
    own: list[dict[int, float]] = [{} for _year in problem.years]
    for action in problem.actions:
        starts = {s: columns["start", action.code, s] for s in problem.starts(action)}
        everything: dict[int, float] = {}
        for year in range(len(problem.years)):
            cost = {c: action.cost_in(s, year) / 1e5 for s, c in starts.items()}
            paid = [
                column
                for lever in problem.levers
                if (column := columns.get(("pay", action.code, lever.code, year))) is not None
            ]
            rows.append((dict.fromkeys(paid, 1.0) | {c: -w for c, w in cost.items()}, 0.0))
            own[year] |= cost | dict.fromkeys(paid, -1.0)
            everything |= dict.fromkeys(paid, 1.0)
        for lever in problem.levers:
            mine = [c for key, c in columns.items() if key[:3] == ("pay", action.code, lever.code)]
            gate = {c: -lever.most_for(action) / 1e5 for c in starts.values()}
            rows.append((dict.fromkeys(mine, 1.0) | gate, 0.0))
        most = {c: -problem.most_granted(action) / 1e5 for c in starts.values()}
        rows.append((everything | most, 0.0))
    rows.extend((row, budget / 1e5) for row, budget in zip(own, problem.own_budget, strict=True))
    for lever in problem.levers:
        mine = [c for key, c in columns.items() if key[0] == "pay" and key[2] == lever.code]
        rows.append((dict.fromkeys(mine, 1.0), lever.envelope / 1e5))


def measure(title: str, problem: Problem, promised: tuple[float, float]) -> bool:
    print(title)
    results: list[tuple[str, float, float, float]] = []
    for name, exact in [("two stages", False), ("exact", True)]:
        started = time.perf_counter()
        made = plan(problem, exact=exact, time_limit=SECONDS)
        bound = np.inf if made.bound is None else made.bound
        results.append((name, time.perf_counter() - started, float(made.objective or 0), bound))
    started = time.perf_counter()
    value, bound = plain(problem)
    results.append(("plain scipy", time.perf_counter() - started, value, bound))
    started = time.perf_counter()
    relaxed = formulate(problem, whole_starts=False).model.solve(Clock(SECONDS), relaxed=True)
    floor = time.perf_counter() - started
    best = min(bound for *_rest, bound in results)
    for name, seconds, value, bound in results:
        own, true = (bound - value) / value, (best - value) / value
        print(
            f"  {name:12} {seconds:6.2f} s  {seconds / floor:6.1f} x floor  value {value:10.2f}"
            f"  own gap {own:.4%}  gap to the best bound {true:.4%}"
        )
    print(f"  {'relaxation':12} {floor:6.2f} s  bound {relaxed.objective:10.2f}")
    _name, seconds, value, bound = results[0]
    kept = seconds <= promised[0] and (bound - value) / value <= promised[1]
    words = "kept" if kept else "NOT KEPT"
    print(f"  promised: {promised[0]:.0f} s, gap {promised[1]:.2%}: {words}")
    return kept


def main() -> int:
    kept = []
    for seed in (1, 2):
        problem = draw(300, 12, 5, seed, fixed=True)
        title = f"Select and finance, 300 actions x 12 levers x 5 years, draw {seed}"
        kept.append(measure(title, problem, CHOICE))
    for seed in (1, 2):
        problem = draw(60, 8, 6, seed, fixed=False)
        title = f"Joint, 60 actions x 8 levers x 6 years, draw {seed}"
        kept.append(measure(title, problem, JOINT))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
