"""Milestones moved with their reason."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance.models import Meeting, MilestoneMove
from perpignan.governance.operations.records import save_record
from perpignan.governance.permissions import can_move_milestone
from perpignan.study.models import Deliverable, User


@transaction.atomic
def move_milestone(
    *, milestone: Deliverable | Meeting, to: date, reason: str, by: User
) -> MilestoneMove:
    """Move the date of a deliverable or of a meeting, and keep the old one with the reason."""
    if not can_move_milestone(by):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez la raison.")})
    moved_on = timezone.localdate()
    move = MilestoneMove(new_date=to, reason=reason.strip(), moved_on=moved_on)
    if isinstance(milestone, Meeting):
        move.meeting, move.old_date = milestone, timezone.localdate(milestone.starts_at)
        milestone.starts_at = _same_hour(milestone.starts_at, to)
    else:
        if milestone.due_on is None:
            raise ValidationError(_("Ce livrable n'a pas encore d'échéance à déplacer."))
        move.deliverable, move.old_date = milestone, milestone.due_on
        milestone.due_on = to
    save_record(record=move)
    save_record(record=milestone)
    return move


def _same_hour(moment: datetime, day: date) -> datetime:
    """Keep the hour of the clock, whatever the season."""
    local = timezone.localtime(moment)
    naive = datetime.combine(day, local.time())
    return timezone.make_aware(naive)
