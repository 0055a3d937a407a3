"""What a department writes of its own actions: corrections, and actions that it proposes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from actionplan.models import ActionSheet
from actionplan.operations.sheets import save_sheet
from actionplan.permissions import can_correct_sheet, can_propose_action
from actionplan.queries.own_sheets import PROPOSED
from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models import Action, Priority, User
from perpignan.study.operations import save_action

#: What a department says of its own action; amounts, levers and scores stay the team's.
CORRECTED = frozenset(
    {
        *("targets", "contact_function", "contact_details", "actual_start", "actual_end"),
        *("progress", "delay_reason"),
    }
)
LOCK = 662_108  # two proposals at once do not take one code


@transaction.atomic
def correct_sheet(*, sheet: ActionSheet, by: User, objective: str, **changes: Any) -> ActionSheet:
    """Store what the department says of its action. Raise ValidationError on what can be mended."""
    if not can_correct_sheet(by, sheet.action):
        raise PermissionDenied
    foreign = set(changes) - CORRECTED
    if foreign:
        raise ValueError(f"A department does not write {', '.join(sorted(foreign))}.")
    locked = ActionSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if locked.action.objective != objective:
        save_action(action=locked.action, objective=objective)
    return save_sheet(sheet=locked, **changes)


@transaction.atomic
def propose_action(*, by: User, title: str, priority: Priority, objective: str) -> ActionSheet:
    """Propose an action of one's department: internal until the team looks into it."""
    if not can_propose_action(by):
        raise PermissionDenied
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    action = Action(
        code=_next_code(),
        title=title,
        priority=priority,
        objective=objective,
        lead_department=by.department,
        status=ActionStatus.PROPOSED,
        visibility=Visibility.INTERNAL,
    )
    return save_sheet(sheet=ActionSheet(action=save_action(action=action)))


def _next_code() -> str:
    taken = Action.objects.filter(code__startswith=PROPOSED).values_list("code", flat=True)
    numbers = [int(end) for code in taken if (end := code.removeprefix(PROPOSED)).isdigit()]
    return f"{PROPOSED}{max(numbers, default=0) + 1}"
