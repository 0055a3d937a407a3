"""Writes of the action plan: the page, the API, the admin and the import call these."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplan.enums import CostKind, RequestState
from actionplan.models import (
    ActionSheet,
    Dependency,
    IndicatorMeasure,
    SheetLever,
    SheetPart,
)
from actionplan.queries import proposed_moves
from perpignan.study.enums import ActionStatus, LeverDestination
from perpignan.study.models import FundingLever
from perpignan.study.operations import save_action

Part = TypeVar("Part", bound=SheetPart)
#: States that an action leaves by itself once it begins.
NOT_BEGUN = {ActionStatus.PROPOSED, ActionStatus.UNDER_STUDY, ActionStatus.RETAINED}


@transaction.atomic
def save_sheet(*, sheet: ActionSheet, **changes: Any) -> ActionSheet:
    """Store a sheet with these changes. Raise ValidationError on what can be mended.

    The state of the action follows: under way once it begins, done once it is over.
    """
    for name, value in changes.items():
        setattr(sheet, name, value)
    sheet.full_clean()
    sheet.save()
    _follow_progress(sheet)
    return sheet


def _follow_progress(sheet: ActionSheet) -> None:
    """Give the action the state that its dates tell; a discarded one stays so."""
    action, status = sheet.action, sheet.action.status
    if sheet.actual_end and status != ActionStatus.DISCARDED:
        wanted = ActionStatus.DONE
    elif sheet.actual_start and status in {*NOT_BEGUN, ActionStatus.DONE}:
        wanted = ActionStatus.UNDER_WAY
    else:
        return
    if wanted != status:
        save_action(action=action, status=wanted)


@transaction.atomic
def save_part(*, part: Part) -> Part:
    """Store a line of a sheet: a step, a partner, a cost, a risk, a dependency...

    Two people who add dependencies at once could close a circle that neither sees, so
    the sheets are locked while a dependency is checked.
    """
    if isinstance(part, Dependency):
        _lock_sheets()
    part.full_clean()
    part.save()
    return part


def _lock_sheets() -> None:
    list(ActionSheet.objects.order_by("pk").select_for_update(of=("self",)).values("pk"))


def add_dependency(*, sheet: ActionSheet, needs: ActionSheet, lag_weeks: int = 0) -> Dependency:
    """Make `sheet` wait for the end of `needs`; a circle is refused and named."""
    return save_part(part=Dependency(sheet=sheet, needs=needs, lag_weeks=lag_weeks))


@transaction.atomic
def set_lever_state(*, sheet: ActionSheet, lever: FundingLever, state: RequestState) -> SheetLever:
    """Say where the request to a lever stands for an action.

    Raise ValidationError for money from a lever that was not open at the study's date.
    """
    request = SheetLever.objects.filter(sheet=sheet, lever=lever).order_by("pk").first()
    pays_operating = lever.destination == LeverDestination.OPERATING
    kind = CostKind.OPERATING if pays_operating else CostKind.CAPITAL
    request = request or SheetLever(sheet=sheet, lever=lever, kind=kind)
    request.state = state
    return save_part(part=request)


@transaction.atomic
def record_measure(*, measure: IndicatorMeasure) -> IndicatorMeasure:
    """Store what an indicator was worth on a day."""
    measure.full_clean()
    measure.save()
    return measure


@transaction.atomic
def move_sheet(
    *,
    sheet: ActionSheet,
    start: date,
    end: date,
    reason: str,
    followers: Mapping[str, tuple[date, date]] | None = None,
) -> list[ActionSheet]:
    """Give an action new planned dates, and to the followers that were accepted theirs.

    `followers` gives the dates that the person saw and accepted, by code. Raise
    ValidationError when the calendar has changed since she saw them.
    """
    _lock_sheets()
    moved = ActionSheet.objects.select_related("action").get(pk=sheet.pk)
    if moved.actual_start:
        raise ValidationError(_("Cette action a commencé : ses dates prévues ne bougent plus."))
    accepted = followers or {}
    proposed = {m.code: (m.new.start, m.new.end) for m in proposed_moves(moved, start, end)}
    if any(proposed.get(code) != dates for code, dates in accepted.items()):
        raise ValidationError(
            _("Le calendrier a changé depuis cet aperçu : regardez-le de nouveau.")
        )
    _reschedule(moved, start, end, delay_reason=reason)
    others = ActionSheet.objects.filter(action__code__in=accepted).select_related("action")
    for other in others:
        first, last = accepted[other.code]
        _reschedule(other, first, last)
    return [moved, *others]


def _reschedule(sheet: ActionSheet, start: date, end: date, **changes: Any) -> None:
    """Give a sheet its dates; milestones still to reach follow a later start, never back."""
    days = (start - sheet.planned_start) if sheet.planned_start else timedelta(0)
    save_sheet(sheet=sheet, planned_start=start, planned_end=end, **changes)
    if days <= timedelta(0):
        return
    for step in sheet.steps.filter(done_on__isnull=True):
        if step.due_on:
            step.due_on = step.due_on + days
            save_part(part=step)
