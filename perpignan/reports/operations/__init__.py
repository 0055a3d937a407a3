"""What may happen to reports, deliverables and schedules: the same for every door."""

from perpignan.reports import files
from perpignan.reports.operations.making import (
    MAX_ATTEMPTS,
    beat_report,
    cancel_report,
    claim_next_report,
    claim_report,
    fail_report,
    finish_report,
    freeze_snapshot,
    record_download,
    request_report,
    retry_report,
    sweep_stuck_reports,
)
from perpignan.reports.operations.notices import send_ready_mail
from perpignan.reports.operations.schedules import run_schedules, save_schedule
from perpignan.reports.operations.versions import (
    decide_version,
    publish_version,
    submit_version,
)

__all__ = [
    "MAX_ATTEMPTS",
    "beat_report",
    "cancel_report",
    "claim_next_report",
    "claim_report",
    "decide_version",
    "fail_report",
    "files",
    "finish_report",
    "freeze_snapshot",
    "publish_version",
    "record_download",
    "request_report",
    "retry_report",
    "run_schedules",
    "save_schedule",
    "send_ready_mail",
    "submit_version",
    "sweep_stuck_reports",
]
