"""The one thread: where an action comes from, gathered from every phase.

Each phase registers a provider; the floor asks them all, once for a whole list of
actions, so that a page of a hundred actions costs as many queries as a page of one.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from perpignan.study.models import Action, User


@dataclass(frozen=True)
class Evidence:
    """One reason for an action: a benchmark case, a finding, citizens' words."""

    kind: str
    kind_label: str
    title: str
    url: str
    date: datetime.date | None = None
    source_label: str = ""
    is_illustrative: bool = False
    #: What the title is in, where it may be another language than the page's.
    language: str = ""


Provider = Callable[[Collection[int], User | AnonymousUser], Mapping[int, list[Evidence]]]

_providers: dict[str, Provider] = {}


def register(phase: str, provider: Provider) -> None:
    """Let a phase tell what it knows of actions. Raise ValueError on a second provider."""
    if _providers.get(phase, provider) is not provider:
        raise ValueError(f"Phase {phase} already registered its evidence.")
    _providers[phase] = provider


def evidence_for(
    actions: Collection[Action], user: User | AnonymousUser
) -> dict[int, list[Evidence]]:
    """Map each action's primary key to its evidence, in the order of the phases."""
    keys = [action.pk for action in actions]
    gathered: dict[int, list[Evidence]] = defaultdict(list)
    for provider in _providers.values():
        for key, items in provider(keys, user).items():
            gathered[key].extend(items)
    return {key: gathered[key] for key in keys}
