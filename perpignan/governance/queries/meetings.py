from django.utils import timezone

from perpignan.governance.models import Meeting, Minutes
from perpignan.governance.models.meetings import MeetingQuerySet
from perpignan.study.models import User
from perpignan.study.permissions import Person
from perpignan.study.waiting import AgendaPoint, points_for


def meetings_for(user: Person) -> MeetingQuerySet:
    """List the meetings that a person may see, the latest first."""
    return Meeting.objects.visible_to(user).select_related("body").order_by("-starts_at")


def next_meetings(user: Person, *, count: int = 5) -> list[Meeting]:
    """List the meetings to come, the nearest first."""
    return list(meetings_for(user).to_come(timezone.now())[:count])


def get_meeting_for(user: Person, code: str) -> Meeting:
    """Return a meeting that the person may see. Raise Meeting.DoesNotExist otherwise."""
    return meetings_for(user).get(code=code)


def minutes_of(meeting: Meeting, user: Person) -> Minutes | None:
    """Return what was written of a meeting, if the person may read it."""
    return Minutes.objects.visible_to(user).filter(meeting=meeting).first()


def proposed_points(meeting: Meeting, user: User) -> list[AgendaPoint]:
    """List what waits for this body and is not on the agenda yet."""
    there = set(meeting.agenda.values_list("key", flat=True))
    return [
        point
        for point in points_for(user, timezone.localdate())
        if point.key not in there and point.body in ("", meeting.body.code)
    ]
