from perpignan.reports.models.report import (
    Report,
    ReportDownload,
    ReportNotice,
    ReportNumber,
    storage_path,
)
from perpignan.reports.models.schedule import ReportSchedule
from perpignan.reports.models.version import ChapterComment, DeliverableVersion

__all__ = [
    "ChapterComment",
    "DeliverableVersion",
    "Report",
    "ReportDownload",
    "ReportNotice",
    "ReportNumber",
    "ReportSchedule",
    "storage_path",
]
