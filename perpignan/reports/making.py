"""Make a report: gather, freeze, lay out, deliver; every step leaves a sign of life."""

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from perpignan.reports import operations
from perpignan.reports.chapters import Scope
from perpignan.reports.enums import ReportFormat
from perpignan.reports.errors import LayoutError
from perpignan.reports.formats import FORMATS
from perpignan.reports.models import Report
from perpignan.reports.snapshot import Snapshot, build_snapshot

logger = structlog.get_logger(__name__)
BEAT_SECONDS = 2.0


class NotOursAnyMore(Exception):
    """Another worker has the report, or it was cancelled: leave without a word."""


def make_next_report() -> bool:
    """Make the most urgent report that waits; False if none does. May run twice."""
    report = operations.claim_next_report()
    return report is not None and _make_claimed(report)


def make_report(*, report_id: UUID) -> bool:
    """Make a report that waits; False if there was nothing to do. May run twice."""
    report = operations.claim_report(report_id=report_id)
    return report is not None and _make_claimed(report)


def _make_claimed(report: Report) -> bool:
    try:
        content = _make(report)
        return operations.finish_report(report=report, content=content)
    except NotOursAnyMore:
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing can be written, the sweep starts again
    except Exception as error:
        logger.exception("report_failed", report=str(report.pk), kind=report.kind)
        return operations.fail_report(report=report, reason=_reason(error)) and False


def render(snapshot: Mapping[str, Any], format: str, pulse: Any = lambda: None) -> bytes:
    """Turn a frozen snapshot into a file: the only way, for the queue and the command.

    What a format adds of its own (contents, sources) is in the language of the report.
    """
    with translation.override(snapshot.get("language", "fr")):
        return FORMATS[ReportFormat(format)].render(snapshot, pulse)


def _make(report: Report) -> bytes:
    snapshot = report.snapshot or _freeze(report)  # a try before this one may have frozen it
    chapters = len(snapshot["chapters"]) + len(snapshot.get("annexes", ()))
    _tell(report, chapters, chapters, _("Mise en page"))
    return render(snapshot, report.format, _Pulse(report))


def _freeze(report: Report) -> Snapshot:
    snapshot = build_snapshot(
        kind=report.kind,
        chapters=report.chapters,
        annexes=report.annexes,
        folder=f"reports/{report.pk}",
        pulse=_Pulse(report),
        number=report.number,
        scope=_scope(report),
        author=report.requested_by.get_full_name(),
        made_at=timezone.now().replace(microsecond=0),
        on_step=lambda done, total, label: _tell(report, done, total, label),
    )
    if not operations.freeze_snapshot(report=report, snapshot=snapshot):
        raise NotOursAnyMore
    return snapshot


def _scope(report: Report) -> Scope:
    return Scope(
        report.day,
        is_internal=report.is_internal,
        language=report.language,
        priority=report.priority,
        zone=report.zone,
    )


def _tell(report: Report, done: int, chapters: int, label: str) -> None:
    """Show what is done: each chapter is a step, the layout is the last one."""
    progress = 100 * done // (chapters + 1)
    if not operations.beat_report(report=report, progress=progress, step=label[:200]):
        raise NotOursAnyMore


class _Pulse:
    """A sign of life every two seconds while the file is laid out."""

    def __init__(self, report: Report) -> None:
        self.report, self.last = report, time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        if not operations.beat_report(report=self.report):
            raise NotOursAnyMore


def _reason(error: Exception) -> str:
    if isinstance(error, SoftTimeLimitExceeded):
        return _("La production a pris trop de temps. Prévenez l'équipe du portail.")
    if isinstance(error, LayoutError):
        return str(error)
    return _("Une partie du rapport n'a pas pu être préparée. L'équipe du portail en est avertie.")
