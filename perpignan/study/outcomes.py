"""What was decided: each phase, and each body, tells its decisions that are public."""

import datetime
from collections.abc import Callable, Sequence

from perpignan.study.telling import Told

_tellers: dict[str, Callable[[], Sequence[Told]]] = {}


def register(code: str, teller: Callable[[], Sequence[Told]]) -> None:
    """Let decisions be told; each bears its date. Raise ValueError if the code is taken."""
    if code in _tellers:
        raise ValueError(f"{code} already tells its decisions.")
    _tellers[code] = teller


def last_outcomes(count: int) -> list[Told]:
    """List the last decisions, the newest first."""
    told = [item for teller in _tellers.values() for item in teller()]
    return sorted(told, key=lambda item: item.date or datetime.date.min, reverse=True)[:count]
