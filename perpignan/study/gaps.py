"""What the study still lacks, for the team: each phase registers its own gaps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from perpignan.study.permissions import Person
from perpignan.study.telling import Told


@dataclass(frozen=True)
class Gap:
    """Something missing: where, and what it hides."""

    code: str
    label: str | Promise
    all_well: str | Promise
    order: int
    rows: Callable[[Person], Sequence[Told]]


_gaps: dict[str, Gap] = {}


def register(gap: Gap) -> None:
    """Let a phase tell a gap. Raise ValueError if its code is taken."""
    if gap.code in _gaps:
        raise ValueError(f"{gap.code} is already a gap.")
    _gaps[gap.code] = gap


def all_gaps() -> list[Gap]:
    return sorted(_gaps.values(), key=lambda gap: gap.order)
