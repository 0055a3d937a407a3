"""Read a ranking problem from plain data (JSON) and write its result the same way."""

import math
from collections.abc import Mapping
from typing import Any

from diagnostic.ranking import methods, smaa
from diagnostic.ranking.problem import Criterion, Direction, Problem, RankingError, build_problem
from diagnostic.ranking.weights import CentredWeights, UniformWeights, WeightModel


def read_problem(data: Any) -> Problem:
    """Turn `{"criteria": [...], "actions": [...]}` into a problem.

    Raises RankingError: bad_data, duplicate_action, and those of `build_problem`.
    """
    if not isinstance(data, Mapping):
        raise RankingError("bad_data", field="-")
    criteria = [_criterion(row) for row in _rows(data, "criteria")]
    scores: dict[str, Mapping[str, Any]] = {}
    for row in _rows(data, "actions"):
        code = _text(row, "code", "actions")
        if code in scores:
            raise RankingError("duplicate_action", action=code)
        by_criterion = {} if row.get("scores") is None else row["scores"]
        if not isinstance(by_criterion, Mapping):
            raise RankingError("bad_data", field=f"actions.{code}.scores")
        scores[code] = by_criterion
    return build_problem(criteria, scores)


def run(
    problem: Problem,
    method: str,
    *,
    draws: int = 10_000,
    seed: int = 0,
    concentration: float | None = None,
) -> dict[str, Any]:
    """Rank with a method and return plain data, codes and numbers only.

    For `smaa`, weights are uniform on the simplex (the weights of the criteria are
    then not used) unless a concentration centres them on those of the criteria; the
    score is the holistic acceptability, (n - mean rank) / (n - 1), from 0 to 1.
    Raises RankingError: unknown_method, and the errors of the method.
    """
    if method == "smaa":
        return _run_smaa(problem, draws=draws, seed=seed, concentration=concentration)
    rows = methods.rank(problem, method)
    ranking = [{"code": row.code, "score": row.score, "rank": row.rank} for row in rows]
    return {"method": method, "ranking": ranking, **_vetoes(problem)}


def _run_smaa(
    problem: Problem, *, draws: int, seed: int, concentration: float | None
) -> dict[str, Any]:
    weights: WeightModel = UniformWeights()
    if concentration is not None:
        centre = [criterion.weight for criterion in problem.criteria]
        weights = CentredWeights(centre, concentration)
    result = smaa.analyse(problem, weights=weights, draws=draws, seed=seed)
    count = len(problem.actions)
    scores = (count - result.mean_rank) / max(count - 1, 1) if count > 1 else result.mean_rank
    places = methods.ranks_of(scores)
    order = sorted(range(count), key=lambda row: (places[row], row))
    return {
        "method": "smaa",
        "ranking": [
            {"code": problem.actions[i], "score": float(scores[i]), "rank": int(places[i])}
            for i in order
        ],
        "rank_acceptability": dict(
            zip(problem.actions, result.acceptability.tolist(), strict=True)
        ),
        "pairwise": {
            code: dict(zip(problem.actions, row, strict=True))
            for code, row in zip(problem.actions, result.pairwise.tolist(), strict=True)
        },
        "central_weights": {
            code: None if math.isnan(row[0]) else dict(zip(result.criteria, row, strict=True))
            for code, row in zip(problem.actions, result.central_weights.tolist(), strict=True)
        },
        "draws": draws,
        "seed": seed,
        **_vetoes(problem),
    }


def _vetoes(problem: Problem) -> dict[str, Any]:
    vetoed = problem.vetoed()
    return {"vetoed": vetoed} if vetoed else {}


def _rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = data.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise RankingError("bad_data", field=name)
    return rows


def _criterion(row: Mapping[str, Any]) -> Criterion:
    code = _text(row, "code", "criteria")
    try:
        direction = Direction(row.get("direction", Direction.MAX))
    except ValueError as error:
        raise RankingError("bad_direction", criterion=code) from error
    return Criterion(
        code=code,
        direction=direction,
        weight=_number(row, "weight", code, 1.0),
        scale=_scale(row, code),
        indifference=_number(row, "q", code, 0.0),
        preference=None if row.get("p") is None else _number(row, "p", code, 0.0),
        veto=None if row.get("veto") is None else _number(row, "veto", code, 0.0),
    )


def _text(row: Mapping[str, Any], name: str, section: str) -> str:
    value = row.get(name)
    # Half a character, as a lone surrogate, could not be written back.
    if not isinstance(value, str) or not value or any("\ud800" <= c <= "\udfff" for c in value):
        raise RankingError("bad_data", field=f"{section}.{name}")
    return value


def _number(row: Mapping[str, Any], name: str, code: str, default: float) -> float:
    value = row.get(name)
    if value is None:
        return default
    try:
        if isinstance(value, bool) or not math.isfinite(float(value)):
            raise ValueError(value)
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise RankingError("bad_data", field=f"criteria.{code}.{name}") from error


def _scale(row: Mapping[str, Any], code: str) -> tuple[float, float] | None:
    value = row.get("scale")
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise RankingError("bad_scale", criterion=code)
    bounds = {"low": value[0], "high": value[1]}
    return _number(bounds, "low", code, math.nan), _number(bounds, "high", code, math.nan)
