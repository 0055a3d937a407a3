"""SMAA of 200 actions x 10 criteria x 10,000 draws: ours, a library called a draw, the floor.

Floor: the bare numpy product of the drawn weights and the scores. Peer: pymcdm's
weighted sum called once a draw, timed on 200 draws and scaled.
"""

import time
from collections.abc import Callable

import numpy as np

from diagnostic.ranking.problem import Criterion, build_problem
from diagnostic.ranking.smaa import analyse

ACTIONS, CRITERIA, DRAWS, PEER_DRAWS = 200, 10, 10_000, 200
MOST_SECONDS = 0.5


def best_of(run: Callable[[], object], times: int = 5) -> float:
    durations = []
    for _attempt in range(times):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return min(durations)


def peer_seconds(scores: np.ndarray, weights: np.ndarray) -> float | None:
    try:
        from pymcdm.methods import WSM
        from pymcdm.normalizations import minmax_normalization
    except ImportError:
        return None
    method, types = WSM(minmax_normalization), np.ones(CRITERIA)

    def run() -> None:
        for draw in weights[:PEER_DRAWS]:
            method(scores, draw, types)

    return best_of(run, 1) * DRAWS / PEER_DRAWS


def main() -> None:
    generator = np.random.default_rng(0)
    low = generator.uniform(0, 3, (ACTIONS, CRITERIA))
    high = low + generator.uniform(0, 1, (ACTIONS, CRITERIA))
    problem = build_problem(
        [Criterion(f"c{column}") for column in range(CRITERIA)],
        {
            f"a{row}": {
                f"c{column}": (float(low[row, column]), float(high[row, column]))
                for column in range(CRITERIA)
            }
            for row in range(ACTIONS)
        },
    )
    weights = generator.dirichlet(np.ones(CRITERIA), DRAWS)
    ours = best_of(lambda: analyse(problem, draws=DRAWS))
    floor = best_of(lambda: weights @ low.T)
    peer = peer_seconds(low, weights)
    print(f"SMAA {ACTIONS} x {CRITERIA} x {DRAWS}, uncertain scores, ranks and pairs counted")
    print(f"ours  {ours:7.3f} s   target {MOST_SECONDS} s")
    print(f"floor {floor:7.4f} s   ours / floor {ours / floor:6.1f}")
    if peer is None:
        print("peer  absent (pymcdm is not installed)")
    else:
        print(f"peer  {peer:7.2f} s   peer / ours {peer / ours:7.1f}")
    assert ours <= MOST_SECONDS, "too slow"


if __name__ == "__main__":
    main()
