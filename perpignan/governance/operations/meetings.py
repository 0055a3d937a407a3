"""Agendas built from what waits, minutes written and approved."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.governance.enums import MeetingStatus, MinutesState
from perpignan.governance.models import AgendaItem, Meeting, Minutes
from perpignan.governance.operations.records import save_record
from perpignan.governance.permissions import can_approve_minutes, can_edit_meeting
from perpignan.governance.queries.meetings import proposed_points
from perpignan.study.models import User


@transaction.atomic
def build_agenda(
    *, meeting: Meeting, by: User, keys: Collection[str] | None = None
) -> list[AgendaItem]:
    """Put what waits on the agenda: all of it, or the points of these keys; each once."""
    if not can_edit_meeting(by):
        raise PermissionDenied
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.status != MeetingStatus.PLANNED:
        raise ValidationError(_("L'ordre du jour d'une réunion tenue ou annulée ne change plus."))
    points = [p for p in proposed_points(locked, by) if keys is None or p.key in keys]
    last = locked.agenda.aggregate(last=Max("order"))["last"] or 0
    items = [
        AgendaItem(
            meeting=locked, order=order, kind=p.kind, title=p.title[:250], url=p.url, key=p.key
        )
        for order, p in enumerate(points, start=last + 1)
    ]
    return AgendaItem.objects.bulk_create(items)


@transaction.atomic
def save_minutes(*, minutes: Minutes) -> Minutes:
    """Store what was written of a meeting; writing it says that the meeting was held."""
    meeting = minutes.meeting
    if meeting.starts_at > timezone.now():
        raise ValidationError({"meeting": _("Cette réunion n'a pas encore eu lieu.")})
    if meeting.status == MeetingStatus.PLANNED:
        meeting.status = MeetingStatus.HELD
        meeting.save(update_fields=["status"])
    return save_record(record=minutes)


@transaction.atomic
def approve_minutes(*, minutes: Minutes, by: User) -> Minutes:
    """Approve what was written of a meeting: its members may rely on it."""
    if not can_approve_minutes(by):
        raise PermissionDenied
    minutes.state = MinutesState.APPROVED
    return save_minutes(minutes=minutes)
