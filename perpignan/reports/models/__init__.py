from perpignan.reports.models.report import (
    Report,
    ReportDownload,
    ReportNotice,
    ReportNumber,
    storage_path,
)
from perpignan.reports.models.schedule import ReportSchedule
from perpignan.reports.models.version import DeliverableVersion

__all__ = [
    "DeliverableVersion",
    "Report",
    "ReportDownload",
    "ReportNotice",
    "ReportNumber",
    "ReportSchedule",
    "storage_path",
]
