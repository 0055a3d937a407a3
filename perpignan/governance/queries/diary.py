"""What may go wrong, where the study meets people, and its dates with their moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from perpignan.governance.enums import MeetingStatus, MilestoneKind
from perpignan.governance.models import DiaryEntry, Meeting, MilestoneMove, StudyRisk
from perpignan.study.enums import NOT_YET_SUBMITTED
from perpignan.study.models import Deliverable
from perpignan.study.permissions import Person


def risks_in_order() -> QuerySet[StudyRisk]:
    """List the risks of the study, the heaviest first, with who follows each."""
    return StudyRisk.objects.select_related("holder__organisation")


def diary_entries() -> QuerySet[DiaryEntry]:
    """List the workshops, drop-ins and visits, the latest first."""
    return DiaryEntry.objects.select_related("zone", "host__organisation")


@dataclass(frozen=True)
class Milestone:
    """A date of the study: a deliverable owed or a meeting, and how often it moved."""

    kind: MilestoneKind
    record: Deliverable | Meeting
    day: date
    is_done: bool
    moves: Sequence[MilestoneMove]
    url: str = ""

    def is_late_at(self, day: date) -> bool:
        return not self.is_done and self.day < day

    @property
    def is_movable(self) -> bool:
        return not self.is_done

    @property
    def first_day(self) -> date:
        """Return the date that was given first, before any move."""
        return self.moves[-1].old_date if self.moves else self.day

    @property
    def drift(self) -> int:
        """Count the days between the first date and the present one."""
        return (self.day - self.first_day).days


def milestones_for(user: Person) -> list[Milestone]:
    """List the dates of the study that a person may see, the nearest past first to come last."""
    owed = Deliverable.objects.exclude(due_on=None).prefetch_related("moves")
    held = Meeting.objects.visible_to(user).exclude(status=MeetingStatus.CANCELLED)
    found = [_of_deliverable(item) for item in owed]
    found += [_of_meeting(item) for item in held.prefetch_related("moves")]
    return sorted(found, key=lambda item: (item.day, item.kind, item.record.code))


def milestone_for(user: Person, kind: str, code: str) -> Milestone | None:
    """Return a date of the study that the person may see, None when there is none."""
    if kind == MilestoneKind.MEETING:
        meeting = Meeting.objects.visible_to(user).filter(code=code).first()
        return _of_meeting(meeting) if meeting else None
    owed = Deliverable.objects.exclude(due_on=None).filter(code=code).first()
    return _of_deliverable(owed) if owed and kind == MilestoneKind.DELIVERABLE else None


def _of_deliverable(item: Deliverable) -> Milestone:
    assert item.due_on is not None  # noqa: S101 - those without a date are left out above
    is_done = item.status not in NOT_YET_SUBMITTED
    return Milestone(MilestoneKind.DELIVERABLE, item, item.due_on, is_done, list(item.moves.all()))


def _of_meeting(item: Meeting) -> Milestone:
    day = timezone.localdate(item.starts_at)
    is_done = item.status == MeetingStatus.HELD
    url = item.get_absolute_url()
    return Milestone(MilestoneKind.MEETING, item, day, is_done, list(item.moves.all()), url)


def moves_for(user: Person) -> QuerySet[MilestoneMove]:
    """List the moves of the dates that a person may see, the latest first."""
    seen = Meeting.objects.visible_to(user)
    moves = MilestoneMove.objects.select_related("deliverable", "meeting")
    return moves.filter(meeting=None) | moves.filter(meeting__in=seen)
