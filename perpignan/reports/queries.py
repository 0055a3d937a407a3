"""Reads of reports."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from perpignan.reports.enums import ReportStatus, VersionState
from perpignan.reports.models import DeliverableVersion, Report, ReportSchedule
from perpignan.study.enums import NOT_YET_SUBMITTED, DeliverableStatus
from perpignan.study.models import Deliverable, Zone
from perpignan.study.permissions import Person


def reports_visible_to(user: Person) -> QuerySet[Report]:
    """List the reports a person may follow and download, without their frozen data."""
    return Report.objects.visible_to(user).select_related("requested_by").defer("snapshot")


def get_report_for(user: Person, pk: UUID) -> Report:
    """Fetch a report that this person may see. Raise Report.DoesNotExist otherwise."""
    return reports_visible_to(user).get(pk=pk)


def frozen_annexes(report: Report) -> list[dict[str, Any]]:
    """List what the frozen data of a report keep of its annexes, in one small read."""
    kept = Report.objects.filter(pk=report.pk).values_list("snapshot__annexes", flat=True)
    return (kept[0] if report.annexes else None) or []


def zone_of(report: Report) -> Zone | None:
    """Fetch the zone that a report is limited to."""
    return Zone.objects.filter(code=report.zone).first() if report.zone else None


def stuck_reports(before: datetime) -> QuerySet[Report]:
    """List the reports still to be made that gave no sign of life since `before`."""
    return Report.objects.pending().filter(heartbeat_at__lt=before).defer("snapshot")


def waiting_reports() -> QuerySet[Report]:
    """List the reports that no worker has taken, what is urgent first, then by turn."""
    waiting = Report.objects.filter(status=ReportStatus.QUEUED)
    return waiting.order_by("urgency", "requested_at").only("pk")


def due_schedules(now: datetime) -> list[ReportSchedule]:
    """List the schedules whose report of this day is still to be asked for."""
    local = timezone.localtime(now)
    active = ReportSchedule.objects.filter(is_active=True).select_related("owner")
    return [item for item in active if item.is_due_on(local.date(), local.hour)]


def versions_in_review() -> QuerySet[DeliverableVersion]:
    """List what the city has received and not yet decided, the oldest first."""
    found = DeliverableVersion.objects.filter(state=VersionState.SUBMITTED)
    return found.select_related("deliverable", "report", "submitted_by").order_by("submitted_at")


def versions_visible_to(user: Person) -> QuerySet[DeliverableVersion]:
    """List the versions whose report this person may read, or that are published."""
    if not user.is_authenticated or not user.has_perm("reports.download_report"):
        return DeliverableVersion.objects.none()
    found = DeliverableVersion.objects.select_related("deliverable", "report", "submitted_by")
    if not user.has_perm("reports.request_internal_report"):
        found = found.filter(report__is_internal=False)
    return found.defer("report__snapshot")


def version_before(version: DeliverableVersion) -> DeliverableVersion | None:
    """Return the version that this one replaces."""
    earlier = version.deliverable.versions.filter(number__lt=version.number)
    return earlier.select_related("report").order_by("-number").first()


def published_versions() -> QuerySet[DeliverableVersion]:
    """List the deliverables that everyone may read, in the order of the study."""
    found = DeliverableVersion.objects.filter(
        state=VersionState.PUBLISHED, report__is_internal=False
    )
    return (
        found.select_related("deliverable__phase", "report")
        .defer("report__snapshot")
        .order_by("deliverable__phase__order", "deliverable__code")
    )


def deliverables_under_review() -> QuerySet[Deliverable]:
    """List the deliverables that wait for their admission, with the version under review."""
    waiting = (DeliverableStatus.SUBMITTED, DeliverableStatus.IN_REVIEW)
    submitted = DeliverableVersion.objects.filter(state=VersionState.SUBMITTED)
    return Deliverable.objects.filter(status__in=waiting).prefetch_related(
        Prefetch("versions", submitted, to_attr="submitted")
    )


def deliverables_to_submit(by: date) -> QuerySet[Deliverable]:
    """List what is owed by that day and was not submitted, the oldest debt first."""
    owed = Deliverable.objects.filter(status__in=NOT_YET_SUBMITTED, due_on__lte=by)
    return owed.order_by("due_on", "code")
