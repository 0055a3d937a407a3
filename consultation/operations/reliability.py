"""Look for answers that deserve a look, mark them, and store what results become without them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from consultation.enums import MarkReason
from consultation.manipulation.marks import Mark, marks
from consultation.models import Consultation, ReliabilityReport
from consultation.operations.alone import is_alone
from consultation.operations.marks import mark_responses
from consultation.queries.reliability import (
    Casting,
    casting_of,
    counts_with_and_without,
    last_reliability,
    marked_and_all,
    marks_by_reason,
    reliability_stamp,
)

KEPT = 20


@transaction.atomic
def report_reliability(
    *, consultation: Consultation, even_if_same: bool = False
) -> ReliabilityReport | None:
    """Mark what stands out, then count with and without; None when nothing changed.

    A mark that the team lifted stays lifted. Nothing is removed.
    """
    if not is_alone("reliability", consultation):
        return None
    before = last_reliability(consultation)
    is_same = before is not None and before.stamp == reliability_stamp(consultation)
    if is_same and not even_if_same:
        return None
    casting = casting_of(consultation)
    if not casting.responses and before is None:
        return None
    found = marks(casting.ballots)
    for mark in found:
        mark_responses(responses=_responses(casting, mark), reason=MarkReason(mark.reason.value))
    marked, total = marked_and_all(consultation)
    report = ReliabilityReport.objects.create(
        consultation=consultation,
        stamp=reliability_stamp(consultation),
        response_count=total,
        marked_count=marked,
        result={
            "reasons": marks_by_reason(consultation),
            "questions": counts_with_and_without(consultation),
            "found": _told(casting, found),
        },
    )
    _forget_old(consultation)
    return report


def refresh_reliability(*, consultation_id: int) -> ReliabilityReport | None:
    found = Consultation.objects.filter(pk=consultation_id).first()
    return report_reliability(consultation=found) if found else None


def _responses(casting: Casting, mark: Mark) -> list[int]:
    return [casting.responses[place] for place in mark.ballots]


def _told(casting: Casting, found: Sequence[Mark]) -> list[dict[str, Any]]:
    """Tell each mark for the team: how many, how many chance gives, when they came."""
    told = []
    for mark in found:
        known = [casting.ballots[place].time for place in mark.ballots]
        times = sorted(time for time in known if time is not None)
        told.append(
            {
                "reason": mark.reason.value,
                "count": len(mark.ballots),
                "expected": round(mark.expected, 2),
                "first": _moment(times[0]) if times else None,
                "last": _moment(times[-1]) if times else None,
            }
        )
    return told


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")


def _forget_old(consultation: Consultation) -> None:
    rows = ReliabilityReport.objects.filter(consultation=consultation).order_by("-pk")
    gone = list(rows.values_list("pk", flat=True)[KEPT:])
    rows.filter(pk__in=gone).delete()
