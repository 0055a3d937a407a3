"""What may happen to a report: asked for, claimed, delivered, failed, tried again.

Each change of state is one conditional UPDATE: two workers, two sweeps or a click at
the wrong moment change nothing that is not theirs to change.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.reports import files
from perpignan.reports.annexes import annexes_for
from perpignan.reports.chapters import chapters_for
from perpignan.reports.enums import PENDING, ReportFormat, ReportStatus
from perpignan.reports.formats import offered
from perpignan.reports.kinds import KINDS
from perpignan.reports.models import Report, ReportDownload, ReportNumber
from perpignan.reports.permissions import can_request_internal_report, can_request_report
from perpignan.reports.queries import stuck_reports, waiting_reports
from perpignan.reports.queue import enqueue, tell_ready
from perpignan.study.models import Priority, User, Zone

MAX_ATTEMPTS = 3
#: How many waiting reports a worker tries before it gives up: others take them meanwhile.
CANDIDATES = 20


@transaction.atomic
def request_report(
    *,
    kind: str,
    by: User,
    format: str = ReportFormat.PDF,
    day: date | None = None,
    is_internal: bool = False,
    chapters: Collection[str] = (),
    is_notified: bool = False,
    language: str = "",
    priority: str = "",
    zone: str = "",
    annexes: Collection[str] = (),
) -> Report:
    """Ask for a report; the same one, already under way for this person, is given back.

    Raise PermissionDenied, or ValidationError for a kind, format or language that does
    not exist.
    """
    _check_request(kind, format, by, is_internal)
    _check_language(kind, language)
    _check_priority(kind, priority)
    _check_zone(kind, zone)
    wanted = {
        "chapters": _chosen(kind, chapters, zone),
        "annexes": _chosen_annexes(kind, annexes, zone),
        "requested_by": by,
        "kind": kind,
        "format": format,
        "day": day or timezone.localdate(),
        "is_internal": is_internal,
        "language": language or KINDS[kind].languages[0],
        "priority": priority,
        "zone": zone,
    }
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two clicks at once
    report = Report.objects.pending().filter(**wanted).first()
    if report is None:
        report = Report(**wanted, is_notified=is_notified, urgency=KINDS[kind].urgency)
        report.number = _next_number(kind)
        report.full_clean()
        report.save(force_insert=True)
        _enqueue_on_commit(report)
    return report


def _check_request(kind: str, format: str, by: User, is_internal: bool) -> None:
    if not can_request_report(by) or (is_internal and not can_request_internal_report(by)):
        raise PermissionDenied
    if kind not in KINDS:
        raise ValidationError({"kind": _("Ce rapport n'existe pas.")})
    if format not in KINDS[kind].formats:
        raise ValidationError({"format": _("Ce rapport n'existe pas dans ce format.")})
    if not offered([format]):
        raise ValidationError({"format": _("Le format ODT demande LibreOffice, absent d'ici.")})


def _check_language(kind: str, language: str) -> None:
    if language and language not in KINDS[kind].languages:
        raise ValidationError({"language": _("Ce rapport n'existe pas dans cette langue.")})


def _check_priority(kind: str, priority: str) -> None:
    if priority and not KINDS[kind].is_narrowed:
        raise ValidationError({"priority": _("Ce rapport ne se limite pas à une priorité.")})
    if priority and not Priority.objects.filter(code=priority).exists():
        raise ValidationError({"priority": _("Cette priorité n'existe pas.")})


def _check_zone(kind: str, zone: str) -> None:
    if zone and not KINDS[kind].is_zoned:
        raise ValidationError({"zone": _("Ce rapport ne se limite pas à une zone.")})
    if zone and not Zone.objects.filter(code=zone).exists():
        raise ValidationError({"zone": _("Cette zone n'existe pas.")})


def _chosen(kind: str, chapters: Collection[str], zone: str) -> list[str]:
    """Keep the order of the report; refuse a chapter that it does not have."""
    known = [chapter.slug for chapter in chapters_for(kind, zone=zone)]
    unknown = sorted(set(chapters) - set(known))
    if unknown:
        told = _("Ce rapport n'a pas ces chapitres : %s.") % ", ".join(unknown)
        raise ValidationError({"chapters": told})
    return [slug for slug in known if slug in set(chapters)]


def _chosen_annexes(kind: str, annexes: Collection[str], zone: str) -> list[str]:
    """Keep the order of the registry; refuse what the kind cannot bring."""
    known = [annex.slug for annex in annexes_for(kind, zone=zone)]
    unknown = sorted(set(annexes) - set(known))
    if unknown:
        told = _("Ce rapport n'a pas ces annexes : %s.") % ", ".join(unknown)
        raise ValidationError({"annexes": told})
    return [slug for slug in known if slug in set(annexes)]


def _next_number(kind: str) -> int:
    """Count one more report of this kind; two requests at once wait for one another."""
    ReportNumber.objects.get_or_create(kind=kind)
    counter = ReportNumber.objects.select_for_update().get(kind=kind)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


@transaction.atomic
def retry_report(*, report: Report, by: User) -> Report:
    """Ask again for a report that failed or was cancelled, on today's data."""
    _check_request(report.kind, report.format, by, report.is_internal)
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.status not in {ReportStatus.FAILED, ReportStatus.CANCELLED}:
        raise ValidationError(_("Seul un rapport échoué ou annulé peut être relancé."))
    _reset(locked)
    locked.full_clean()
    locked.save()
    _enqueue_on_commit(locked)
    return locked


