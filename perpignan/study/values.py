"""What actions are worth, as a phase has published it: the floor knows no method.

A phase registers a provider; another asks for what is offered, with its origin and its
date, and never learns which phase it came from.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ActionValues:
    """Published values of actions, by code, from 0 (worth nothing) to 100 (worth most)."""

    origin: str
    url: str
    day: datetime.date
    values: Mapping[str, Decimal]
    is_illustrative: bool = False


Provider = Callable[[], ActionValues | None]

_providers: dict[str, Provider] = {}


def register(phase: str, provider: Provider) -> None:
    """Let a phase offer values of actions. Raise ValueError on a second provider."""
    if _providers.get(phase, provider) is not provider:
        raise ValueError(f"Phase {phase} already registered its values of actions.")
    _providers[phase] = provider


def latest_values() -> ActionValues | None:
    """Give the values published last, whichever phase did; None where none is."""
    offered = [found for provider in _providers.values() if (found := provider()) is not None]
    return max(offered, key=lambda found: found.day, default=None)
