"""Writes of the solutions: they are argued, then retained, set aside, joined or cut.

A merged or split solution is never deleted: it says what it has become. Two people who
merge at once take the same locks in the same order, and the second is refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.enums import SolutionStatus
from actionplan.models import Solution, SolutionArgument

CODE_LENGTH = 60


@dataclass(frozen=True)
class Half:
    """What a solution becomes in part: its own title and description."""

    title: str
    description: str = ""


@transaction.atomic
def save_solution(*, solution: Solution, **changes: Any) -> Solution:
    """Store a solution. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(solution, name, value)
    solution.full_clean()
    solution.save()
    return solution


@transaction.atomic
def save_argument(*, argument: SolutionArgument) -> SolutionArgument:
    argument.full_clean()
    argument.save()
    return argument


def retain_solution(*, solution: Solution, reason: str) -> Solution:
    """Choose a solution, for a reason that is published with it."""
    return _decide(solution, SolutionStatus.RETAINED, reason)


def discard_solution(*, solution: Solution, reason: str) -> Solution:
    """Set a solution aside, for a reason that is published with it."""
    return _decide(solution, SolutionStatus.DISCARDED, reason)


@transaction.atomic
def _decide(solution: Solution, status: SolutionStatus, reason: str) -> Solution:
    (decided,) = _lock([solution])
    _require_open([decided])
    return _close(decided, status, reason)


@transaction.atomic
def merge_solutions(*, kept: Solution, absorbed: Collection[Solution], reason: str) -> Solution:
    """Make one solution of several: it takes the arguments and actions of the others."""
    others = [item for item in absorbed if item.pk != kept.pk]
    if not others:
        raise ValidationError({"absorbed": _("Choisissez au moins une autre solution.")})
    locked = {item.pk: item for item in _lock([kept, *others])}
    _require_open(locked.values())
    target = locked.pop(kept.pk)
    for other in locked.values():
        _copy_all(other, target)
        _close(other, SolutionStatus.MERGED, reason, merged_into=target)
    return target


@transaction.atomic
def split_solution(*, solution: Solution, halves: Sequence[Half], reason: str) -> list[Solution]:
    """Make several solutions of one; each takes its arguments and actions, to be sorted."""
    if len(halves) < 2:
        raise ValidationError(_("Une scission donne au moins deux solutions."))
    if len({half.title.strip() for half in halves}) < len(halves):
        raise ValidationError(_("Deux parties portent le même titre."))
    (whole,) = _lock([solution])
    _require_open([whole])
    made = [_make_half(whole, half) for half in halves]
    _close(whole, SolutionStatus.SPLIT, reason)
    return made


def _close(solution: Solution, status: SolutionStatus, reason: str, **changes: Any) -> Solution:
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez la raison : elle est publiée.")})
    return save_solution(
        solution=solution,
        status=status,
        reason=reason.strip(),
        decided_on=timezone.localdate(),
        **changes,
    )


def _lock(solutions: Collection[Solution]) -> list[Solution]:
    """Read solutions again, locked, always in the same order."""
    keys = [item.pk for item in solutions]
    rows = Solution.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    return list(rows)


def _require_open(solutions: Collection[Solution]) -> None:
    """Refuse to touch what has been merged or split already: it is history."""
    for item in solutions:
        if not item.is_open:
            raise ValidationError(
                _("La solution « %(title)s » est déjà fusionnée ou scindée : rechargez la page.")
                % {"title": item.title}
            )


def _copy_all(origin: Solution, target: Solution) -> None:
    """Give a solution the arguments, axes and actions of another; it keeps its own."""
    known = set(target.arguments.values_list("side", "text"))
    for argument in origin.arguments.all():
        if (argument.side, argument.text) not in known:
            argument.pk, argument._state.adding, argument.solution = None, True, target
            save_argument(argument=argument)
    target.axes.add(*origin.axes.all())
    target.actions.add(*origin.actions.all())


def _make_half(whole: Solution, half: Half) -> Solution:
    made = Solution(
        code=_free_code(whole.code),
        title=half.title.strip(),
        description=half.description.strip(),
        priority=whole.priority,
        visibility=whole.visibility,
        is_illustrative=whole.is_illustrative,
        split_from=whole,
        order=whole.order,
    )
    save_solution(solution=made)
    _copy_all(whole, made)
    return made


def _free_code(base: str) -> str:
    """Find the first free `base-2`, `base-3`...; long codes are cut to fit."""
    stem = base[: CODE_LENGTH - 5]
    taken = set(Solution.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    return next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in taken)
