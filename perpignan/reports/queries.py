"""Reads of reports."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from perpignan.reports.models import Report
from perpignan.study.permissions import Person


def reports_visible_to(user: Person) -> QuerySet[Report]:
    """List the reports a person may follow and download, without their frozen data."""
    return Report.objects.visible_to(user).select_related("requested_by").defer("snapshot")


def get_report_for(user: Person, pk: UUID) -> Report:
    """Fetch a report that this person may see. Raise Report.DoesNotExist otherwise."""
    return reports_visible_to(user).get(pk=pk)


def stuck_reports(before: datetime) -> QuerySet[Report]:
    """List the reports still to be made that gave no sign of life since `before`."""
    return Report.objects.pending().filter(heartbeat_at__lt=before).defer("snapshot")