def _reset(report: Report) -> None:
    report.status, report.progress, report.step = ReportStatus.QUEUED, 0, ""
    report.attempt, report.claim, report.snapshot, report.error = 0, None, None, ""
    report.started_at, report.finished_at = None, None
    report.requested_at = report.heartbeat_at = timezone.now()


def cancel_report(*, report: Report) -> bool:
    """Give up a report that is not made yet; its worker stops at its next step."""
    return _end(Report.objects.pending().filter(pk=report.pk), ReportStatus.CANCELLED)


def claim_next_report() -> Report | None:
    """Take the most urgent waiting report, the oldest among equals; None if none waits.

    A message of the queue is a ticket, not an order: the report it was sent for may
    have been made by another ticket, and this one serves whatever waits.
    """
    for waiting in waiting_reports()[:CANDIDATES]:
        taken = claim_report(report_id=waiting.pk)
        if taken is not None:
            return taken
    return None


def claim_report(*, report_id: uuid.UUID) -> Report | None:
    """Take a waiting report for this worker; None if it is another's, or ended."""
    now, token = timezone.now(), uuid.uuid4()
    waiting = Report.objects.filter(pk=report_id, status=ReportStatus.QUEUED)
    report = waiting.first()
    if report is None:
        return None
    taken = waiting.filter(attempt=report.attempt).update(
        status=ReportStatus.RUNNING,
        claim=token,
        attempt=report.attempt + 1,
        started_at=now,
        heartbeat_at=now,
    )
    return Report.objects.get(pk=report_id) if taken else None


def beat_report(*, report: Report, **progress: Any) -> bool:
    """Store how far the work is and that it goes on; False if the report is not ours now."""
    return bool(_ours(report).update(heartbeat_at=timezone.now(), **progress))


def freeze_snapshot(*, report: Report, snapshot: Mapping[str, Any]) -> bool:
    """Keep the data of the report on its row, for this try and for the next ones."""
    return beat_report(report=report, snapshot=dict(snapshot))


def finish_report(*, report: Report, content: bytes) -> bool:
    """Deliver the file once. False, and no trace, if the report is not ours any more."""
    name = f"reports/{report.pk}/{report.claim}.{report.format}"
    stored = files.storage().save(name, ContentFile(content))
    now = timezone.now()
    delivered = bool(
        _ours(report).update(
            status=ReportStatus.READY,
            file=stored,
            sha256=files.sha256(content),
            size=len(content),
            progress=100,
            step="",
            finished_at=now,
            heartbeat_at=now,
        )
    )
    if delivered:
        files.delete_others(stored, *_annex_files(report))
        if report.is_notified:
            transaction.on_commit(lambda: tell_ready(report.pk), robust=True)
    else:
        files.storage().delete(stored)
    return delivered


def _annex_files(report: Report) -> list[str]:
    """Name the files that the frozen data of a report point at."""
    found = Report.objects.values_list("snapshot__annexes", flat=True).get(pk=report.pk)
    return [annex["file"] for annex in found or ()]


def fail_report(*, report: Report, reason: str) -> bool:
    """End our try of a report with a reason that its reader understands."""
    return _end(_ours(report), ReportStatus.FAILED, reason)


def sweep_stuck_reports() -> int:
    """Put back in the queue what gave no sign of life; give up after three tries."""
    limit = timezone.now() - timedelta(seconds=settings.REPORT_STUCK_AFTER_SECONDS)
    return sum(_recover(report) for report in stuck_reports(limit))


def _recover(report: Report) -> bool:
    same = Report.objects.filter(
        pk=report.pk, status=report.status, heartbeat_at=report.heartbeat_at
    )
    if report.attempt >= MAX_ATTEMPTS:
        reason = _("La production s'est interrompue trois fois. Relancez-la, ou prévenez l'équipe.")
        return _end(same, ReportStatus.FAILED, reason)
    now = timezone.now()
    with transaction.atomic():
        recovered = same.update(
            status=ReportStatus.QUEUED, claim=None, heartbeat_at=now, step="", progress=0
        )
        if recovered:
            _enqueue_on_commit(report)
    return bool(recovered)


def _ours(report: Report) -> Any:
    return Report.objects.filter(pk=report.pk, claim=report.claim, status=ReportStatus.RUNNING)


def _end(reports: Any, status: ReportStatus, reason: str = "") -> bool:
    now = timezone.now()
    return bool(
        reports.filter(status__in=PENDING).update(
            status=status, error=reason, step="", claim=None, finished_at=now, heartbeat_at=now
        )
    )


def _enqueue_on_commit(report: Report) -> None:
    # robust: with no broker at hand the row waits, and the sweep sends it later
    transaction.on_commit(lambda: enqueue(report.pk), robust=True)


def record_download(*, report: Report, by: User, annex: str = "") -> ReportDownload:
    """Note who took a report or one of its annexes away, and when."""
    return ReportDownload.objects.create(report=report, by=by, annex=annex)
