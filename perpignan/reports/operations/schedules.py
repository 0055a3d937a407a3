"""Reports that are asked for by the calendar."""

from datetime import datetime

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.reports.formats import offered
from perpignan.reports.kinds import KINDS
from perpignan.reports.models import ReportSchedule
from perpignan.reports.operations.making import request_report
from perpignan.reports.queries import due_schedules

logger = structlog.get_logger(__name__)


@transaction.atomic
def save_schedule(*, schedule: ReportSchedule) -> ReportSchedule:
    """Store when a report is asked for. Raise ValidationError for what does not exist."""
    if schedule.kind not in KINDS:
        raise ValidationError({"kind": _("Ce rapport n'existe pas.")})
    if schedule.format not in offered(KINDS[schedule.kind].formats):
        raise ValidationError({"format": _("Ce rapport n'existe pas dans ce format.")})
    schedule.full_clean()
    schedule.save()
    return schedule


def run_schedules(*, now: datetime | None = None) -> int:
    """Ask for the reports that are due today; two beats at once ask for each once."""
    moment = now or timezone.now()
    return sum(_ask(schedule, moment) for schedule in due_schedules(moment))


def _ask(schedule: ReportSchedule, now: datetime) -> bool:
    day = timezone.localdate(now)
    with transaction.atomic():
        mine = ReportSchedule.objects.filter(pk=schedule.pk, last_day=schedule.last_day)
        if not mine.update(last_day=day):
            return False
        try:
            with transaction.atomic():
                request_report(
                    kind=schedule.kind,
                    format=schedule.format,
                    is_internal=schedule.is_internal,
                    by=schedule.owner,
                    day=day,
                    is_notified=True,
                )
        except (PermissionDenied, ValidationError) as error:
            logger.warning("schedule_refused", schedule=schedule.pk, reason=str(error))
            return False
    return True
